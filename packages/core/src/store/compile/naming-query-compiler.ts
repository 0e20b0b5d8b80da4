import type { CommonTableExpressionNameNode, CompiledQuery, OperationNode, RawNode, SchemableIdentifierNode, TableNode } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { DeskQueryCompiler } from './desk-query-compiler.ts'
import { isOwnedByCore } from './owned-by-core.ts'
import { quote, type TableNames } from './table-names.ts'

export interface NamingScope {
  /** Only tables and indexes with this owner's prefix compile. */
  readonly owner?: string
  /** Core's migrations: every name in the place of a table is one, also of tables that later versions no longer have. */
  readonly allNames?: boolean
}

const nameNodes: ReadonlySet<string> = new Set([
  'CreateViewNode',
  'DropViewNode',
  'RefreshMaterializedViewNode',
  'CreateTypeNode',
  'DropTypeNode',
  'AlterTypeNode',
])

/** Writes logical table names as physical ones while compiling; a Kysely plugin would walk and copy the whole tree for each query. */
export abstract class NamingQueryCompiler extends DeskQueryCompiler {
  protected readonly scope: NamingScope
  #expressions = new Set<string>()
  /** Names seen in the place of a table, by the first of two passes of `allNames`. */
  #seen: Set<string> | undefined
  #core = 0

  constructor(names: TableNames, scope: NamingScope = {}) {
    super(names)
    this.scope = scope
  }

  override compileQuery<R = unknown>(...args: Parameters<DeskQueryCompiler['compileQuery']>): CompiledQuery<R> {
    this.#expressions = new Set()
    this.#core = 0
    if (this.scope.allNames) {
      this.#seen = new Set()
      super.compileQuery(...args)
      this.#expressions = new Set()
    }
    return super.compileQuery(...args) as CompiledQuery<R>
  }

  #isTable(name: string): boolean {
    return this.names.isTable(name) || (this.#seen?.has(name) ?? false)
  }

  #isForeign(name: string): boolean {
    return this.scope.owner !== undefined && this.#core === 0 && !name.startsWith(`${this.scope.owner}_`)
  }

  protected checkOwned(name: string): void {
    if (this.#isForeign(name)) throw coreError('store.foreign_table', { owner: this.scope.owner ?? '', table: name })
  }

  #writeTable(name: string): void {
    this.append(this.#tableText(name))
  }

  #tableText(name: string): string {
    if (this.#expressions.has(name)) return quote(name)
    this.checkOwned(name)
    if (this.scope.allNames) this.#seen?.add(name)
    else if (!this.names.isTable(name)) throw coreError('store.unknown_table', { table: name })
    return this.names.write(name)
  }

  protected override visitTable(node: TableNode): void {
    const { schema, identifier } = node.table
    if (schema) {
      this.checkOwned(`${schema.name}.${identifier.name}`)
      super.visitTable(node)
    } else this.append(this.#textAt(identifier.name, this.parentNode?.kind))
  }

  #textAt(name: string, place: string | undefined): string {
    switch (place) {
      case 'ReferenceNode':
        return this.#isTable(name) && !this.#expressions.has(name) ? this.names.write(name) : quote(name)
      case 'CommonTableExpressionNameNode':
      case 'SelectModifierNode': // `for update of` takes the bare name, also of a qualified table
        return quote(name)
      case 'RawNode':
        return this.#isTable(name) ? this.#tableText(name) : quote(name)
      default:
        return this.#tableText(name)
    }
  }

  protected override visitSchemableIdentifier(node: SchemableIdentifierNode): void {
    if (!node.schema && nameNodes.has(this.parentNode?.kind ?? '')) this.#writeTable(node.identifier.name)
    else super.visitSchemableIdentifier(node)
  }

  protected override visitCommonTableExpressionName(node: CommonTableExpressionNameNode): void {
    const name = node.table.table.identifier.name
    if (this.names.isTable(name)) throw coreError('store.ambiguous_name', { name })
    this.#expressions.add(name)
    super.visitCommonTableExpressionName(node)
  }

  protected override visitRaw(node: RawNode): void {
    const isCore: boolean = isOwnedByCore(node as OperationNode)
    if (isCore) this.#core += 1
    super.visitRaw(node)
    if (isCore) this.#core -= 1
  }
}
