import type {
  ColumnDefinitionNode,
  CreateIndexNode,
  CreateTableNode,
  DataTypeNode,
  DropIndexNode,
  DropTableNode,
  InsertQueryNode,
  OperationNode,
  OrActionNode,
  SelectModifierNode,
  SelectQueryNode,
} from 'kysely'
import { RawNode, WhereNode } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { NamingQueryCompiler } from './naming-query-compiler.ts'
import { sqliteType } from './sqlite-type.ts'
import { quote, sqlitePrefix } from './table-names.ts'

/** sql`numeric(12, 4)` is a type like any other. */
const plainType = (type: OperationNode): OperationNode => {
  const fragments = type.kind === 'RawNode' && 'sqlFragments' in type ? (type as RawNode).sqlFragments : []
  return fragments.length === 1 ? ({ kind: 'DataTypeNode', dataType: fragments[0] } as DataTypeNode) : type
}

export class SqliteDeskCompiler extends NamingQueryCompiler {
  protected override sanitizeIdentifier(identifier: string): string {
    return identifier.replaceAll('"', '""')
  }
  /**
   * SQLite plans a statement anew at every run when its planner has compared a bare parameter with something, and it does in every join:
   * 30 µs for three tables instead of 5. Behind a plus it does not. A partial index is therefore found by a literal alone (`sql.lit`).
   */
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
  protected override getLeftExplainOptionsWrapper(): string {
    return ''
  }
  protected override getRightExplainOptionsWrapper(): string {
    return ''
  }
  protected override sanitizeJSONPathMemberValue(value: string): string {
    return value.replace(/[\\'"]/g, (char) => (char === '\\' ? '\\\\' : char === "'" ? "''" : '\\"'))
  }
  protected override visitOrAction(node: OrActionNode): void {
    this.append(`or ${node.action}`)
  }

  /** A command holds the only writer already, so row locks are left out. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'Distinct' || node.rawModifier) super.visitSelectModifier(node)
  }

  /** `insert … select … on conflict` is ambiguous to SQLite unless the select has a where. */
  protected override visitInsertQuery(node: InsertQueryNode): void {
    const values = node.values as SelectQueryNode | undefined
    if (node.onConflict && values?.kind === 'SelectQueryNode' && values.from && !values.where) {
      const filtered: SelectQueryNode = { ...values, where: WhereNode.create(RawNode.createWithSql('true')) }
      super.visitInsertQuery({ ...node, values: filtered })
    } else super.visitInsertQuery(node)
  }

  protected override visitCreateTable(node: CreateTableNode): void {
    this.names.checkLength(node.table.table.identifier.name)
    super.visitCreateTable(node)
    if (!node.selectQuery) this.append(node.endModifiers?.length ? ', strict' : ' strict')
  }

  protected override visitDropTable(node: DropTableNode): void {
    super.visitDropTable({ ...node, cascade: false })
  }

  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    if (!node.generated?.identity) {
      super.visitColumnDefinition({ ...node, dataType: plainType(node.dataType) })
      return
    }
    const column = node.column.column.name
    if (!node.primaryKey) throw coreError('store.unknown_type', { column, type: 'an identity that is no primary key' })
    // AUTOINCREMENT and not the bare rowid: a number is never given twice, also after the last row is deleted.
    this.append(`${quote(column)} integer primary key autoincrement`)
  }

  protected override visitDataType(node: DataTypeNode): void {
    const column = (this.parentNode as ColumnDefinitionNode | undefined)?.column?.column.name ?? '?'
    this.append(sqliteType(node.dataType, column))
  }

  protected override visitCreateIndex(node: CreateIndexNode): void {
    this.checkOwned(node.name.name)
    this.names.checkLength(node.name.name)
    super.visitCreateIndex({ ...node, name: { ...node.name, name: sqlitePrefix + node.name.name } })
  }

  protected override visitDropIndex(node: DropIndexNode): void {
    this.checkOwned(node.name.identifier.name)
    this.append(`drop index ${node.ifExists ? 'if exists ' : ''}${this.names.write(node.name.identifier.name)}`)
  }
}
