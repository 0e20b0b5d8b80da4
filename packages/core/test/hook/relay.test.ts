import type { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { relay } from '../../src/hook/relay.ts'
import type { Store } from '../../src/store/store.ts'
import type { CoreTables } from '../../src/tables.ts'
import { appendEvents, migratePlace, openPlace } from './delivery-desk.ts'

forEachDatabase((database) => {
  let place: TestDatabase
  let store: Store
  beforeEach(async () => {
    place = await database.create()
    store = openPlace(place)
    await migratePlace(store, place)
  })
  afterEach(async () => {
    await store.close()
    await place.drop()
  })
  const append = (...subjects: readonly string[]) =>
    store.write((tx) =>
      appendEvents(
        tx,
        subjects.map((subject) => ({ subject })),
      ),
    ) // prettier-ignore
  const positions = async () => {
    const rows = await store.read(async ({ db }) =>
      (db as Kysely<CoreTables>).selectFrom('event').select(['subject_id', 'position']).orderBy('sequence').execute(),
    )
    return rows.map(({ subject_id, position }) => [subject_id, position])
  }

  if (database.kind === 'sqlite') {
    it('has nothing to do: the position is given in the commit', async () => {
      await append('a', 'b')
      expect(await relay(store)).toBe(0)
      expect(await positions()).toEqual([
        ['a', 1],
        ['b', 2],
      ]) // prettier-ignore
    })
    return
  }

  it('numbers what is committed and never waits for what is not', async () => {
    let commit = (): void => {}
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve
    })
    let inserted = (): void => {}
    const isInserted = new Promise<void>((resolve) => {
      inserted = resolve
    })
    const slow = store.write(async (tx) => {
      await appendEvents(tx, [{ subject: 'slow' }])
      inserted()
      await mayCommit
    })
    await isInserted
    await append('quick', 'quicker')
    expect(await relay(store)).toBe(2)
    expect(await positions()).toEqual([
      ['quick', 1],
      ['quicker', 2],
    ]) // prettier-ignore
    commit()
    await slow
    await append('last')
    expect(await relay(store)).toBe(2)
    expect(await positions()).toEqual([
      ['slow', 3],
      ['quick', 1],
      ['quicker', 2],
      ['last', 4],
    ]) // prettier-ignore
    expect(await relay(store)).toBe(0)
  })

  it('goes on behind the last position, in batches, also after gaps', async () => {
    await append('a')
    await relay(store)
    await store.write(async ({ db }) => (db as Kysely<CoreTables>).updateTable('event').set({ position: 41 }).execute())
    await append(...Array.from({ length: 25 }, (_, n) => `s${n}`))
    expect(await relay(store, 10)).toBe(25)
    expect((await positions()).map(([, position]) => position)).toEqual(Array.from({ length: 26 }, (_, n) => 41 + n))
  })

  it('works once at a time, however many there are, and gives each position once', async () => {
    const others = [openPlace(place), openPlace(place), openPlace(place)]
    let isOver = false
    const relays = [store, ...others].map(async (one) => {
      let total = 0
      while (!isOver) total += await relay(one, 7)
      return total
    })
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 25; n += 1) await append(`w${writer}`, `w${writer}`)
      }),
    ) // prettier-ignore
    isOver = true
    const counted = (await Promise.all(relays)).reduce((a, b) => a + b)
    expect(counted + (await relay(store))).toBe(400)
    const all = (await positions()).map(([, position]) => Number(position)).sort((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: 400 }, (_, n) => n + 1))
    for (const other of others) await other.close()
  })

  it('leaves a reader no position that comes in behind its back', async () => {
    let isOver = false
    const relaying = (async () => {
      while (!isOver) await relay(store, 5)
    })()
    const seen: number[] = []
    const reading = (async () => {
      while (!isOver || seen.length < 300) {
        const after = seen.at(-1) ?? 0
        const rows = await store.read(async ({ db }) =>
          (db as Kysely<CoreTables>)
            .selectFrom('event')
            .select('position')
            .where('position', '>', after)
            .orderBy('position')
            .limit(3)
            .execute(),
        )
        seen.push(...rows.map(({ position }) => Number(position)))
        if (isOver && rows.length === 0) break
      }
    })()
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let n = 0; n < 50; n += 1) await append(`w${writer}`)
      }),
    ) // prettier-ignore
    while ((await positions()).some(([, position]) => position === null)) await new Promise((resolve) => setTimeout(resolve, 5))
    isOver = true
    await Promise.all([relaying, reading])
    expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => n + 1))
  })
})
