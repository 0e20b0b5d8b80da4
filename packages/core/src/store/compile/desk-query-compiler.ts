import {
  type AliasNode,
  type AndNode,
  type BinaryOperationNode,
  type CaseNode,
  type ColumnUpdateNode,
  DefaultQueryCompiler,
  type FunctionNode,
  type InsertQueryNode,
  type OperationNode,
  type OperatorNode,
  type ParensNode,
  type PrimitiveValueListNode,
  type TupleNode,
  type ValueListNode,
  type ValueNode,
  type WhenNode,
} from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { Placeholder } from '../prepared.ts'
import { type ColumnKind, columnKind } from '../value/column-kind.ts'
import { toDatabase } from '../value/to-database.ts'
import { kindOfNode } from '../value/typed-param.ts'
import { type Column, inferColumn, passesThrough } from './infer-column.ts'
import { Slot } from './slot.ts'
import type { TableNames } from './table-names.ts'

/** Operators whose two sides hold values of one kind; beside `+` a number is a number. */
const comparisons: ReadonlySet<string> = new Set([
  '=',
  '==',
  '!=',
  '<>',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'not in',
  'is',
  'is not',
  'is distinct from',
  'is not distinct from',
  'between',
  'between symmetric',
  '<=>',
])

/** Nodes that take the column they are compared with or written to, and hand it to the values in them. */
const takesColumn: ReadonlySet<string> = new Set([
  'ValueNode',
  'PrimitiveValueListNode',
  'ValueListNode',
  'TupleNode',
  'ParensNode',
  'AndNode',
  'CaseNode',
  'FunctionNode',
])

/**
 * Converts parameters by the column they stand beside, never by how they look: a text column may hold what looks like an instant.
 * The column goes down through `#column`, which each of `takesColumn` takes and clears.
 */
export abstract class DeskQueryCompiler extends DefaultQueryCompiler {
  protected readonly names: TableNames
  #column: Column | undefined
  #insertColumns: readonly string[] = []
  #when: { readonly condition: Column | undefined; readonly result: string | undefined } | undefined

  constructor(names: TableNames) {
    super()
    this.names = names
  }

