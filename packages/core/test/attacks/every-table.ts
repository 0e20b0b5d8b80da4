import { createHash } from 'node:crypto'
import type { Desk } from '../../src/desk/desk.ts'
import { coreTableNames } from '../../src/tables.ts'

/** Denials are recorded apart from the desk, migrations are not the desk's doing, and tickets wait beside the index on SQLite alone. */
const apart = new Set(['audit', 'migration', 'search_pending'])

/** The content of every table, each as one hash: equal where nothing has happened. */
export const everyTable = (desk: Pick<Desk, '~store'>, others: readonly string[] = []): Promise<Readonly<Record<string, string>>> =>
  desk['~store'].read(async (tx) => {
    const hashes: Record<string, string> = {}
    for (const table of coreTableNames) {
      if (apart.has(table)) continue
      hashes[table] = hashOf(await tx.db.selectFrom(table).selectAll().execute())
    }
    for (const table of others)
      hashes[table] = hashOf(
        await tx
          .dbFor(table.split('_')[0] ?? '')
          .selectFrom(table)
          .selectAll()
          .execute(),
      )
    return hashes
  })

/** Without an order: databases give rows as they lie. */
const hashOf = (rows: readonly object[]): string =>
  `${rows.length} ${createHash('sha256')
    .update(
      rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n'),
    )
    .digest('base64url')}`
