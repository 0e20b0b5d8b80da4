import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { CoreTables } from '../../src/tables.ts'
import { type Bundled, bundled } from '../faults/bundled.ts'
import { Forked } from '../faults/forked.ts'
import { historyFaults, readHistory } from '../faults/history.ts'
import { openTickets, writers, writingDesk } from '../faults/writing-desk.ts'

const TICKETS = process.env['DESK_FULL'] === '1' ? 1000 : 240
const KILLS = process.env['DESK_FULL'] === '1' ? 20 : 3

forEachDatabase((kind) => {
  describe('a bulk whose process is killed', () => {
    let script: Bundled
    beforeAll(async () => {
      script = await bundled(new URL('./bulk-process.ts', import.meta.url))
    }, 60_000)
    afterAll(() => script.remove())

    it('goes on, by repetitions under its key and by workers, and does nothing twice', {
      timeout: process.env['DESK_FULL'] === '1' ? 1_200_000 : 240_000,
    }, async () => {
      const place = await kind.create()
      const desk = writingDesk(place)
      const write = <T>(run: (db: Kysely<CoreTables>) => Promise<T>): Promise<T> => desk['~store'].write((tx) => run(tx.db))
      const states = () =>
        desk['~store'].read(async (tx) => {
          const db: Kysely<CoreTables> = tx.db
          const items = await db.selectFrom('bulk_item').select(['bulk_id', 'state']).execute()
          return { bulkId: items[0]?.bulk_id ?? '', done: items.filter(({ state }) => state !== 'waiting').length }
        })
      const begun: Forked[] = []
      try {
        const ids = await openTickets(desk, TICKETS)
        let killedHalfWay = 0
        for (const way of ['call', 'worker'] as const)
          for (let round = 0; round < KILLS; round += 1) {
            // Nobody waits a minute here, nor for the lease of the one that was killed.
            if (way === 'worker') await write((db) => db.updateTable('job').set({ due_ms: 0, lease_until_ms: 0 }).execute())
            const before = (await states()).done
            const one = new Forked(script.script, [place.database, place.schema, way, 'the-one-key'])
            begun.push(one)
            await one.ready
            one.go()
            // Early: on a busy machine the other process does a hundred more before this one looks again.
            const enough = before + Math.ceil((TICKETS - before) / (8 * KILLS))
            for (let waited = 0; waited < 20_000 && (await states()).done < Math.min(enough, TICKETS); waited += 2) await sleep(2)
            await one.kill()
            expect(one.faults).toEqual([])
            const { done } = await states()
            if (done > before && done < TICKETS) killedHalfWay += 1
          }
        expect(killedHalfWay).toBeGreaterThanOrEqual(KILLS)
        const { bulkId, done } = await states()
        expect(done).toBeLessThan(TICKETS)
        await write((db) => db.updateTable('job').set({ due_ms: 0, lease_until_ms: 0 }).execute())
        await desk.tick()
        const caller = desk.as({ externalId: writers[0] ?? '' }, { idempotencyKey: 'the-one-key' })
        const result = await caller.bulk.get({ bulkId })
        expect(result).toMatchObject({ state: 'done', total: TICKETS, succeeded: TICKETS, failed: 0 })
        // The one who asked gets the same answer, and no second bulk.
        expect(await caller.bulk.run({ filter: { open: true }, command: 'note', input: { body: 'Once.' } })).toEqual(result)
        const notes = await desk['~store'].read(async (tx) => {
          const db: Kysely<CoreTables> = tx.db
          return db.selectFrom('message').select('ticket_id').where('body', '=', 'Once.').execute()
        })
        expect(notes.map(({ ticket_id }) => ticket_id).sort()).toEqual(ids.toSorted())
        expect(historyFaults(desk, await readHistory(desk))).toEqual([])
        expect(await desk.doctor()).toEqual({ healthy: true, findings: [] })
      } finally {
        await Promise.all(begun.map((one) => one.kill()))
        await desk.close()
        await place.drop()
      }
    })
  })
})
