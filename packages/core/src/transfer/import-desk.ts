import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { reindex } from '../search/reindex.ts'
import { internalsOf } from '../store/desk-store.ts'
import { checkSchema, migrationStatus } from '../store/migrate/status.ts'
import type { MigrationOwner } from '../store/migration.ts'
import type { Tx } from '../store/store.ts'
import { checkExport, type TransferFault } from './check-export.ts'
import { type ExportHeader, headerPath, parseHeader, sha256 } from './export-format.ts'
import { isMissing } from './folder.ts'
import { setIdentity } from './identity.ts'
import { IMPORT_KEY, type ImportProgress, moveProgress, readProgress } from './import-progress.ts'
import { importTable } from './import-rows.ts'
import { type LeftOut, type PlannedTable, type TransferPlan, transferPlan } from './transfer-plan.ts'
import { settingsKept } from './transferred.ts'

export interface ImportDeskProgress {
  readonly what: 'check' | 'rows' | 'index'
  readonly table?: string
  readonly done: number
}
export interface ImportDeskOptions {
  /** Folder with an export. */
  readonly from: string
  /** Looks at everything, the bytes of files included, and writes nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (progress: ImportDeskProgress) => void
  readonly signal?: AbortSignal
}
export interface ImportDeskReport {
  readonly tables: number
  readonly rows: number
  readonly files: number
  readonly fileBytes: number
  /** Of a dry run: what an import would refuse. */
  readonly faults: readonly TransferFault[]
  /** Files whose bytes were lost where the export was made. */
  readonly lostFiles: readonly string[]
  /** What the export does not have. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[]
  /** It went on where an import was broken off. */
  readonly isResumed: boolean
}

/**
 * Fills an empty desk from an export. Everything is looked at before anything is written. Until it is whole the desk answers
 * `transfer.unfinished`; broken off, the same call goes on. Nothing that happened before is delivered again. Throws
 * `transfer.not_an_export`, `transfer.newer`, `transfer.plugin_missing`, `transfer.schema_differs`, `transfer.not_empty`, `transfer.damaged`, `transfer.line_refused`.
 */
