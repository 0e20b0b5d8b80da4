import { sql } from 'kysely'
import type { Desk } from '../../src/desk/desk.ts'
import type { Tx } from '../../src/store/store.ts'
import { coreTableNames } from '../../src/tables.ts'

/** Every row of every table as text. */
export type Rows = ReadonlyMap<string, readonly string[]>

/**
 * Denials are recorded apart from the desk, migrations are not the desk's doing, and the slot of an upload is a lease that runs out. Whether a ticket
 * still waits beside the index goes by its number, and only on SQLite does any: the doctor compares what waits with the index.
 */
const apart = new Set(['audit', 'migration', 'file_upload', 'search_pending'])

const compared = coreTableNames.filter((table) => !apart.has(table))

export const everyRow = (desk: Pick<Desk, '~store'>, others: readonly string[] = []): Promise<Rows> =>
  desk['~store'].read(async (tx) => {
    const rows = new Map<string, readonly string[]>(tx.kind === 'postgres' ? await inOneStatement(tx) : await oneByOne(tx))
    for (const table of others) rows.set(table, textsOf(await everythingOf(tx.dbFor(table.split('_')[0] ?? ''), table)))
    return rows
  })

const everythingOf = (db: Tx['db'], table: string): Promise<object[]> => db.selectFrom(table).selectAll().execute()

async function oneByOne(tx: Tx): Promise<[string, string[]][]> {
  const rows: [string, string[]][] = []
  for (const table of compared) rows.push([table, textsOf(await everythingOf(tx.db, table))])
  return rows
}

/** Sixty tables asked one by one are sixty round trips, and this is asked before and after each of thousands of failures. */
async function inOneStatement(tx: Tx): Promise<[string, string[]][]> {
  const texts = (table: string) =>
    tx.db.selectFrom(`${table} as whole`).select([sql.lit(table).as('name'), sql<string>`row_to_json(whole)::text`.as('text')])
  const [first = '', ...more] = compared
  const found = await more.reduce((union, table) => union.unionAll(texts(table)), texts(first)).execute()
  const byTable = Map.groupBy(found, ({ name }) => name)
  return compared.map((table) => [table, (byTable.get(table) ?? []).map(({ text }) => text)])
}

const textsOf = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row))

/** How many rows came, went or changed in each table that is different now: the shape of what happened, whatever the ids. */
export function rowsBetween(before: Rows, after: Rows): Readonly<Record<string, string>> {
  const shape: Record<string, string> = {}
  for (const [table, rows] of after) {
    const old = new Set(before.get(table))
    const now = new Set(rows)
    const came = rows.filter((row) => !old.has(row)).length
    const went = [...old].filter((row) => !now.has(row)).length
    if (came || went) shape[table] = [...(came ? [`${came} new`] : []), ...(went ? [`${went} gone`] : [])].join(', ')
  }
  return shape
}
