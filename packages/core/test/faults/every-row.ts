import type { Desk } from '../../src/desk/desk.ts'
import { coreTableNames } from '../../src/tables.ts'

/** Every row of every table as text. */
export type Rows = ReadonlyMap<string, readonly string[]>

/** Denials are recorded apart from the desk, migrations are not the desk's doing, and the slot of an upload is a lease that runs out. */
const apart = new Set(['audit', 'migration', 'file_upload'])

export const everyRow = (desk: Pick<Desk, '~store'>, others: readonly string[] = []): Promise<Rows> =>
  desk['~store'].read(async (tx) => {
    const rows = new Map<string, readonly string[]>()
    for (const table of coreTableNames) if (!apart.has(table)) rows.set(table, textsOf(await tx.db.selectFrom(table).selectAll().execute()))
    for (const table of others)
      rows.set(
        table,
        textsOf(
          await tx
            .dbFor(table.split('_')[0] ?? '')
            .selectFrom(table)
            .selectAll()
            .execute(),
        ),
      )
    return rows
  })

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
