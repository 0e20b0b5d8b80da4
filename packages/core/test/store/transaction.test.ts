import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Store, Tx } from '../../src/store/store.ts'
import { openTestStore, uuid } from './open-test-store.ts'

const add = (tx: Tx, n: number, subject = `t${n}`) =>
  tx.db
    .insertInto('ticket')
    .values({ id: uuid(n), subject })
    .execute()
const subjects = async (store: Store): Promise<string[]> =>
  (await store.read((tx) => tx.db.selectFrom('ticket').select('subject').orderBy('id').execute())).map((row) => row.subject)

class Refused extends Error {}
const refuse = () => {
  throw new Refused('no')
}

forEachDatabase((kind) => {
  it('commits what returns and rolls back what throws, with the error it threw', async () => {
    const { store } = await openTestStore(kind)
    expect(await store.write((tx) => add(tx, 1).then(() => 'done'))).toBe('done')
    await expect(
      store.write(async (tx) => {
        await add(tx, 2)
        refuse()
      }),
    ).rejects.toBeInstanceOf(Refused)
    expect(await subjects(store)).toEqual(['t1'])
  })

  it('undoes a savepoint alone, at any depth', async () => {
    const { store } = await openTestStore(kind)
    await store.write(async (tx) => {
      await add(tx, 1)
      await tx
        .savepoint(async () => {
          await add(tx, 2)
          await tx.savepoint(() => add(tx, 3))
          await expect(tx.savepoint(() => add(tx, 4).then(refuse))).rejects.toBeInstanceOf(Refused)
          await add(tx, 5)
          refuse()
        })
        .catch(() => {})
      await tx.savepoint(async () => {
        await add(tx, 6)
        await tx.savepoint(() => add(tx, 7).then(refuse)).catch(() => {})
      })
    })
    expect(await subjects(store)).toEqual(['t1', 't6'])
  })

  it('goes on after a statement failed in a savepoint', async () => {
    const { store } = await openTestStore(kind)
    await store.write(async (tx) => {
      await add(tx, 1)
      await expect(tx.savepoint(() => add(tx, 1))).rejects.toMatchObject({ code: 'store.unique', params: { constraint: 'ticket.id' } })
      await add(tx, 2)
    })
    expect(await subjects(store)).toEqual(['t1', 't2'])
  })

  it('saves nothing when a failed statement was swallowed, on both databases alike', async () => {
    const { store } = await openTestStore(kind)
    const swallowed = store.write(async (tx) => {
      await add(tx, 1)
      await add(tx, 1).catch(() => {})
      return 'fine'
    })
    await expect(swallowed).rejects.toMatchObject({ code: 'store.transaction_aborted' })
    const goneOn = store.write(async (tx) => {
      await add(tx, 1).catch(() => {})
      await add(tx, 1).catch(() => {})
      await add(tx, 2)
    })
    await expect(goneOn).rejects.toMatchObject({ code: 'store.transaction_aborted' })
    const inSavepoint = store.write(async (tx) => {
      await tx.savepoint(async () => {
        await add(tx, 1)
        await add(tx, 1).catch(() => {})
      })
    })
    await expect(inSavepoint).rejects.toMatchObject({ code: 'store.transaction_aborted' })
    expect(await subjects(store)).toEqual([])
  })

  it('runs savepoints that start together one after another, and keeps them apart', async () => {
    const { store } = await openTestStore(kind)
    await store.write(async (tx) => {
      const results = await Promise.allSettled([
        tx.savepoint(async () => {
          await add(tx, 1)
          await sleep(20)
          await add(tx, 2)
          refuse()
        }),
        tx.savepoint(() => add(tx, 3).then(() => tx.savepoint(() => add(tx, 4)))),
        add(tx, 5),
        tx.savepoint(() =>
          add(tx, 6)
            .then(() => sleep(5))
            .then(refuse),
        ),
      ])
      expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'rejected'])
    })
    expect(await subjects(store)).toEqual(['t3', 't4', 't5'])
  })

  it('waits for a savepoint that nobody waited for', async () => {
    const { store } = await openTestStore(kind)
    await store.write(async (tx) => {
      void tx
        .savepoint(() =>
          add(tx, 1)
            .then(() => sleep(20))
            .then(refuse),
        )
        .catch(() => {})
      await sleep(5)
    })
    expect(await subjects(store)).toEqual([])
  })

  it('refuses a handle whose transaction has ended', async () => {
    const { store } = await openTestStore(kind)
    let kept: Tx | undefined
    let keptDb: Tx['db'] | undefined
    await store.write(async (tx) => {
      kept = tx
      keptDb = tx.db
    })
    if (!kept || !keptDb) throw new Error('nothing kept')
    const ended = { code: 'store.transaction_ended' }
    await expect(add(kept, 1)).rejects.toMatchObject(ended)
    await expect(keptDb.selectFrom('ticket').selectAll().execute()).rejects.toMatchObject(ended)
    await expect(kept.savepoint(async () => 1)).rejects.toMatchObject(ended)
    await expect(kept.now()).rejects.toMatchObject(ended)
    expect(await subjects(store)).toEqual([])
  })

  it.each(['write', 'read'] as const)('throws at once when the store is used from outside within a %s', async (outer) => {
    const { store } = await openTestStore(kind)
    for (const inner of ['write', 'read'] as const) {
      const started = performance.now()
      const nested = store[outer](async () => {
        await sleep(1)
        await store[inner]((tx) => tx.db.selectFrom('ticket').selectAll().execute())
      })
      await expect(nested).rejects.toMatchObject({ code: 'store.outside_transaction' })
      expect(performance.now() - started).toBeLessThan(50)
    }
    expect(await subjects(store)).toEqual([])
  })

  it('does not mind a flow that began in a transaction and outlives it', async () => {
    const { store } = await openTestStore(kind)
    let later: Promise<unknown> = Promise.resolve()
    await store.write(async (tx) => {
      await add(tx, 1)
      later = sleep(50).then(() => store.write((second) => add(second, 2)))
    })
    await later
    expect(await subjects(store)).toEqual(['t1', 't2'])
  })

  it('lets two stores be used within one another', async () => {
    const { store, another } = await openTestStore(kind)
    const other = (await openTestStore(kind)).store
    await store.write(async (tx) => {
      await add(tx, 1)
      await other.write((second) => add(second, 2))
      await other.write(() => expect(store.read(async () => 1)).rejects.toMatchObject({ code: 'store.outside_transaction' }))
    })
    expect(await subjects(store)).toEqual(['t1'])
    expect(await subjects(other)).toEqual(['t2'])
    expect(await subjects(another())).toEqual(['t1'])
  })

  it('reads one snapshot and refuses to write in it', async () => {
    const { store, another } = await openTestStore(kind)
    await store.write((tx) => add(tx, 1))
    const other = another()
    await store.read(async (tx) => {
      const count = async () => (await tx.db.selectFrom('ticket').select('id').execute()).length
      await other.write((second) => add(second, 2))
      // SQLite takes the snapshot at the start, PostgreSQL with the first statement: from then on it stands still.
      const first = await count()
      await other.write((second) => add(second, 3))
      expect(await count()).toBe(first)
    })
    await expect(store.read((tx) => add(tx, 4))).rejects.toMatchObject({ code: 'store.read_only' })
    await expect(store.read((tx) => tx.db.updateTable('ticket').set({ subject: 'x' }).execute())).rejects.toMatchObject({
      code: 'store.read_only',
    })
    expect(await subjects(store)).toEqual(['t1', 't2', 't3'])
  })

  it('waits for what runs when it closes, and refuses what comes after', async () => {
    const { store, another } = await openTestStore(kind)
    const running = store.write(async (tx) => {
      await add(tx, 1)
      await sleep(50)
      await add(tx, 2)
    })
    await sleep(10)
    await store.close()
    await running
    await expect(store.write((tx) => add(tx, 3))).rejects.toMatchObject({ code: 'store.closed' })
    await expect(store.read(async () => 1)).rejects.toMatchObject({ code: 'store.closed' })
    await store.close()
    expect(await subjects(another())).toEqual(['t1', 't2'])
  })

  it('can be closed without ever having been used', async () => {
    const { another } = await openTestStore(kind)
    await another().close()
  })

  it('handles many at once', async () => {
    const { store } = await openTestStore(kind)
    await store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({ id: uuid(1), waited_ms: 0 })
        .execute(),
    )
    const step = () =>
      store.write(async (tx) => {
        const row = await tx.db.selectFrom('ticket').select('waited_ms').where('id', '=', uuid(1)).forUpdate().executeTakeFirstOrThrow()
        await tx.db
          .updateTable('ticket')
          .set({ waited_ms: row.waited_ms + 1 })
          .where('id', '=', uuid(1))
          .execute()
      })
    await Promise.all(Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? subjects(store) : step())))
    const { waited_ms } = await store.read((tx) => tx.db.selectFrom('ticket').select('waited_ms').executeTakeFirstOrThrow())
    expect(waited_ms).toBe(66)
  })
})
