import { AliasNode, IdentifierNode, type QueryCompiler, SelectionNode, SelectQueryNode, ValueNode } from 'kysely'
import type { DatabaseKind } from '../store.ts'

const probe = SelectQueryNode.cloneWithSelections(SelectQueryNode.create(), [
  SelectionNode.create(AliasNode.create(ValueNode.create(1), IdentifierNode.create('probe'))),
])

/** Which database a compiler of Kysely writes for, by what it writes: class names get lost in bundles and differ between copies. Null: neither. */
export const dialectKind = (compiler: Pick<QueryCompiler, 'compileQuery'>): DatabaseKind | null => {
  const { sql } = compiler.compileQuery(probe, { queryId: 'deskwright' })
  if (sql === 'select ? as "probe"') return 'sqlite'
  return sql === 'select $1 as "probe"' ? 'postgres' : null
}
