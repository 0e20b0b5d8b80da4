import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { prepared } from '../../src/store/prepared.ts'
import { instantParam, jsonParam } from '../../src/store/value/typed-param.ts'
import { openTestStore, uuid } from './open-test-store.ts'

const noon = '2026-01-02T12:00:00.000Z'
const later = '2026-01-02T12:00:00.001Z'
const evening = '2026-01-02T18:30:00.450Z'

const full = {
  id: uuid(1),
  subject: 'Printer',
  due_on: '2026-02-28',
  price: '1234.5600',
  is_open: false,
  fields_json: { list: [1, 'zwei', null], text: 'ü' },
  waited_ms: 8_000_000_000_000,
  content: Buffer.from([0, 255, 7]),
  created_at: noon,
  closed_at: null,
}

forEachDatabase((kind) => {
  it('gives back every kind of value as it was put in', async () => {
    const { store } = await openTestStore(kind)
    const inserted = await store.write((tx) => tx.db.insertInto('ticket').values(full).returningAll().executeTakeFirstOrThrow())
    expect(inserted).toEqual({ number: 1, team_id: null, ...full })
    const read = await store.read((tx) => tx.db.selectFrom('ticket').selectAll().executeTakeFirstOrThrow())
    expect(read).toEqual(inserted)
    expect(read.content).toBeInstanceOf(Uint8Array)
  })

  it.each([['text'], ['12'], ['true'], ['null'], [''], [[1, [2]]], [[]], [true], [false], [0], [{ a: { b: [null] } }]])(
    'keeps the JSON value %j',
    async (value) => {
      const { store } = await openTestStore(kind)
      await store.write((tx) =>
        tx.db
          .insertInto('ticket')
          .values({ id: uuid(1), fields_json: value })
          .execute(),
      )
      expect(await store.read((tx) => tx.db.selectFrom('ticket').select('fields_json').executeTakeFirst())).toEqual({ fields_json: value })
    },
  )

  it('leaves text alone that looks like an instant, a boolean or JSON', async () => {
    const { store } = await openTestStore(kind)
    await store.write(async (tx) => {
      await tx.db
        .insertInto('ticket')
        .values([
          { id: uuid(1), subject: noon },
          { id: uuid(2), subject: '{"a":1}' },
          { id: uuid(3), subject: 'true' },
        ])
        .execute()
      await tx.db.updateTable('ticket').set({ subject: evening }).where('subject', '=', noon).execute()
    })
    const rows = await store.read((tx) =>
      tx.db.selectFrom('ticket').select('subject').where('subject', 'in', [evening, '{"a":1}', 'true']).orderBy('number').execute(),
    )
    expect(rows).toEqual([{ subject: evening }, { subject: '{"a":1}' }, { subject: 'true' }])
  })

  it('converts instants wherever they are compared with a column', async () => {
    const { store } = await openTestStore(kind)
    await store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values([
          { id: uuid(1), created_at: noon, closed_at: evening },
          { id: uuid(2), created_at: later, closed_at: null },
          { id: uuid(3), created_at: evening, closed_at: null },
        ])
        .execute(),
    )
    const numbers = (where: Parameters<typeof find>[0]) => find(where)
    // biome-ignore lint/suspicious/noExplicitAny: an untyped test table
    const find = async (where: (query: any) => any): Promise<number[]> => {
      const rows = await store.read((tx) => where(tx.db.selectFrom('ticket as t').select('t.number').orderBy('t.number')).execute())
      return (rows as { number: number }[]).map((row) => row.number)
    }
    expect(await numbers((q) => q.where('created_at', '>', noon))).toEqual([2, 3])
    expect(await numbers((q) => q.where('t.created_at', 'in', [noon, evening]))).toEqual([1, 3])
    expect(await numbers((q) => q.where('t.created_at', 'not in', [noon, evening]))).toEqual([2])
    // biome-ignore-start lint/suspicious/noExplicitAny: an untyped test table
    expect(await numbers((q) => q.where((e: any) => e.between('created_at', noon, later)))).toEqual([1, 2])
    expect(await numbers((q) => q.where((e: any) => e(e.val(later), '<=', e.ref('t.created_at'))))).toEqual([2, 3])
    expect(await numbers((q) => q.where((e: any) => e(e.refTuple('t.created_at', 't.number'), '>', e.tuple(noon, 1))))).toEqual([2, 3])
    expect(
      await numbers((q) => q.where((e: any) => e(e.refTuple('t.created_at', 't.number'), 'in', [e.tuple(noon, 1), e.tuple(evening, 3)]))),
    ).toEqual([1, 3])
    expect(await numbers((q) => q.where((e: any) => e(e.fn.coalesce('t.closed_at', e.val(noon)), '=', noon)))).toEqual([2, 3])
    expect(
      await numbers((q) =>
        q.where((e: any) => e(e.case().when('t.number', '=', 1).then(noon).else(e.ref('t.created_at')).end(), '>', noon)),
      ),
    ).toEqual([2, 3])
    expect(await numbers((q) => q.where((e: any) => e(e.parens(e.ref('t.created_at')), 'is distinct from', noon)))).toEqual([2, 3])
    expect(
      await numbers((q) =>
        q.where((e: any) =>
          e(
            e.selectFrom('ticket').select((i: any) => i.fn.max('created_at').as('x')),
            '>',
            e.val(later),
          ),
        ),
      ),
    ).toEqual([1, 2, 3])
    expect(await numbers((q) => q.groupBy('t.number').having((e: any) => e(e.fn.max('t.created_at'), '>', noon)))).toEqual([2, 3])
    expect(await numbers((q) => q.where('closed_at', 'is', null))).toEqual([2, 3])
    // biome-ignore-end lint/suspicious/noExplicitAny: an untyped test table
  })

  it('converts in updates, in conflicts, in inserts from a select and in fragments', async () => {
    const { store } = await openTestStore(kind)
    const rows = await store.write(async (tx) => {
      await tx.db
        .insertInto('ticket')
        .values({ id: uuid(1), created_at: noon, is_open: true, fields_json: { a: 1 } })
        .execute()
      await tx.db
        .insertInto('ticket')
        .values({ id: uuid(1), created_at: noon })
        .onConflict((c) =>
          c
            .column('id')
            .doUpdateSet({ created_at: later, is_open: false, fields_json: [1] })
            .where('ticket.created_at', '=', noon),
        )
        .execute()
      await tx.db
        .updateTable('ticket')
        .set((e) => ({ closed_at: e.case().when('is_open', '=', false).then(evening).end() }))
        .execute()
      await tx.db
        .insertInto('ticket')
        .columns(['id', 'created_at', 'is_open', 'fields_json', 'subject'])
        .expression((e) =>
          e
            .selectFrom('ticket')
            .select((s) => [
              s.cast(s.val(uuid(2)), 'uuid').as('id'),
              s.val(noon).as('created_at'),
              s.val(true).as('is_open'),
              s.val({ b: 2 }).as('fields_json'),
              s.cast(s.val(noon), 'text').as('subject'),
            ]),
        )
        .onConflict((c) => c.column('id').doNothing())
        .execute()
      await tx.db
        .updateTable('ticket')
        .set({ closed_at: sql`${instantParam(noon)}`, fields_json: sql`${jsonParam({ c: 3 })}` })
        .where('id', '=', uuid(2))
        .execute()
      return tx.db
        .selectFrom('ticket')
        .select(['id', 'created_at', 'closed_at', 'is_open', 'fields_json', 'subject'])
        .orderBy('id')
        .execute()
    })
    expect(rows).toEqual([
      { id: uuid(1), created_at: later, closed_at: evening, is_open: false, fields_json: [1], subject: null },
      { id: uuid(2), created_at: noon, closed_at: noon, is_open: true, fields_json: { c: 3 }, subject: noon },
    ])
  })

  it('converts results by where they come from', async () => {
    const { store } = await openTestStore(kind)
    const row = await store.write(async (tx) => {
      await tx.db
        .insertInto('ticket')
        .values({ ...full, is_open: true })
        .execute()
      return tx.db
        .with('hit', (db) => db.selectFrom('ticket').select(['created_at as opened', 'is_open', 'subject']))
        .selectFrom('hit')
        .select(['hit.opened', 'hit.is_open as open', 'subject'])
        .select((e) => [e.fn.max('hit.opened').as('last_at'), e.fn.countAll().as('count')])
        .select((e) => e.exists(e.selectFrom('team').select('id')).as('is_teamed'))
        .groupBy(['hit.opened', 'hit.is_open', 'subject'])
        .executeTakeFirstOrThrow()
    })
    expect(row).toEqual({ opened: noon, open: true, subject: 'Printer', last_at: noon, count: 1, is_teamed: false })
  })

  it('runs a prepared statement with new values each time', async () => {
    const { store } = await openTestStore(kind)
    const insert = prepared<{ id: string; at: string; open: boolean; fields: unknown; waited: number | null }>((db, param) =>
      db
        .insertInto('ticket')
        .values({
          id: param('id'),
          created_at: param('at'),
          is_open: param('open'),
          fields_json: param('fields'),
          waited_ms: param('waited'),
          subject: 'fixed',
        })
        .returning('number'),
    )
    const since = prepared<{ at: string }, { number: number; fields_json: unknown }>((db, param) =>
      db.selectFrom('ticket').select(['number', 'fields_json']).where('created_at', '>=', param('at')).orderBy('number'),
    )
    const found = await store.write(async (tx) => {
      for (const [index, at] of [noon, later, evening].entries())
        expect((await tx.run(insert, { id: uuid(index), at, open: index === 1, fields: [index], waited: null })).rows).toEqual([
          { number: index + 1 },
        ])
      return (await tx.run(since, { at: later })).rows
    })
    expect(found).toEqual([
      { number: 2, fields_json: [1] },
      { number: 3, fields_json: [2] },
    ])
    await expect(
      store.write((tx) => tx.run(insert, { id: uuid(9), at: 'yesterday', open: true, fields: null, waited: 1 })),
    ).rejects.toMatchObject({ code: 'store.bad_value' })
  })

  it.each([
    ['an instant without a zone', { created_at: '2026-01-02T12:00:00' }, 'store.bad_value'],
    ['an instant with an offset', { created_at: '2026-01-02T12:00:00+01:00' }, 'store.bad_value'],
    ['a day that does not exist', { created_at: '2026-13-41T12:00:00.000Z' }, 'store.bad_value'],
    ['a Date', { created_at: new Date(0) }, 'store.bad_value'],
    ['a number for an instant', { created_at: 12 }, 'store.bad_value'],
    ['text for a boolean', { is_open: 'yes' }, 'store.bad_value'],
    ['an unsafe integer', { waited_ms: 2 ** 53 }, 'store.bad_value'],
    ['U+0000 in text', { subject: 'a\u0000b' }, 'store.bad_text'],
    ['U+0000 in JSON', { fields_json: { a: 'a\u0000b' } }, 'store.bad_text'],
    ['a refused value', { waited_ms: -1 }, 'store.check_failed'],
    ['a missing reference', { team_id: uuid(77) }, 'store.reference_missing'],
  ])('refuses %s', async (_what, values, code) => {
    const { store } = await openTestStore(kind)
    await expect(
      store.write((tx) =>
        tx.db
          .insertInto('ticket')
          .values({ id: uuid(1), ...values })
          .execute(),
      ),
    ).rejects.toMatchObject({ code, '~desk': true })
    expect(await store.read((tx) => tx.db.selectFrom('ticket').selectAll().execute())).toEqual([])
  })

  it('stores a backslash before u0000, which is no U+0000', async () => {
    const { store } = await openTestStore(kind)
    const value = { text: '\\u0000 \\\\u0000' }
    await store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values({ id: uuid(1), fields_json: value })
        .execute(),
    )
    expect(await store.read((tx) => tx.db.selectFrom('ticket').select('fields_json').executeTakeFirst())).toEqual({ fields_json: value })
  })

  it('names the columns of a unique constraint, the same on both databases', async () => {
    const { store } = await openTestStore(kind)
    await store.write((tx) =>
      tx.db
        .insertInto('team')
        .values({ id: uuid(1), key: 'net' })
        .execute(),
    )
    const again = store.write((tx) =>
      tx.db
        .insertInto('team')
        .values({ id: uuid(2), key: 'net' })
        .execute(),
    )
    await expect(again).rejects.toMatchObject({ code: 'store.unique', status: 409, params: { constraint: 'team.key' } })
  })

  it('refuses rows of different columns, where SQLite would write null for the default', async () => {
    const { store } = await openTestStore(kind)
    const uneven = store.write((tx) =>
      tx.db
        .insertInto('ticket')
        .values([{ id: uuid(1), is_open: false }, { id: uuid(2) }])
        .execute(),
    )
    await expect(uneven).rejects.toMatchObject({ code: 'store.uneven_rows' })
  })

  it('tells the time of the database', async () => {
    const { store } = await openTestStore(kind)
    const before = Date.now()
    const now = await store.read((tx) => tx.now())
    expect(now).toBeGreaterThanOrEqual(before - 5)
    expect(now).toBeLessThanOrEqual(Date.now() + 5)
  })
})
