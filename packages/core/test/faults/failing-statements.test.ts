import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { everyRow, rowsBetween } from './every-row.ts'
import { call, everyCall, expectTyped, expectUsable, isFull, openBench, withFault } from './failing-calls.ts'
import { historyFaults, readHistory } from './history.ts'
import { commandRecipes, queryRecipes } from './recipes.ts'
import { openStage } from './stage.ts'

/** Called by the desk's own handler alone: 'delivers every event' breaks the database below it. */
const byTheDeskAlone = ['notifications.tell']

forEachDatabase((database) => {
  describe('a call of the database that fails', () => {
    it('has a recipe for every operation', async () => {
      const stage = await openStage(database)
      try {
        const ids = (kind: string) => stage.desk.operations.filter(({ spec }) => spec.kind === kind).map(({ id }) => id)
        expect([...Object.keys(commandRecipes), ...byTheDeskAlone].sort()).toEqual(ids('command').sort())
        expect(Object.keys(queryRecipes).sort()).toEqual(ids('query').sort())
        expect(ids('command').length).toBeGreaterThanOrEqual(30)
      } finally {
        await stage.close()
      }
    })

    it('is the same to the store without pipelining', { timeout: isFull ? 900_000 : 60_000 }, async () => {
      const bench = await openBench(database, true)
      try {
        for (const [index, operation] of ['tickets.create', 'tickets.reply', 'probe.play'].entries())
          await everyCall(bench, operation, index)
        expect(historyFaults(bench.desk, await readHistory(bench.desk))).toEqual([])
      } finally {
        await bench.close()
      }
    })

    it('changes nothing in a query, and tells what it is', { timeout: isFull ? 900_000 : 60_000 }, async () => {
      const bench = await openBench(database)
      try {
        for (const [index, [operation, recipe]] of Object.entries(queryRecipes).entries()) {
          const prepared = await recipe(bench)
          for (let k = 1; ; k += 1) {
            const kind = bench.kinds[(k + index) % bench.kinds.length] ?? 'error'
            const { before, after, error, struck } = await withFault(bench, operation, prepared, k, kind)
            if (!struck) break
            if (error !== undefined) expectTyped(error, `${operation}, ${kind} at ${k}`)
            expect(rowsBetween(before, after)).toEqual({})
          }
        }
      } finally {
        await bench.close()
      }
    })

    it('makes one ticket under one key, when the caller tries again', { timeout: isFull ? 900_000 : 60_000 }, async () => {
      const bench = await openBench(database)
      const input = { type: 'incident', subject: 'Once', body: 'Help.' }
      try {
        const { id: known } = (await call(bench, 'tickets.create', { input })) as { id: string }
        expect(known).toBeDefined()
        for (const kind of bench.kinds)
          for (let k = 1; ; k += 1) {
            const key = bench.fresh()
            const before = (await readHistory(bench.desk)).tickets.length
            bench.fault.arm(k, kind)
            const first = await call(bench, 'tickets.create', { input }, key).catch((error: unknown) => error)
            const struck = bench.fault.disarm()
            await expectUsable(bench, `${kind} at ${k}`)
            const again = await call(bench, 'tickets.create', { input }, key)
            if (!isDeskError(first)) expect(again, `${kind} at ${k}`).toEqual(first)
            expect((await readHistory(bench.desk)).tickets.length, `${kind} at ${k}`).toBe(before + 1)
            if (!struck) break
          }
      } finally {
        await bench.close()
      }
    })

    it('writes somebody down once, whole, when they are first seen', { timeout: isFull ? 900_000 : 60_000 }, async () => {
      const bench = await openBench(database)
      try {
        for (const kind of bench.kinds)
          for (let k = 1; ; k += 1) {
            const who = bench.fresh()
            const before = await everyRow(bench.desk)
            bench.fault.arm(k, kind)
            const error = await call(bench, 'people.me', { who, input: {} }).then(
              () => undefined,
              (caught: unknown) => caught,
            ) // prettier-ignore
            const struck = bench.fault.disarm()
            if (error !== undefined) expectTyped(error, `${kind} at ${k}`)
            await expectUsable(bench, `${kind} at ${k}`)
            const changed = rowsBetween(before, await everyRow(bench.desk))
            const seen = {
              person: '1 new',
              access_grant: '1 new',
              event: '2 new',
              change: '1 new',
              search_document: '1 new',
              search_posting: '1 new',
            }
            expect([{}, seen], `${kind} at ${k}`).toContainEqual(changed)
            await call(bench, 'people.me', { who, input: {} })
            expect(rowsBetween(before, await everyRow(bench.desk)), `${kind} at ${k}`).toEqual(seen)
            if (!struck) break
          }
      } finally {
        await bench.close()
      }
    })

    it('delivers every event all the same', { timeout: isFull ? 900_000 : 240_000 }, async () => {
      const bench = await openBench(database)
      const reply = async (): Promise<string> => {
        const { id: ticketId } = (await call(bench, 'tickets.create', { who: 'customer', input: { subject: 'x' } })) as { id: string }
        await call(bench, 'tickets.reply', { input: { ticketId, body: 'We are on it.' } })
        return ticketId
      }
      try {
        for (const [offset, each] of (isFull ? bench.kinds : [undefined]).entries())
          for (let k = 1; ; k += 1) {
            const kind = each ?? bench.kinds[(k + offset) % bench.kinds.length] ?? 'error'
            const ticketId = await reply()
            bench.fault.arm(k, kind)
            await bench.desk.tick().catch((error: unknown) => expectTyped(error, `${kind} at ${k}`))
            const struck = bench.fault.disarm()
            await expectUsable(bench, `${kind} at ${k}`)
            const told = async () => {
              const { items } = await bench.desk.as({ externalId: 'customer' }).notifications.list({ unread: true })
              return items.filter(({ ticket }) => ticket.id === ticketId).length
            }
            for (let tries = 0; tries < 50 && !(bench.delivered.includes(ticketId) && (await told())); tries += 1) {
              await sleep(tries * 10)
              await bench.desk.tick()
            }
            expect(bench.delivered, `${kind} at ${k}`).toContain(ticketId)
            expect(await told(), `${kind} at ${k}`).toBe(1)
            if (!struck) break
            expect(k).toBeLessThan(400)
          }
      } finally {
        await bench.close()
      }
    })
  })
})
