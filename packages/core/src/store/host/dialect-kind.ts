import { AliasNode, IdentifierNode, type Kysely, type QueryCompiler, SelectionNode, SelectQueryNode, ValueNode } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import type { DatabaseKind } from '../store.ts'

const probe = SelectQueryNode.cloneWithSelections(SelectQueryNode.create(), [
  SelectionNode.create(AliasNode.create(ValueNode.create(1), IdentifierNode.create('probe'))),
])

/** Which database a compiler of Kysely writes for, by what it writes: class names get lost in bundles and differ between copies. Null: neither. */
export const dialectKind = (compiler: Pick<QueryCompiler, 'compileQuery'>): DatabaseKind | null => {
  const { sql } = compiler.compileQuery(probe, { queryId: 'deskwright' })
  // Our own compiler writes `+?`.
  if (/^select \+?\? as "probe"$/.test(sql)) return 'sqlite'
  return sql === 'select $1 as "probe"' ? 'postgres' : null
}

/** Which database a Kysely writes for; for migrations that have to differ. */
// biome-ignore lint/suspicious/noExplicitAny: any tables
export const databaseKind = (db: Kysely<any>): DatabaseKind => {
  const kind = dialectKind(db.getExecutor())
  if (kind) return kind
  throw coreError('store.database_unknown', { database: 'a Kysely of neither SQLite nor PostgreSQL' })
}
