import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startPostgres } from '../../../testing/src/database/embedded-postgres.ts'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { type Acknowledged, acknowledgedIn } from './acknowledged.ts'
import { bundled } from './bundled.ts'
import { Forked } from './forked.ts'
import { historyFaults, lostFaults, readHistory } from './history.ts'
import { openTickets, writers, writingDesk } from './writing-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'
const PROCESSES = 8
const CRASHES = isFull ? 50 : 3
const TICKETS = 30
const RECOVERY_MS = 5000
const missing = testDatabases.find(({ kind }) => kind === 'postgres')?.missing

/** How long the slowest writer needed after `from` until something of it was acknowledged again; undefined while one has not come back. */
const slowestSince = (acknowledged: readonly Acknowledged[], from: number): number | undefined => {
  const firsts = new Map<string, number>()
  for (const { writer, at } of acknowledged) if (at > from && !firsts.has(writer)) firsts.set(writer, at - from)
  return firsts.size === PROCESSES ? Math.max(...firsts.values()) : undefined
}

describe.skipIf(missing !== undefined)(missing ? `postgres (${missing})` : 'postgres', () => {
  it(
    `loses nothing that was acknowledged to ${CRASHES} crashes of the server under ${PROCESSES} writers, which go on by themselves`,
    async () => {
      const server = await startPostgres()
      const place = { database: server.url, schema: 'deskwright' }
      const sink = join(tmpdir(), `deskwright-crashes-${process.pid}.jsonl`)
      const desk = writingDesk(place)
      const writer = await bundled(new URL('./writer-process.ts', import.meta.url))
      let processes: readonly Forked[] = []
      try {
        await openTickets(desk, TICKETS)
        const startedAt = performance.now()
        processes = writers
          .slice(0, PROCESSES)
          .map((name) => new Forked(writer.script, [place.database, place.schema, sink, name, 'Infinity', 'outages']))
        await Promise.all(processes.map(({ ready }) => ready))
        for (const one of processes) one.go()
        const recoveries: number[] = []
        for (let crash = 0; crash < CRASHES; crash += 1) {
          await sleep(150 + Math.random() * 250)
          await server.crash()
          await server.restart()
          const up = Date.now()
          let slowest: number | undefined
          while (slowest === undefined && Date.now() - up < 2 * RECOVERY_MS) {
            await sleep(25)
            slowest = slowestSince(acknowledgedIn(sink), up)
          }
          recoveries.push(slowest ?? Number.POSITIVE_INFINITY)
        }
        await Promise.all(processes.map((one) => one.kill()))
        expect(processes.flatMap(({ faults }) => faults)).toEqual([])
        expect(Math.max(...recoveries)).toBeLessThan(RECOVERY_MS)
        const acknowledged = acknowledgedIn(sink)
        const history = await readHistory(desk)
        expect(historyFaults(desk, history)).toEqual([])
        expect(lostFaults(history, acknowledged)).toEqual([])
        await desk.tick()
        expect(await desk.doctor()).toEqual({ healthy: true, findings: [] })
        console.log(
          `${CRASHES} crashes, ${acknowledged.length} acknowledged, ${history.events.length} events, slowest recovery ${Math.max(...recoveries)} ms, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
        ) // prettier-ignore
      } finally {
        await Promise.all(processes.map((one) => one.kill()))
        await desk.close()
        await server.stop()
        await writer.remove()
        await rm(sink, { force: true })
      }
    },
    isFull ? 900_000 : 60_000,
  )
})
