import { createHash } from 'node:crypto'
import { lstat, open } from 'node:fs/promises'
import type { DatabaseKind } from '../store/store.ts'
import { bytesPath, type ExportHeader, isFileId, tablePath } from './export-format.ts'
import { isMissing } from './folder.ts'
import { linesOf } from './read-lines.ts'
import { keyOrder, rowOf } from './row-line.ts'
import type { PlannedTable, TransferPlan } from './transfer-plan.ts'

/** Something in an export that can't be right. */
export interface TransferFault {
  /** Inside the folder: `tables/ticket.ndjson`. */
  readonly file: string
  /** From 1; null: the file as such. */
  readonly line: number | null
  readonly reason: string
}

/** More would tell nobody more. */
const MOST = 100

export interface CheckOptions {
  readonly folder: string
  readonly header: ExportHeader
  readonly plan: TransferPlan
  readonly kind: DatabaseKind
  /** Reads the bytes of files as well, which an import does anyway. */
  readonly withBytes: boolean
  readonly onProgress?: (table: string, done: number) => void
}

/** Looks at every line before anything is written, and names those that are damaged. */
export async function checkExport(options: CheckOptions): Promise<readonly TransferFault[]> {
  const { header, plan } = options
  const faults: TransferFault[] = []
  const add = (file: string, line: number | null, reason: string): void => {
    if (faults.length < MOST) faults.push({ file, line, reason })
  }
  const planned = new Set(plan.tables.map(({ name }) => name))
  const given = new Map(header.tables.map((table) => [table.name, table]))
  for (const { name } of header.tables) if (!planned.has(name)) add('export.json', null, `the desk takes no table '${name}'`)
  if (given.size !== header.tables.length) add('export.json', null, 'it names a table twice')
  for (const table of plan.tables) {
    const said = given.get(table.name)
    if (said) await checkTable(table, said, options, add)
    else add('export.json', null, `the table '${table.name}' is missing`)
  }
  for (const { table } of header.identities)
    if (!plan.tables.some(({ name, identity }) => name === table && identity))
      add('export.json', null, `the table '${table}' counts nothing up`)
  return faults
}

type Add = (file: string, line: number | null, reason: string) => void

async function checkTable(table: PlannedTable, said: ExportHeader['tables'][number], options: CheckOptions, add: Add): Promise<void> {
  const { folder, kind, onProgress } = options
  const name = `tables/${table.name}.ndjson`
  const path = tablePath(folder, table.name)
  if (!(await isPlainFile(path))) return add(name, null, 'there is no such file')
  const hash = createHash('sha256')
  let rows = 0
  let isFaulty = false
  const fault = (line: number | null, reason: string): void => {
    isFaulty = true
    add(name, line, reason)
  }
  let before: Readonly<Record<string, unknown>> | undefined
  for await (const line of linesOf(path, hash)) {
    rows += 1
    if (rows % 1000 === 0) onProgress?.(table.name, rows)
    if (line.text === undefined) {
      fault(line.number, line.fault ?? 'it can not be read')
      continue
    }
    if (line.isCut) {
      fault(line.number, 'its end is cut off')
      continue
    }
    const read = rowOf(table, kind, line.text)
    if ('fault' in read) {
      fault(line.number, read.fault)
      continue
    }
    if (before && keyOrder(table, before, read.row) >= 0) fault(line.number, 'it does not come after the line before it')
    before = read.row
    if (table.name === 'file') {
      const reason = await faultInBytes(read.row, options)
      if (reason) fault(line.number, reason)
    }
  }
  if (isFaulty) return
  if (rows !== said.rows) return add(name, null, `it has ${rows} lines, and export.json says ${said.rows}`)
  if (hash.digest('hex') !== said.sha256) add(name, null, 'it is not the same as when it was written')
}

/** Neither a link nor a folder: a link in an export that came from elsewhere may lead anywhere. */
export async function isPlainFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function faultInBytes(row: Readonly<Record<string, unknown>>, options: CheckOptions): Promise<string | undefined> {
  const { folder, header, withBytes } = options
  const { id, size_bytes: size, sha256 } = row
  if (!isFileId(id)) return 'its id is none of a file'
  if (header.files.lost.includes(id)) return undefined
  const path = bytesPath(folder, id)
  if (!(await isPlainFile(path))) return `its bytes are not there (files/${id.slice(-2)}/${id})`
  const found = (await lstat(path)).size
  if (found !== size) return `its file has ${found} bytes instead of ${String(size)}`
  if (withBytes && (await hashOf(path)) !== sha256) return 'its bytes are not the same as when they were written'
  return undefined
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk as Uint8Array)
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}
