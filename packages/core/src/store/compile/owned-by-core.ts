import { type Expression, type OperationNode, RawNode } from 'kysely'

export const isOwnedByCore = (node: OperationNode): boolean => '~core' in node

/**
 * Lets an expression of core stand in a plugin's query: inside it, core's tables may be named. The scope predicate
 * `where(work.scope.tickets('billing_time.ticket_id'))` is such an expression. Not a wall against malice: plugins run in this process.
 */
export const ownedByCore = <T>(expression: Expression<T>): Expression<T> => {
  const node: OperationNode = { ...RawNode.create(['(', ')'], [expression.toOperationNode()]), '~core': true } as OperationNode
  return { expressionType: undefined, toOperationNode: () => node }
}
