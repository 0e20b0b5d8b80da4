import { type Expression, type OperationNode, ValueNode } from 'kysely'
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
