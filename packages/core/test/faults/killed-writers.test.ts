import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { checkIntegrity } from '../../src/store/schema/check-integrity.ts'
import { acknowledgedIn } from './acknowledged.ts'
import { bundled } from './bundled.ts'
import { Forked } from './forked.ts'
import { historyFaults, lostFaults, readHistory } from './history.ts'
import { openTickets, writers, writingDesk } from './writing-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'
const PROCESSES = 8
const ROUNDS = isFull ? 63 : 5
const TICKETS = 20

it(
  `loses nothing that was acknowledged and leaves nothing half to ${ROUNDS * PROCESSES} kills of ${PROCESSES} writers on SQLite`,
  async () => {
    const place = await testDatabases[0]?.create()
    if (!place) throw new TypeError('there is no SQLite')
    const sink = join(tmpdir(), `deskwright-writers-${process.pid}.jsonl`)
    const desk = writingDesk(place)
    const writer = await bundled(new URL('./writer-process.ts', import.meta.url))
    const start = () => writers.slice(0, PROCESSES).map((name) => new Forked(writer.script, [place.database, place.schema, sink, name]))
    let next: readonly Forked[] = []
    try {
      await openTickets(desk, TICKETS)
      const startedAt = performance.now()
      let kills = 0
      next = start()
      for (let round = 1; round <= ROUNDS; round += 1) {
        const now = next
        await Promise.all(now.map(({ ready }) => ready))
        next = round < ROUNDS ? start() : []
        for (const one of now) one.go()
        // In the middle of work, not of a start: the first kill waits for some answers of this round.
        const before = acknowledgedIn(sink).length
        for (let waited = 0; waited < 3000 && acknowledgedIn(sink).length < before + PROCESSES * 2; waited += 20) await sleep(20)
        for (const one of now) {
          await sleep(Math.random() * 20)
          await one.kill()
          kills += 1
        }
        expect(now.flatMap(({ faults }) => faults)).toEqual([])
        expect(await checkIntegrity(desk['~store'])).toEqual([])
        if (round % 10 === 0 || round === ROUNDS) expect(historyFaults(desk, await readHistory(desk))).toEqual([])
      }
      const acknowledged = acknowledgedIn(sink)
      const history = await readHistory(desk)
      expect(lostFaults(history, acknowledged)).toEqual([])
      expect(await desk.doctor()).toEqual({ healthy: true, findings: [] })
      console.log(
        `${kills} kills, ${acknowledged.length} acknowledged, ${history.events.length} events, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
      )
      // Every round was one of work.
      expect(acknowledged.length).toBeGreaterThan(kills)
      expect(new Set(acknowledged.map(({ writer }) => writer)).size).toBe(PROCESSES)
    } finally {
      await Promise.all(next.map((one) => one.kill()))
      await desk.close()
      await place.drop()
      await writer.remove()
      await rm(sink, { force: true })
    }
  },
  isFull ? 600_000 : 60_000,
)
