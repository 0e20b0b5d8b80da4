/** A process with a desk and its streams: measures them, tells what it has found, and waits to be ended. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { nodeDesk } from '@deskwright/core/node'
import { benchDesk } from './bench-desk.ts'
import type { Row } from './report.ts'

const STREAMS = 1000
const EVENTS = 300
const WARM_EVENTS = 100
const PER_SECOND = 10

const [where = '', database = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
process.send?.(await measure())

async function measure(): Promise<Row[]> {
  const { desk, admin, agent, personId, teamId } = await benchDesk(database)
  for (let n = 0; n < STREAMS; n += 20)
    await Promise.all(
      Array.from({ length: 20 }, async (_, m) => {
        const { id } = await admin.people.create({ name: `Agent ${n + m}`, externalId: `agent ${n + m}` })
        await admin.access.grant({ personId: id, roleId: 'agent', scope: 'team', scopeId: teamId })
      }),
    )
  const { id: ticketId } = await agent.tickets.create({ subject: 'Printer broken', requesterId: personId })
  // So that what happened before is in its place, and told to nobody who comes now.
  await desk.tick()
  const server = createServer(nodeDesk(desk))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const note = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      await agent.tickets.note({ ticketId, body: 'One more thing.' })
      await pause(1000 / PER_SECOND)
    }
    await pause(2000)
  }
  // What the first thousand cost belongs to the process and not to each: code compiled, connections opened, and above all a nursery that V8 makes
  // as large as the largest burst and never smaller.
  await warmUp(port)
  const bare = await memory()
  const first = await streams(port)
  await note(WARM_EVENTS)
  const warmed = await memory()
  first.kill()
  await pause(2000)
  const before = await memory()
  const client = await streams(port)
  await pause(1000)
  const open = await memory()
  await note(EVENTS)
  const used = await memory()
  client.send('report')
  const [{ arrivals }] = (await once(client, 'message')) as [{ arrivals: number[] }]
  client.kill()
  await desk.close()
  server.closeAllConnections()
  server.close()
  arrivals.sort((a, b) => a - b)
  const at = (part: number) => `${arrivals[Math.floor(arrivals.length * part)] ?? Number.NaN} ms`
  const lost = STREAMS * EVENTS - arrivals.length
  const each = (bytes: number) => (bytes / STREAMS / 1000).toFixed(0)
  const grown = (what: 'rss' | 'held') =>
    `${each(open[what] - before[what])} kB open, ${each(used[what] - before[what])} kB after ${EVENTS} events`
  return [
    {
      what: `event to client, ${STREAMS} streams, ${where}`,
      value: `median ${at(0.5)}, p99 ${at(0.99)}, ${lost} lost`,
      goal: 'p99 ≤ 250 ms',
    },
    { what: `memory of one stream, ${where}`, value: grown('rss'), goal: '≤ 60 kB' },
    { what: `what one stream holds, ${where}`, value: grown('held'), goal: '' },
    { what: `the process by its first ${STREAMS}, ${where}`, value: `+ ${((warmed.rss - bare.rss) / 1e6).toFixed(0)} MB`, goal: '' },
  ]
}

/** A few by themselves: a thousand that come to a process which has not done it yet would wait longer than its deadlines. */
async function warmUp(port: number): Promise<void> {
  for (let n = 0; n < 50; n += 1) {
    const abort = new AbortController()
    const { body } = await fetch(`http://127.0.0.1:${port}/api/stream`, { headers: { 'x-person': `agent ${n}` }, signal: abort.signal })
    await body?.getReader().read()
    abort.abort()
  }
  await pause(200)
}

async function streams(port: number): Promise<ChildProcess> {
  const client = fork(fileURLToPath(new URL('live-client.ts', import.meta.url)), [String(port), String(STREAMS)], {
    execArgv: ['--conditions=development', '--experimental-strip-types', '--no-warnings'],
  })
  const [opened] = (await once(client, 'message')) as [{ open?: number; refused?: unknown }]
  if (opened.open !== STREAMS) throw new Error(`a stream was refused: ${String(opened.refused)}`)
  return client
}

/** Resident, and what lives in the heap and in buffers after a collection. */
async function memory(): Promise<{ rss: number; held: number }> {
  for (let n = 0; n < 5; n += 1) {
    globalThis.gc?.()
    await pause(100)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, held: heapUsed + external }
}
