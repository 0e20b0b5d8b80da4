import { join } from 'node:path'
import { createDesks, filePerTenant } from '@deskwright/core'
import type { BenchDatabases } from './databases.ts'
import type { Row } from './report.ts'

const TENANTS = 1000
const BUSY = 100
const SECONDS = 30
const MB = 1024 * 1024

/** A thousand tenants with a file each, a hundred of them at work at once: what the process has, and what a call waits. */
export async function manyDesks(databases: BenchDatabases): Promise<Row[]> {
  const registry = filePerTenant(join(databases.folder, 'tenants'), () => ({ admins: ['ada'] }))
  const quiet = { error: () => {}, warn: () => {}, info: () => {} }
  const desks = createDesks({
    ...registry,
    log: quiet,
    identify: () => ({ externalId: 'carl' }),
    maxOpen: BUSY,
    store: { synchronous: 'normal' },
  })
  const names = Array.from({ length: TENANTS }, (_, n) => `tenant-${n}`)
  const made = performance.now()
  for (const name of names) await desks.create(name)
  const madeMs = (performance.now() - made) / TENANTS
  let most = 0
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 50)
  const worker = desks.startWorker({ roundMs: 60_000 })
  const times: number[] = []
  const opened: number[] = []
  const endsAt = performance.now() + SECONDS * 1000
  // Each of the hundred works for a while for one tenant and goes on to another, as customers come and go.
  await Promise.all(
    Array.from({ length: BUSY }, async (_, place) => {
      for (let turn = 0; performance.now() < endsAt; turn++) {
        const tenant = names[(place + turn * BUSY) % TENANTS] ?? ''
        for (let call = 0; call < 20 && performance.now() < endsAt; call++) {
          const started = performance.now()
          const write = call % 5 === 0
          const response = await desks.fetchFor(
            tenant,
            new Request('https://bench.test/api/tickets', {
              method: write ? 'POST' : 'GET',
              ...(write ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ subject: `Ticket ${call}` }) } : {}),
            }),
          )
          await response.arrayBuffer()
          if (!response.ok && response.status !== 429) throw new Error(`${response.status}`)
          ;(call === 0 ? opened : times).push(performance.now() - started)
        }
      }
    }),
  )
  clearInterval(watching)
  await worker.stop()
  await desks.close()
  const at = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  times.sort((one, other) => one - other)
  opened.sort((one, other) => one - other)
  const row = (what: string, value: string, goal = ''): Row => ({ what, value, raw: '', ratio: '', goal })
  return [
    row(`${TENANTS} tenants, ${BUSY} busy: memory at most`, `${Math.round(most / MB)} MB`, '≤ 512 MB'),
    row('calls each second', `${Math.round((times.length + opened.length) / SECONDS)}`),
    row('a call, p50 · p95', `${at(times, 0.5).toFixed(1)} ms · ${at(times, 0.95).toFixed(1)} ms`),
    row('the first call, which opens the desk, p50 · p95', `${at(opened, 0.5).toFixed(1)} ms · ${at(opened, 0.95).toFixed(1)} ms`),
    row('making a tenant', `${madeMs.toFixed(1)} ms`),
  ]
}
