import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { sql } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { Tx } from '../store/store.ts'
import { whole } from './folder.ts'
import { lineOf } from './row-line.ts'
import type { PlannedTable } from './transfer-plan.ts'
import { settingsKept } from './transferred.ts'

const PAGE = 500

export interface WrittenTable {
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

/** Every row of a table in the order of its key, a page at a time. Without a path they are only counted. */
export function writeTable(
  tx: Tx,
  table: PlannedTable,
  path: string | undefined,
  onRows: (done: number) => void,
  signal: AbortSignal | undefined,
): Promise<WrittenTable> {
  const write = async (file: FileHandle | undefined): Promise<WrittenTable> => {
    const hash = createHash('sha256')
    let rows = 0
    let bytes = 0
    for await (const page of pagesOf(tx, table)) {
      if (signal?.aborted) throw coreError('transfer.stopped')
      const text = Buffer.from(page.map((row) => lineOf(table, row)).join(''))
      hash.update(text)
      if (file) await file.writeFile(text)
      rows += page.length
      bytes += text.byteLength
      onRows(rows)
    }
    return { rows, bytes, sha256: hash.digest('hex') }
  }
  return path === undefined ? write(undefined) : whole(path, write)
}

type Row = Record<string, unknown>

async function* pagesOf(tx: Tx, table: PlannedTable): AsyncGenerator<readonly Row[]> {
  const names = [...new Set([...table.columns, ...table.key].map(({ name }) => name))]
  const ordered = table.key.map(({ name, kind }) => {
    const ref = sql.ref(name)
    // SQLite compares bytes by itself; PostgreSQL would compare as its locale does.
    return tx.kind === 'postgres' && kind === 'text' ? sql`${ref} collate "C"` : ref
  })
  let last: Row | undefined
  for (;;) {
    let query = tx.db.selectFrom(table.name).select(names).limit(PAGE)
    if (table.name === 'file') query = query.where('holder', 'is not', null)
    if (table.name === 'setting') query = query.where('key', 'in', [...settingsKept])
    if (last) {
      const [first] = table.key
      const after = table.key.map(({ name }) => sql`${last?.[name]}`)
      // The bound of the first column alone lets the index be walked where the order of bytes is not its own.
      if (first && first.kind !== 'text' && table.key.length > 1) query = query.where(first.name, '>=', last[first.name])
      query = query.where(sql<boolean>`(${sql.join(ordered)}) > (${sql.join(after)})`)
    }
    for (const part of ordered) query = query.orderBy(part)
    const rows = (await query.execute()) as Row[]
    if (rows.length) yield rows
    if (rows.length < PAGE) return
    last = rows.at(-1)
  }
}
