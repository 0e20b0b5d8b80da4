import { type Expression, type OperationNode, RawNode } from 'kysely'

export const isOwnedByCore = (node: OperationNode): boolean => '~core' in node

/**
 * Lets an expression of core stand in a plugin's query: inside it, core's tables may be named. The scope predicate
 * `where(work.scope.tickets('billing_time.ticket_id'))` is such an expression. Not a wall against malice: plugins run in this process.
 */
export const ownedByCore = <T>(expression: Expression<T>): Expression<T> => {
  const inner = expression.toOperationNode()
  // Kysely puts its own brackets around a select, and SQLite does not take two pairs after `exists`.
  const around = inner.kind === 'SelectQueryNode' ? ['', ''] : ['(', ')']
  const node: OperationNode = { ...RawNode.create(around, [inner]), '~core': true } as OperationNode
  return { expressionType: undefined, toOperationNode: () => node }
}
