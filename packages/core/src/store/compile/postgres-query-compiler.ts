import type { AlterTableNode, CreateIndexNode, CreateTableNode, DropIndexNode, TableNode } from 'kysely'
import type { ColumnKind } from '../value/column-kind.ts'
import { NamingQueryCompiler } from './naming-query-compiler.ts'
import { quote } from './table-names.ts'

const castOf: Readonly<Record<ColumnKind, string>> = { instant: 'timestamptz', boolean: 'boolean', json: 'jsonb', integer: 'bigint' }

export class PostgresDeskCompiler extends NamingQueryCompiler {
  protected override sanitizeIdentifier(identifier: string): string {
    return identifier.replaceAll('"', '""')
  }

  protected override writeCast(kind: ColumnKind): void {
    this.append(`::${castOf[kind]}`)
  }

  protected override visitCreateTable(node: CreateTableNode): void {
    this.names.checkLength(node.table.table.identifier.name)
    super.visitCreateTable(node)
  }

  /** An index lives in the schema of its table and is created without one. */
  protected override visitCreateIndex(node: CreateIndexNode): void {
    this.checkOwned(node.name.name)
    this.names.checkLength(node.name.name)
    super.visitCreateIndex(node)
  }

  protected override visitDropIndex(node: DropIndexNode): void {
    const name = node.name.identifier.name
    this.checkOwned(name)
    this.append(`drop index ${node.ifExists ? 'if exists ' : ''}${this.names.write(name)}${node.cascade ? ' cascade' : ''}`)
  }

  protected override visitTable(node: TableNode): void {
    const parent = this.parentNode
    if (parent?.kind === 'AlterTableNode' && (parent as AlterTableNode).renameTo === node) {
      const name = node.table.identifier.name
      this.checkOwned(name)
      this.names.checkLength(name)
      this.append(quote(name))
    } else super.visitTable(node)
  }
}