export async function importDesk(
  runtime: Runtime,
  owners: readonly MigrationOwner[],
  options: ImportDeskOptions,
): Promise<ImportDeskReport> {
  const { from: folder, dryRun: isDry = false, onProgress, signal } = options
  await checkSchema(runtime.store, owners)
  const bytes = await readFile(headerPath(folder)).catch((error: unknown) => {
    if (isMissing(error)) throw coreError('transfer.not_an_export', { reason: 'there is no export.json, so it is none or not whole' })
    throw coreError('transfer.folder_failed', { folder, reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  })
  const header = parseHeader(bytes)
  const of = sha256(bytes)
  await expectSchema(runtime, owners, header)
  const store = internalsOf(runtime.store)
  const plan = await runtime.store.read((tx) => transferPlan(tx, store, runtime.composition))
  const known = await runtime.store.read(async ({ db }) => readProgress(db as CoreDb))
  if (known && known.of !== of) throw coreError('transfer.unfinished')
  if (!known) await runtime.store.read(({ db }) => expectEmpty(db as CoreDb))
  const faults = await checkExport({
    folder,
    header,
    plan,
    kind: runtime.store.kind,
    withBytes: isDry,
    ...(onProgress && { onProgress: (table: string, done: number) => onProgress({ what: 'check', table, done }) }),
  })
  const report = reportOf(header, faults, known !== undefined)
  if (isDry) return report
  if (faults.length) throw damaged(faults)
  await bringIn(runtime, options, { header, plan, of, known })
  await reindex(runtime, {
    ...(signal && { signal }),
    ...(onProgress && { onProgress: ({ tickets, documents }) => onProgress({ what: 'index', done: tickets + documents }) }),
  })
  if (signal?.aborted) throw coreError('transfer.stopped')
  await durableWrite(runtime.store, async (tx) => {
    const progress = await readProgress(tx.db as CoreDb)
    if (progress) await moveProgress(tx, progress, null)
  })
  return report
}

const reportOf = (header: ExportHeader, faults: readonly TransferFault[], isResumed: boolean): ImportDeskReport => ({
  tables: header.tables.length,
  rows: header.tables.reduce((sum, { rows }) => sum + rows, 0),
  files: header.files.count,
  fileBytes: header.files.bytes,
  faults,
  lostFiles: header.files.lost,
  leftOut: header.leftOut as readonly LeftOut[],
  isResumed,
})

const NAMED = 10

function damaged(faults: readonly TransferFault[]) {
  const named = faults.slice(0, NAMED).map(({ file, line, reason }) => `${file}${line === null ? '' : ` line ${line}`}: ${reason}`)
  return coreError('transfer.damaged', { count: faults.length, faults: named.join('; ') })
}

/** The same steps on both sides: what a step makes of the rows is the migration's to do, not the import's. */
async function expectSchema({ store }: Runtime, owners: readonly MigrationOwner[], { migrations }: ExportHeader): Promise<void> {
  const installed = new Set(owners.map(({ id }) => id))
  const missing = [...new Set(migrations.map(({ owner }) => owner))].filter((owner) => !installed.has(owner))
  if (missing.length) throw coreError('transfer.plugin_missing', { plugins: missing.join(', ') })
  const { applied } = await migrationStatus(store, owners)
  const nameOf = ({ owner, name }: { readonly owner: string; readonly name: string }): string => `${owner} ${name}`
  const [here, there] = [new Set(applied.map(nameOf)), new Set(migrations.map(nameOf))]
  const newer = [...there].find((name) => !here.has(name))
  if (newer) throw coreError('transfer.schema_newer', { migration: newer })
  const exported = new Set(migrations.map(({ owner }) => owner))
  const older = applied.find((step) => exported.has(step.owner) && !there.has(nameOf(step)))
  if (older) throw coreError('transfer.schema_older', { migration: nameOf(older) })
}

/** A desk on which nothing has happened: what a migration puts into a new one does not count. Throws `transfer.not_empty`. */
async function expectEmpty(db: CoreDb): Promise<void> {
  for (const table of ['event', 'person', 'ticket', 'company', 'message', 'file'] as const)
    if (await db.selectFrom(table).select('id').limit(1).executeTakeFirst()) throw coreError('transfer.not_empty', { table })
}

interface Arrival {
  readonly header: ExportHeader
  readonly plan: TransferPlan
  readonly of: string
  readonly known: ImportProgress | undefined
}

async function bringIn(runtime: Runtime, { from: folder, onProgress, signal }: ImportDeskOptions, arrival: Arrival): Promise<void> {
  const { header, plan, of, known } = arrival
  const tables = plan.tables
  let progress = known ?? (await durableWrite(runtime.store, (tx) => begin(tx, tables, of)))
  if (progress.phase !== 'rows') return
  const job = { runtime, folder, header, signal, onRows: (table: string, done: number) => onProgress?.({ what: 'rows', table, done }) }
  const start = Math.max(
    0,
    tables.findIndex(({ name }) => name === progress.table),
  )
  for (const [index, table] of tables.entries()) {
    if (index < start) continue
    if (table.name !== progress.table) {
      const next = firstOf(of, table.name)
      const here = progress
      await durableWrite(runtime.store, (tx) => moveProgress(tx, here, next))
      progress = next
    }
    progress = await importTable(job, table, progress)
  }
  const here = progress
  await durableWrite(runtime.store, (tx) => finish(tx, runtime, header, plan, here))
}

const firstOf = (of: string, table: string): ImportProgress => ({ of, phase: 'rows', table, pass: 0, line: 0, inserted: 0, waiting: 0 })

/** Takes out what the migration has put into the new desk: the export has its own. */
async function begin(tx: Tx, tables: readonly PlannedTable[], of: string): Promise<ImportProgress> {
  const db: CoreDb = tx.db
  await expectEmpty(db)
  for (const { name } of [...tables].reverse()) {
    const rows = tx.db.deleteFrom(name)
    await (name === 'setting' ? rows.where('key', 'in', [...settingsKept]) : rows).execute()
  }
  const progress = firstOf(of, tables[0]?.name ?? '')
  await db
    .insertInto('setting')
    .values({ key: IMPORT_KEY, value: JSON.stringify(progress) })
    .execute()
  return progress
}

/** Numbers go on where they were. Handlers count from here: what happened before was delivered by the desk that it happened on. */
async function finish(tx: Tx, runtime: Runtime, { identities }: ExportHeader, plan: TransferPlan, from: ImportProgress): Promise<void> {
  const db: CoreDb = tx.db
  const store = internalsOf(runtime.store)
  for (const { table, last } of identities) {
    const column = plan.tables.find(({ name }) => name === table)?.identity
    if (column) await setIdentity(tx, store, table, column, last)
  }
  await db
    .updateTable('handler')
    .set({ position: sql<number>`(select coalesce(max(${sql.ref('event.position')}), 0) from ${sql.table('event')})` })
    .execute()
  await db.deleteFrom('delivery').execute()
  // Declared anew by the next start, and then gathered from the tickets.
  await db.deleteFrom('field_value').execute()
  await db.deleteFrom('field_index').execute()
  await moveProgress(tx, from, { ...from, phase: 'index' })
}
