import { internalsOf } from '../desk-store.ts'
import type { Store } from '../store.ts'
import { describePostgres } from './describe-postgres.ts'
import { describeSqlite } from './describe-sqlite.ts'
import type { DescribedTable } from './described-table.ts'

const write = ({ name, kind, lines }: DescribedTable): string => [`${kind} ${name}`, ...lines.map((line) => `  ${line}`)].join('\n')

/**
 * The desk's tables as text, under their logical names: columns, types, defaults, keys, checks, references, indexes, triggers. The same schema gives
 * the same text, wherever it stands; committed as a snapshot, and compared by `doctor`. Tables of the host do not appear.
 */
export const describeSchema = async (store: Store): Promise<string> => {
  const internals = internalsOf(store)
  const tables = await internals.transact('read', (tx) =>
    tx.kind === 'sqlite' ? describeSqlite(tx) : describePostgres(tx, internals.names.schema),
  )
  return `${tables.map(write).join('\n\n')}\n`
}