  #take(): Column | undefined {
    const column = this.#column
    this.#column = undefined
    return column
  }

  protected visitAs(column: Column | undefined, node: OperationNode): void {
    if (column !== undefined && takesColumn.has(node.kind)) this.#column = column
    this.visitNode(node)
  }

  /** PostgreSQL takes a parameter that stands alone for text. */
  protected writeCast(_kind: ColumnKind): void {}

  /** For places whose type the database does not infer from what stands beside. */
  #visitTyped(column: string | undefined, node: OperationNode): void {
    this.visitAs(column, node)
    const kind = column !== undefined && node.kind === 'ValueNode' ? columnKind(column) : undefined
    if (kind) this.writeCast(kind)
  }

  #parameter(value: unknown, column: Column | undefined, kind?: ColumnKind): void {
    const name = typeof column === 'string' ? column : ''
    const known = kind ?? (name ? columnKind(name) : undefined)
    this.addParameter(
      value instanceof Placeholder ? new Slot(value.name, known, name) : toDatabase[this.names.kind](value, known, name || '?'),
    )
    this.append(this.getCurrentParameterPlaceholder())
  }

  protected override appendValue(value: unknown): void {
    this.#parameter(value, undefined)
  }

  protected override visitValue(node: ValueNode): void {
    const column = this.#take()
    if (node.immediate) this.appendImmediateValue(node.value)
    else this.#parameter(node.value, column, kindOfNode(node))
  }

  #insertColumn(index: number): Column | undefined {
    return this.#insertColumns[index]
  }

  protected override visitPrimitiveValueList(node: PrimitiveValueListNode): void {
    const column = this.#take()
    const isRow = this.parentNode?.kind === 'ValuesNode'
    this.append('(')
    node.values.forEach((value, index) => {
      if (index > 0) this.append(', ')
      this.#parameter(value, isRow ? this.#insertColumn(index) : column)
    })
    this.append(')')
  }

  protected override visitValueList(node: ValueListNode): void {
    const column = this.#take()
    const isRow = this.parentNode?.kind === 'ValuesNode'
    this.#list(node.values, (index) => (isRow ? this.#insertColumn(index) : column))
  }

  protected override visitTuple(node: TupleNode): void {
    const column = this.#take()
    this.#list(node.values, (index) => (Array.isArray(column) ? column[index] : undefined))
  }

  #list(nodes: readonly OperationNode[], columnAt: (index: number) => Column | undefined): void {
    this.append('(')
    nodes.forEach((node, index) => {
      if (index > 0) this.append(', ')
      this.visitAs(columnAt(index), node)
    })
    this.append(')')
  }

  protected override visitParens(node: ParensNode): void {
    const column = this.#take()
    this.append('(')
    // `column = (a and b)` compares truth, so the column means nothing to a and b.
    if (node.node.kind === 'AndNode') this.visitNode(node.node)
    else this.visitAs(column, node.node)
    this.append(')')
  }

  /** Kysely writes the two ends of `between` as an AndNode. */
  protected override visitAnd(node: AndNode): void {
    const column = this.#take()
    this.visitAs(column, node.left)
    this.append(' and ')
    this.visitAs(column, node.right)
  }

  protected override visitFunction(node: FunctionNode): void {
    const outer = this.#take()
    const column = passesThrough.has(node.func.toLowerCase()) ? (outer ?? inferColumn(node)) : undefined
    this.append(`${node.func}(`)
    node.arguments.forEach((argument, index) => {
      if (index > 0) this.append(', ')
      this.visitAs(column, argument)
    })
    this.append(')')
  }

  protected override visitCase(node: CaseNode): void {
    const column = this.#take() ?? inferColumn(node)
    const result = typeof column === 'string' ? column : undefined
    const condition = node.value ? inferColumn(node.value) : undefined
    this.append('case')
    if (node.value) {
      this.append(' ')
      this.visitNode(node.value)
    }
    for (const when of node.when ?? []) {
      this.append(' ')
      this.#when = { condition, result }
      this.visitNode(when)
    }
    if (node.else) {
      this.append(' else ')
      this.#visitTyped(result, node.else)
    }
    this.append(node.isStatement ? ' end case' : ' end')
  }

  protected override visitWhen(node: WhenNode): void {
    const columns = this.#when
    this.#when = undefined
    this.append('when ')
    this.visitAs(columns?.condition, node.condition)
    if (node.result) {
      this.append(' then ')
      this.#visitTyped(columns?.result, node.result)
    }
  }

  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const operator = node.operator.kind === 'OperatorNode' ? (node.operator as OperatorNode).operator : undefined
    if (operator === undefined || !comparisons.has(operator)) {
      super.visitBinaryOperation(node)
      return
    }
    const left = inferColumn(node.leftOperand)
    this.visitAs(left === undefined ? inferColumn(node.rightOperand) : undefined, node.leftOperand)
    this.append(' ')
    this.visitNode(node.operator)
    this.append(' ')
    this.visitAs(left, node.rightOperand)
  }

  protected override visitColumnUpdate(node: ColumnUpdateNode): void {
    this.visitNode(node.column)
    this.append(' = ')
    this.visitAs(inferColumn(node.column), node.value)
  }

  protected override visitInsertQuery(node: InsertQueryNode): void {
    // `with … as (insert …) insert …`: the inner one must not leave its columns behind.
    const outer = this.#insertColumns
    this.#insertColumns = node.columns?.map((column) => column.column.name) ?? []
    super.visitInsertQuery(node)
    this.#insertColumns = outer
  }

  protected override visitAlias(node: AliasNode): void {
    const alias = node.alias.kind === 'IdentifierNode' && 'name' in node.alias ? String(node.alias.name) : undefined
    if (this.parentNode?.kind === 'SelectionNode') {
      this.#visitTyped(alias, node.node)
    } else {
      if (alias !== undefined && this.names.isTable(alias)) throw coreError('store.ambiguous_name', { name: alias })
      this.visitNode(node.node)
    }
    this.append(' as ')
    this.visitNode(node.alias)
  }

  protected override visitDefaultInsertValue(): void {
    throw coreError('store.uneven_rows')
  }
}
