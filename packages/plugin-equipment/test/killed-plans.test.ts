import { setTimeout as sleep } from 'node:timers/promises'
import { createDesk } from '@deskwright/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bundled, bundled } from '../../core/test/faults/bundled.ts'
import { Forked } from '../../core/test/faults/forked.ts'
import { forEachDatabase } from '../../testing/src/database/for-each-database.ts'
import { equipment } from '../src/index.ts'
import { planJobNames } from './plan-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'
const PLANS = isFull ? 10_000 : 240
const ROUNDS = isFull ? 5 : 2
const NOW = '2026-01-05T09:00:00.000Z'

forEachDatabase((kind) => {
  describe('plans whose workers are killed', () => {
    let script: Bundled
    beforeAll(async () => {
      script = await bundled(new URL('./plan-process.ts', import.meta.url))
    }, 60_000)
    afterAll(() => script.remove())

    it('do every occurrence once', { timeout: isFull ? 1_800_000 : 240_000 }, async () => {
      const place = await kind.create()
      const desk = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [equipment()],
        clock: () => Date.parse(NOW),
        worker: false,
        identify: () => null,
        admins: ['admin'],
      })
      const begun: Forked[] = []
      const rowsOf = <Row>(table: string, columns: string[], where?: [string, string]): Promise<Row[]> =>
        desk['~store'].read(async ({ db }) => {
          const rows = db.selectFrom(table).select(columns)
          return (await (where ? rows.where(where[0], '=', where[1]) : rows).execute()) as Row[]
        })
      const entries = () =>
        rowsOf<{ plan_id: string; ticket_id: string }>('equipment_plan_entry', ['plan_id', 'ticket_id'], ['kind', 'created'])
      /** Nobody waits a minute here for the next occurrence of a job, nor for the lease of one that was killed. */
      const makeDue = () =>
        desk['~store'].write(async ({ db }) => {
          await db.updateTable('job').set({ due_ms: 0, lease_until_ms: 0 }).execute()
          await db.updateTable('job_schedule').set({ next_due_ms: 0 }).where('name', 'in', planJobNames).execute()
        })
      try {
        await desk.migrate()
        await desk.tick()
        const { person } = await desk.as({ externalId: 'admin' }).people.me()
        const system = desk.system('plans').equipment
        const make = (n: number) =>
          system.createPlan({
            name: `Plan ${n}`,
            anchorOn: '2026-01-05',
            rule: { unit: 'day', every: 1 },
            timeZone: 'UTC',
            subjects: { en: `Maintenance ${n}` },
            requesterId: person.id,
          })
        for (let n = 0; n < PLANS; n += 20) await Promise.all(Array.from({ length: 20 }, (_, index) => make(n + index)))
        let killedHalfWay = 0
        for (let round = 1; round <= ROUNDS; round += 1) {
          await makeDue()
          const before = (await entries()).length
          const both = ['worker', 'leaseless'].map((way) => new Forked(script.script, [place.database, place.schema, NOW, way]))
          begun.push(...both)
          await Promise.all(both.map(({ ready }) => ready))
          for (const one of both) one.go()
          const enough = Math.floor((PLANS * round) / (ROUNDS + 1))
          for (let waited = 0; waited < 60_000 && (await entries()).length < enough; waited += 2) await sleep(2)
          await Promise.all(both.map((one) => one.kill()))
          expect(both.flatMap(({ faults }) => faults)).toEqual([])
          const after = (await entries()).length
          if (after > before && after < PLANS) killedHalfWay += 1
        }
        expect(killedHalfWay).toBe(ROUNDS)
        await makeDue()
        const endsAt = performance.now() + 600_000
        while ((await entries()).length < PLANS && performance.now() < endsAt) {
          await desk.tick()
          await makeDue()
        }
        const made = await entries()
        const tickets = await rowsOf<{ id: string; subject: string }>('ticket', ['id', 'subject'], ['channel', 'maintenance'])
        expect(made).toHaveLength(PLANS)
        expect(new Set(made.map(({ plan_id }) => plan_id)).size).toBe(PLANS)
        expect(new Set(tickets.map(({ subject }) => subject)).size).toBe(PLANS)
        expect(made.map(({ ticket_id }) => ticket_id).sort()).toEqual(tickets.map(({ id }) => id).sort())
        const events = await rowsOf<{ name: string }>('event', ['name'], ['name', 'equipment.plan_occurred'])
        expect(events).toHaveLength(PLANS)
        expect(await desk.doctor()).toEqual({ healthy: true, findings: [] })
      } finally {
        await Promise.all(begun.map((one) => one.kill()))
        await desk.close()
        await place.drop()
      }
    })
  })
})
