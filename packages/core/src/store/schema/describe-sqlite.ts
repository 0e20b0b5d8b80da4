import { CompiledQuery } from 'kysely'
import { sqlitePrefix } from '../compile/table-names.ts'
import type { OpenTransaction } from '../transaction/open-transaction.ts'
import { createdHead, type DescribedTable, shortHead } from './described-table.ts'
import { findChecks } from './find-checks.ts'

interface Entry {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}
interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
}
interface ForeignKey {
  readonly id: number
  readonly table: string
  readonly from: string
  readonly to: string | null
  readonly on_update: string
  readonly on_delete: string
}
interface Index {
  readonly name: string
  readonly origin: string
}

const logical = (text: string): string => text.replaceAll(sqlitePrefix, '')
const flat = (sql: string): string => logical(sql).replaceAll('"', '').replaceAll(/\s+/g, ' ').trim()

const rowsOf = async <R>(tx: OpenTransaction, sql: string, ...parameters: readonly unknown[]): Promise<readonly R[]> =>
  (await tx.execute<R>(CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<R>)).rows

const describeColumn = (column: Column, sql: string): string => {
  const identity = column.pk === 1 && /\bautoincrement\b/i.test(sql) && column.type.toLowerCase() === 'integer' ? ' autoincrement' : ''
  return `${column.name} ${column.type.toLowerCase()}${column.notnull ? ' not null' : ''}${column.dflt_value === null ? '' : ` default ${column.dflt_value}`}${identity}`
}

const describeForeignKeys = (keys: readonly ForeignKey[]): string[] => {
  const ids = [...new Set(keys.map(({ id }) => id))]
  const lines = ids.map((id) => {
    const parts = keys.filter((key) => key.id === id)
    const [first] = parts
    const to = parts.every((part) => part.to !== null) ? ` (${parts.map((part) => part.to).join(', ')})` : ''
    const rule = (word: string, action: string | undefined) =>
      action === undefined || action === 'NO ACTION' ? '' : ` on ${word} ${action.toLowerCase()}`
    return `foreign key (${parts.map((part) => part.from).join(', ')}) references ${logical(first?.table ?? '')}${to}${rule('update', first?.on_update)}${rule('delete', first?.on_delete)}`
  })
  return lines.sort()
}

const describeTable = async (tx: OpenTransaction, { name, sql }: Entry, entries: readonly Entry[]): Promise<readonly string[]> => {
  const columns = await rowsOf<Column>(tx, 'select * from pragma_table_xinfo(?) where hidden <> 1 order by cid', name)
  const indexes = await rowsOf<Index>(tx, 'select * from pragma_index_list(?)', name)
  const uniques: string[] = []
  for (const index of indexes.filter(({ origin }) => origin === 'u')) {
    const parts = await rowsOf<{ readonly name: string }>(tx, 'select name from pragma_index_info(?) order by seqno', index.name)
    uniques.push(`unique (${parts.map((part) => part.name).join(', ')})`)
  }
  const primary = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const own = (type: string) => entries.filter((entry) => entry.type === type && entry.tbl_name === name && entry.sql !== null)
  return [
    ...columns.map((column) => describeColumn(column, sql ?? '')),
    ...(primary.length > 0 ? [`primary key (${primary.map((column) => column.name).join(', ')})`] : []),
    ...uniques.sort(),
    ...findChecks(flat(sql ?? '')).sort(),
    ...describeForeignKeys(await rowsOf<ForeignKey>(tx, 'select * from pragma_foreign_key_list(?) order by id, seq', name)),
    ...own('index').map((entry) => flat(entry.sql ?? '').replace(createdHead, shortHead)),
    ...own('trigger').map((entry) => flat(entry.sql ?? '').replace(createdHead, shortHead)),
    ...(/\bstrict\s*$/i.test(sql ?? '') ? ['strict'] : []),
  ]
}

const isVirtual = ({ sql }: Entry): boolean => /^create virtual/i.test(sql ?? '')

export const describeSqlite = async (tx: OpenTransaction): Promise<readonly DescribedTable[]> => {
  const entries = await rowsOf<Entry>(
    tx,
    'select type, name, tbl_name, sql from sqlite_schema where substr(tbl_name, 1, length(?)) = ? order by name',
    sqlitePrefix,
    sqlitePrefix,
  )
  const virtual = entries.filter(isVirtual)
  // Tables that a virtual table keeps its data in are its own affair.
  const isShadow = ({ name }: Entry) => virtual.some((table) => name.startsWith(`${table.name}_`))
  const described: DescribedTable[] = []
  for (const entry of entries) {
    const name = logical(entry.name)
    if (entry.type === 'view') described.push({ kind: 'view', name, lines: [flat(entry.sql ?? '')] })
    else if (entry.type === 'table' && isVirtual(entry)) described.push({ kind: 'virtual table', name, lines: [flat(entry.sql ?? '')] })
    else if (entry.type === 'table' && !isShadow(entry))
      described.push({ kind: 'table', name, lines: await describeTable(tx, entry, entries) })
  }
  return described
}
