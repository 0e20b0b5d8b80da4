import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { Runtime } from '../operation/runtime.ts'
import { internalsOf } from '../store/desk-store.ts'
import type { Tx } from '../store/store.ts'
import { copyIn, giveBack } from './bytes-in.ts'
import type { ExportHeader } from './export-format.ts'
import { tablePath } from './export-format.ts'
import { type ImportProgress, moveProgress } from './import-progress.ts'
import { insertRows, isThere, type Values } from './insert-rows.ts'
import { linesOf } from './read-lines.ts'
import { rowOf } from './row-line.ts'
import type { PlannedTable } from './transfer-plan.ts'

/** Rows of one transaction. */
const BATCH = 1000
/** Each brings bytes along, which are given back when the rows are refused. */
const FILE_BATCH = 50
const BATCH_BYTES = 4_194_304

export interface RowImport {
  readonly runtime: Runtime
  readonly folder: string
  readonly header: ExportHeader
  readonly onRows: (table: string, line: number) => void
  readonly signal: AbortSignal | undefined
}
interface NumberedRow {
  readonly line: number
  readonly values: Values
}

/** Brings in what is left of a table; says how far that is. Ended in between it goes on behind the last whole batch. */
export async function importTable(job: RowImport, table: PlannedTable, from: ImportProgress): Promise<ImportProgress> {
  let progress = from
  for (;;) {
    progress = await onePass(job, table, progress)
    if (progress.waiting === 0) return progress
    if (progress.inserted === 0)
      throw coreError('transfer.line_refused', {
        file: `tables/${table.name}.ndjson`,
        line: progress.waiting,
        reason: 'it refers to a row that is not there',
      })
    const next = { ...progress, pass: progress.pass + 1, line: 0, inserted: 0, waiting: 0 }
    const here = progress
    await durableWrite(job.runtime.store, (tx) => moveProgress(tx, here, next))
    progress = next
  }
}

async function onePass(job: RowImport, table: PlannedTable, from: ImportProgress): Promise<ImportProgress> {
  let progress = from
  for await (const rows of batches(job, table, from.line)) {
    if (job.signal?.aborted) throw coreError('transfer.stopped')
    progress = await oneBatch(job, table, rows, progress)
    job.onRows(table.name, progress.line)
  }
  return progress
}

async function* batches({ runtime, folder }: RowImport, table: PlannedTable, after: number): AsyncGenerator<NumberedRow[]> {
  const most = table.name === 'file' ? FILE_BATCH : BATCH
  let rows: NumberedRow[] = []
  let bytes = 0
  for await (const { number, text } of linesOf(tablePath(folder, table.name))) {
    if (number <= after) continue
    const read = text === undefined ? { fault: 'it can not be read' } : rowOf(table, runtime.store.kind, text)
    if ('fault' in read) throw coreError('transfer.line_refused', { file: `tables/${table.name}.ndjson`, line: number, reason: read.fault })
    rows.push({ line: number, values: read.row })
    bytes += text?.length ?? 0
    if (rows.length < most && bytes < BATCH_BYTES) continue
    yield rows
    rows = []
    bytes = 0
  }
  if (rows.length) yield rows
}

async function oneBatch(
  job: RowImport,
  table: PlannedTable,
  given: readonly NumberedRow[],
  progress: ImportProgress,
): Promise<ImportProgress> {
  const { runtime } = job
  const rows = await withMadeAnew(job, table, given)
  try {
    return await durableWrite(runtime.store, (tx) => write(tx, job, table, rows, progress))
  } catch (error) {
    if (table.name === 'file')
      await giveBack(
        runtime,
        rows.map(({ values }) => String(values['storage_key'])),
        error,
      )
    if (!isRefusal(error)) throw error
    throw await named(job, table, rows, error)
  }
}

