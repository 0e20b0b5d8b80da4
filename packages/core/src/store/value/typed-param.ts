import { type Expression, type OperationNode, sql, ValueNode } from 'kysely'
import type { DatabaseKind } from '../store.ts'
import type { ColumnKind } from './column-kind.ts'

/** A value node that carries its kind with it, for places where no column tells. */
export interface TypedValueNode extends ValueNode {
  readonly '~kind': ColumnKind
}

export const kindOfNode = (node: ValueNode): ColumnKind | undefined => ('~kind' in node ? (node as TypedValueNode)['~kind'] : undefined)

const typedParam = <T>(kind: ColumnKind, value: T): Expression<T> => {
  const node: TypedValueNode & OperationNode = { ...ValueNode.create(value), '~kind': kind }
  return { expressionType: undefined, toOperationNode: () => node }
}

/** An ISO instant within a fragment of `sql`, where no column says that it is one: sql`${sql.ref('due_at')} + 60000 < ${instantParam(now)}`. */
export const instantParam = (iso: string): Expression<string> => typedParam('instant', iso)

/** A JSON value within a fragment of `sql`. */
export const jsonParam = <T>(value: T): Expression<T> => typedParam('json', value)

/**
 * A parameter whose value PostgreSQL's planner does not look at, so that the statement has one plan for all values and is planned once. Only where
 * the one plan is right for all: where an index has the rows in the order that is asked for. `type` is PostgreSQL's name; SQLite never looks.
 */
export const unplannedParam = (kind: DatabaseKind, type: 'uuid' | 'uuid[]' | 'integer', value: unknown): Expression<unknown> =>
  kind === 'postgres' ? sql`(select cast(${value} as ${sql.raw(type)}))` : sql`${value}`
