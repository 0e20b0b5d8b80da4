import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { coreError } from '../../src/error/core-errors.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { prepared } from '../../src/store/prepared.ts'
import type { Store, Tx } from '../../src/store/store.ts'
import { openTestStore, uuid } from './open-test-store.ts'

const insert = prepared<{ id: string; at: string }>((db, param) =>
  db.insertInto('ticket').values({ id: param('id'), created_at: param('at') }),
)

/** A command with everything in it: a look, writes, a savepoint that holds, one that is given up, a posted write, a nested one. */
const command = async (tx: Tx): Promise<void> => {
  await tx.db.selectFrom('ticket').select('id').execute()
  await tx.run(insert, { id: uuid(1), at: '2026-01-02T12:00:00.000Z' })
  await tx.savepoint(async () => {
    await tx.db
      .insertInto('message')
      .values({ id: uuid(2), ticket_id: uuid(1), body: 'a', created_at: '2026-01-02T12:00:00.000Z' })
      .execute()
    await tx.savepoint(() =>
      tx.db
        .insertInto('message')
        .values({ id: uuid(3), ticket_id: uuid(1), body: 'b', created_at: '2026-01-02T12:00:00.000Z' })
        .execute(),
    )
  })
  await tx.savepoint(() => tx.run(insert, { id: uuid(1), at: '2026-01-02T12:00:00.000Z' })).catch(() => {})
  tx.post(insert, { id: uuid(4), at: '2026-01-02T12:00:00.000Z' })
  await tx.now()
  await tx.db.updateTable('ticket').set({ subject: 'done' }).execute()
}

const stateOf = (store: Store): Promise<unknown> =>
  store.read(async (tx) => [
    await tx.db.selectFrom('ticket').select(['id', 'subject']).orderBy('id').execute(),
    await tx.db.selectFrom('message').select(['id', 'body']).orderBy('id').execute(),
  ])

const faults: [string, () => Promise<void>][] = [
  ['throws', () => Promise.reject(new Error('broken on purpose'))],
  ['throws an error that may be retried', () => Promise.reject(coreError('store.conflict'))],
  ['fails late', () => sleep(3).then(() => Promise.reject(new Error('broken late')))],
]

forEachDatabase((kind) => {
  it.each(faults)('FT13: is before or after and never between, whichever call to the database %s', async (_what, fault) => {
    let countdown = Number.POSITIVE_INFINITY
    const { store, another } = await openTestStore(kind, { poolSize: 2 })
    const failing = another({
      poolSize: 1,
      busyDeadlineMs: 1000,
      onStatement: () => {
        countdown -= 1
        return countdown === 0 ? fault() : undefined
      },
    })
    const before = await stateOf(store)
    let calls = 0
    for (;;) {
      calls += 1
      countdown = calls
      const result = await failing.write(command).catch((error: unknown) => error)
      const hasFailed = countdown <= 0
      countdown = Number.POSITIVE_INFINITY
      if (!hasFailed) {
        // All calls came before the one that was to fail: the command is through.
        expect(result).toBeUndefined()
        break
      }
      if (result === undefined) {
        // It hit the savepoint that is given up anyway.
        expect(await stateOf(store)).toEqual([
          [uuid(1), uuid(4)].map((id) => ({ id, subject: 'done' })),
          [
            { id: uuid(2), body: 'a' },
            { id: uuid(3), body: 'b' },
          ],
        ])
        await store.write(async (tx) => {
          await tx.db.deleteFrom('message').execute()
          await tx.db.deleteFrom('ticket').execute()
        })
      } else {
        expect(isDeskError(result)).toBe(true)
        expect(await stateOf(store)).toEqual(before)
      }
      // Its one connection is free again, and in no transaction.
      expect(await failing.read((tx) => tx.db.selectFrom('ticket').select('id').execute())).toEqual([])
    }
    expect(calls).toBeGreaterThan(15)
    expect(await stateOf(store)).not.toEqual(before)
  })
})