/** The order of commits begins anew with the order of the lines; bytes get a place in this desk's storage. */
async function withMadeAnew(job: RowImport, table: PlannedTable, rows: readonly NumberedRow[]): Promise<readonly NumberedRow[]> {
  if (table.name === 'event') return rows.map(({ line, values }) => ({ line, values: { ...values, position: line } }))
  return table.name === 'file' ? copyIn(job, rows) : rows
}

const madeAnew: Readonly<Record<string, readonly string[]>> = { event: ['position'], file: ['storage_key'] }
const columnsOf = (table: PlannedTable): string[] => [...table.columns.map(({ name }) => name), ...(madeAnew[table.name] ?? [])]

async function write(
  tx: Tx,
  { runtime }: RowImport,
  table: PlannedTable,
  rows: readonly NumberedRow[],
  progress: ImportProgress,
): Promise<ImportProgress> {
  const store = internalsOf(runtime.store)
  const columns = columnsOf(table)
  const last = rows.at(-1)?.line ?? progress.line
  if (!table.selfReferences.length) {
    await insertRows(
      tx,
      store,
      table,
      columns,
      rows.map(({ values }) => values),
    )
    const to = { ...progress, line: last, inserted: progress.inserted + rows.length }
    await moveProgress(tx, progress, to)
    return to
  }
  let { inserted, waiting } = progress
  const key = table.key.map(({ name }) => name)
  const free = rows.filter(({ values }) => refersToNothing(table, values))
  const bound = rows.filter(({ values }) => !refersToNothing(table, values))
  // From the second pass on those that refer to nothing are there.
  if (progress.pass === 0) {
    await insertRows(
      tx,
      store,
      table,
      columns,
      free.map(({ values }) => values),
    )
    inserted += free.length
  }
  for (const { line, values } of bound) {
    if (
      progress.pass > 0 &&
      (await isThere(
        tx,
        store,
        table.name,
        key,
        key.map((name) => values[name]),
      ))
    )
      continue
    const isReady = await everyTarget(table, values, (columnNames, of) => isThere(tx, store, table.name, columnNames, of))
    if (isReady) {
      await insertRows(tx, store, table, columns, [values])
      inserted += 1
    } else waiting = waiting === 0 ? line : waiting
  }
  const to = { ...progress, line: last, inserted, waiting }
  await moveProgress(tx, progress, to)
  return to
}

const isNull = (value: unknown): boolean => value === null || value === undefined
const refersToNothing = ({ selfReferences }: PlannedTable, values: Values): boolean =>
  selfReferences.every(({ columns }) => columns.some((column) => isNull(values[column])))

async function everyTarget(
  { selfReferences }: PlannedTable,
  values: Values,
  isIn: (columns: readonly string[], values: readonly unknown[]) => Promise<boolean>,
): Promise<boolean> {
  for (const { columns, to } of selfReferences) {
    const target = columns.map((column) => values[column])
    if (target.some(isNull)) continue
    const isItself = to.every((column, index) => values[column] === target[index])
    if (!isItself && !(await isIn(to, target))) return false
  }
  return true
}

const refusals: ReadonlySet<string> = new Set([
  'store.unique',
  'store.reference_missing',
  'store.check_failed',
  'store.bad_value',
  'store.bad_text',
  'store.statement_failed',
])
const isRefusal = (error: unknown): boolean => isDeskError(error) && refusals.has(error.code)

class Found extends Error {}

/** The line that the database refuses, found by writing them one by one into a transaction that is given up. */
async function named({ runtime }: RowImport, table: PlannedTable, rows: readonly NumberedRow[], cause: unknown): Promise<unknown> {
  const store = internalsOf(runtime.store)
  let line = rows[0]?.line ?? 0
  let reason = cause
  await runtime.store
    .write(async (tx) => {
      for (const row of rows) {
        line = row.line
        await insertRows(tx, store, table, columnsOf(table), [row.values])
      }
      throw new Found()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Found)) reason = error
    })
  const text = reason instanceof Error ? reason.message : String(reason)
  return coreError('transfer.line_refused', { file: `tables/${table.name}.ndjson`, line, reason: text }, { cause: reason })
}
