import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreTables } from '../../src/tables.ts'
import { acknowledgedIn } from './acknowledged.ts'
import { bundled } from './bundled.ts'
import { Forked } from './forked.ts'
import { historyFaults, lostFaults, readHistory } from './history.ts'
import { openTickets, writers, writingDesk } from './writing-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'
const PROCESSES = 8
const ATTEMPTS = isFull ? 10_000 : 1000
const TICKETS = 50

/** Every event has its place in the order of delivery, once; none was delivered into nothing. */
const positionFaults = (desk: Desk): Promise<unknown> =>
  desk['~store'].read(async (tx) => {
    const db: Kysely<CoreTables> = tx.db
    const positions = (await db.selectFrom('event').select('position').execute()).map(({ position }) => position)
    return { missing: positions.filter((position) => position === null).length, twice: positions.length - new Set(positions).size }
  })

forEachDatabase((database) => {
  it(
    `keeps every chain of transitions legal under ${ATTEMPTS} random commands of ${PROCESSES} processes on ${TICKETS} tickets`,
    async () => {
      const place = await database.create()
      const sink = join(tmpdir(), `deskwright-model-${process.pid}-${database.kind}.jsonl`)
      const desk = writingDesk(place)
      const writer = await bundled(new URL('./writer-process.ts', import.meta.url))
      let processes: readonly Forked[] = []
      try {
        await openTickets(desk, TICKETS)
        const startedAt = performance.now()
        const each = String(ATTEMPTS / PROCESSES)
        processes = writers.slice(0, PROCESSES).map((name) => new Forked(writer.script, [place.database, place.schema, sink, name, each]))
        await Promise.all(processes.map(({ ready }) => ready))
        for (const one of processes) one.go()
        await Promise.all(processes.map((one) => one.finished()))
        expect(processes.flatMap(({ faults }) => faults)).toEqual([])
        await desk.tick()
        const acknowledged = acknowledgedIn(sink)
        const history = await readHistory(desk)
        expect(historyFaults(desk, history)).toEqual([])
        expect(lostFaults(history, acknowledged)).toEqual([])
        expect(await positionFaults(desk)).toEqual({ missing: 0, twice: 0 })
        expect(await desk.doctor()).toEqual({ healthy: true, findings: [] })
        const versions = history.tickets.reduce((sum, { version }) => sum + version, 0)
        expect(history.events.length).toBe(versions)
        const transitions = history.events.filter(({ name }) => name === 'ticket.transitioned').length
        console.log(
          `${database.kind}: ${ATTEMPTS} commands, ${acknowledged.length} done, ${transitions} transitions, ${history.events.length} events, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
        ) // prettier-ignore
        // Most must have done something, or nothing was tried.
        expect(acknowledged.length).toBeGreaterThan(ATTEMPTS / 3)
        expect(transitions).toBeGreaterThan(ATTEMPTS / 5)
      } finally {
        await Promise.all(processes.map((one) => one.kill()))
        await desk.close()
        await place.drop()
        await writer.remove()
        await rm(sink, { force: true })
      }
    },
    isFull ? 600_000 : 60_000,
  )
})
