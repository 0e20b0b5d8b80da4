import { coreError } from '../error/core-errors.ts'
import type { Composition } from '../operation/composition.ts'
import type { DeskStore } from '../store/desk-store.ts'
import { type ColumnShape, type ReferenceShape, type TableShape, tableShapes } from '../store/schema/table-shapes.ts'
import type { Tx } from '../store/store.ts'
import { columnsLeftOut, coreTransfer, type LeftOutReason, secretColumn } from './transferred.ts'

export interface PlannedTable {
  readonly name: string
  /** In the order of their names, as they stand in a line. */
  readonly columns: readonly ColumnShape[]
  readonly key: readonly ColumnShape[]
  /** To rows of the same table, which may stand further down. */
  readonly selfReferences: readonly ReferenceShape[]
  /** Column that the database counts up, where there is one. */
  readonly identity: string | undefined
}
export interface LeftOut {
  readonly name: string
  readonly why: LeftOutReason
}
export interface TransferPlan {
  /** What is referred to comes before what refers to it. */
  readonly tables: readonly PlannedTable[]
  readonly leftOut: readonly LeftOut[]
}

type Installed = Pick<Composition, 'plugins'>

/** Which tables go into an export, and in which order. Throws `transfer.no_key`, `transfer.secret_column`, `transfer.circle`. */
export async function transferPlan(tx: Tx, store: DeskStore, composition: Installed): Promise<TransferPlan> {
  const found = (await tableShapes(tx, store)).flatMap((shape) => {
    const fate = fateOf(shape, composition)
    return fate === undefined ? [] : [{ shape, fate }]
  })
  const kept = found.flatMap(({ shape, fate }) => (fate === 'kept' ? [shape] : []))
  return { tables: inOrder(kept).map(planned), leftOut: leftOutOf(composition) }
}

/** By what is declared, and not by what the database has: some tables are there on one kind alone, and an export is of neither. */
function leftOutOf({ plugins }: Installed): LeftOut[] {
  const columns = Object.entries(columnsLeftOut).flatMap(([table, of]) =>
    Object.entries(of).map(([column, why]) => ({ name: `${table}.${column}`, why })),
  )
  const declared = [coreTransfer, ...plugins.map(({ transfer }) => transfer ?? {})].flatMap((of) => Object.entries(of))
  const tables = declared.flatMap(([name, why]) => (why === 'kept' ? [] : [{ name, why }]))
  const settings: LeftOut = { name: 'setting (secrets and marks of the running desk)', why: 'secret' }
  return [...tables, ...columns, settings].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Undefined: a table of a plugin that is not installed. */
function fateOf({ name, columns }: TableShape, { plugins }: Installed): 'kept' | LeftOutReason | undefined {
  if (Object.hasOwn(coreTransfer, name)) return coreTransfer[name as keyof typeof coreTransfer]
  const plugin = plugins.find(({ id }) => name.startsWith(`${id}_`))
  if (!plugin) return undefined
  const said = plugin.transfer?.[name]
  const secret = columns.find((column) => secretColumn.test(column.name))
  if (said === undefined && secret) throw coreError('transfer.secret_column', { plugin: plugin.id, table: name, column: secret.name })
  return said ?? 'kept'
}

function planned({ name, columns, primaryKey, references }: TableShape): PlannedTable {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const key = primaryKey.flatMap((column) => byName.get(column) ?? [])
  if (!key.length) throw coreError('transfer.no_key', { table: name })
  const left = columnsLeftOut[name] ?? {}
  return {
    name,
    columns: columns.filter((column) => !Object.hasOwn(left, column.name)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    key,
    selfReferences: references.filter(({ table }) => table === name),
    identity: columns.find(({ isIdentity }) => isIdentity)?.name,
  }
}

/** By what they refer to, and by name where that leaves it open: the same on every database. */
function inOrder(shapes: readonly TableShape[]): TableShape[] {
  const left = new Map([...shapes].sort((a, b) => (a.name < b.name ? -1 : 1)).map((shape) => [shape.name, shape]))
  const ordered: TableShape[] = []
  while (left.size) {
    const next = [...left.values()].find(({ name, references }) => references.every(({ table }) => table === name || !left.has(table)))
    if (!next) throw coreError('transfer.circle', { tables: [...left.keys()].join(', ') })
    left.delete(next.name)
    ordered.push(next)
  }
  return ordered
}
