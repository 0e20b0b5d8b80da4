import type {
  AliasNode,
  CaseNode,
  ColumnNode,
  FunctionNode,
  OperationNode,
  ParensNode,
  ReferenceNode,
  SelectionNode,
  SelectQueryNode,
  TupleNode,
} from 'kysely'

/** The column whose kind an expression has; an array for a tuple. */
export type Column = string | readonly (string | undefined)[]

/** Functions that return one of their arguments, so that all of them are of one kind. */
export const passesThrough: ReadonlySet<string> = new Set(['coalesce', 'ifnull', 'nullif', 'greatest', 'least', 'min', 'max'])

const firstOf = (nodes: readonly OperationNode[]): Column | undefined => {
  for (const node of nodes) {
    const column = inferColumn(node)
    if (column !== undefined) return column
  }
  return undefined
}

const one = (column: Column | undefined): string | undefined => (typeof column === 'string' ? column : undefined)

const isKind = <N extends OperationNode>(node: OperationNode, kind: N['kind']): node is N => node.kind === kind

/**
 * Which column's values an expression yields: `max(t.created_at)` those of `created_at`. Undefined where it can't be told
 * (fragments of `sql`, arithmetic): values beside such an expression stay as they are.
 */
export const inferColumn = (node: OperationNode): Column | undefined => {
  if (isKind<ReferenceNode>(node, 'ReferenceNode')) return inferColumn(node.column)
  if (isKind<ColumnNode>(node, 'ColumnNode')) return node.column.name
  if (isKind<AliasNode>(node, 'AliasNode')) return inferColumn(node.node)
  if (isKind<ParensNode>(node, 'ParensNode')) return inferColumn(node.node)
  if (isKind<SelectionNode>(node, 'SelectionNode')) return inferColumn(node.selection)
  if (isKind<TupleNode>(node, 'TupleNode')) return node.values.map((value) => one(inferColumn(value)))
  if (isKind<FunctionNode>(node, 'FunctionNode')) return passesThrough.has(node.func.toLowerCase()) ? firstOf(node.arguments) : undefined
  if (node.kind === 'AggregateFunctionNode' && 'func' in node && 'aggregated' in node)
    return node.func === 'min' || node.func === 'max' ? firstOf(node.aggregated as readonly OperationNode[]) : undefined
  if (isKind<CaseNode>(node, 'CaseNode'))
    return firstOf([...(node.when ?? []).flatMap((when) => when.result ?? []), ...(node.else ? [node.else] : [])])
  if (isKind<SelectQueryNode>(node, 'SelectQueryNode')) return node.selections?.length === 1 ? firstOf(node.selections) : undefined
  return undefined
}
