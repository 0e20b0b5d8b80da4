import { mkdir, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { coreError } from '../error/core-errors.ts'
import type { Runtime } from '../operation/runtime.ts'
import { internalsOf } from '../store/desk-store.ts'
import { migrationStatus } from '../store/migrate/status.ts'
import type { MigrationOwner } from '../store/migration.ts'
import type { Tx } from '../store/store.ts'
import { copyOut, removeOthers } from './bytes-out.ts'
import { type ExportHeader, FORMAT, headerPath, tablePath, unfinishedPath, VERSION } from './export-format.ts'
import { durable, isMissing } from './folder.ts'
import { lastIdentity } from './identity.ts'
import { type LeftOut, transferPlan } from './transfer-plan.ts'
import { writeTable } from './write-table.ts'

export interface ExportProgress {
  readonly what: 'rows' | 'files'
  /** The table whose rows are written. */
  readonly table?: string
  readonly done: number
}
export interface ExportOptions {
  /** Folder that the export goes to: empty, not there yet, or with an export that was broken off. */
  readonly to: string
  /** Says what would be written, and writes nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (progress: ExportProgress) => void
  readonly signal?: AbortSignal
}
export interface ExportReport {
  readonly tables: number
  readonly rows: number
  readonly files: number
  readonly fileBytes: number
  /** Files whose bytes are not in the storage. */
  readonly lostFiles: readonly string[]
  /** What does not go along, and why. */
  readonly leftOut: readonly LeftOut[]
  /** Deliveries and jobs that wait, and are not done by the desk that imports this: let `deskwright worker --once` end them first. */
  readonly underWay: number
}

/**
 * Writes the whole desk into a folder, as one moment has it, while the desk goes on. Broken off it is begun again; bytes of files that are
 * there already are not copied again. Throws `transfer.folder_taken`, `transfer.no_key`, `transfer.secret_column`, and what files throw.
 */
export async function exportDesk(runtime: Runtime, owners: readonly MigrationOwner[], options: ExportOptions): Promise<ExportReport> {
  const { to: folder, dryRun: isDry = false } = options
  const isResumed = await openFolder(folder, isDry)
  const rows = await writeRows(runtime, options, isDry)
  const { migrations, ...written } = { ...rows, migrations: (await migrationStatus(runtime.store, owners)).applied }
  const files = isDry ? { count: rows.fileCount, bytes: rows.fileBytes, lost: [] } : await copyOut(runtime, options)
  if (!isDry) {
    if (isResumed) await removeOthers(runtime, folder)
    const header: ExportHeader = {
      format: FORMAT,
      version: VERSION,
      source: { exportedAt: new Date(runtime.clock()).toISOString(), database: runtime.store.kind },
      migrations: migrations.map(({ owner, name }) => ({ owner, name })),
      tables: written.tables,
      files,
      identities: written.identities,
      leftOut: [...written.leftOut],
    }
    await durable(headerPath(folder), `${JSON.stringify(header, null, 2)}\n`)
    await unlink(unfinishedPath(folder))
  }
  return {
    tables: written.tables.length,
    rows: written.tables.reduce((sum, table) => sum + table.rows, 0),
    files: files.count,
    fileBytes: files.bytes,
    lostFiles: files.lost,
    leftOut: written.leftOut,
    underWay: written.underWay,
  }
}

const marker = `${JSON.stringify({ format: FORMAT, version: VERSION })}\n`

/** True when it goes on with an export that was broken off. Throws `transfer.folder_taken`. */
async function openFolder(folder: string, isDry: boolean): Promise<boolean> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return []
    throw coreError('transfer.folder_failed', { folder, reason: reasonOf(error) }, { cause: error })
  })
  const isOurs = names.includes('export.unfinished') && (await readFile(unfinishedPath(folder), 'utf8')) === marker
  if (names.includes('export.json') || (names.length && !isOurs)) throw coreError('transfer.folder_taken', { folder })
  if (isDry) return isOurs
  try {
    await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 })
    await writeFile(unfinishedPath(folder), marker, { mode: 0o600 })
    // Rows are of one moment: those of the attempt before are of another.
    await rm(join(folder, 'tables'), { recursive: true })
    await mkdir(join(folder, 'tables'), { mode: 0o700 })
  } catch (error) {
    throw coreError('transfer.folder_failed', { folder, reason: reasonOf(error) }, { cause: error })
  }
  return isOurs
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** One transaction, so that all tables are of the same moment. Bytes are copied behind it: they never change. */
async function writeRows(runtime: Runtime, options: ExportOptions, isDry: boolean) {
  const { store, composition } = runtime
  const internals = internalsOf(store)
  return runtime.store.read(async (tx) => {
    const plan = await transferPlan(tx, internals, composition)
    const tables: ExportHeader['tables'] = []
    const identities: ExportHeader['identities'] = []
    for (const table of plan.tables) {
      if (options.signal?.aborted) throw coreError('transfer.stopped')
      const path = isDry ? undefined : tablePath(options.to, table.name)
      const onRows = (done: number) => options.onProgress?.({ what: 'rows', table: table.name, done })
      tables.push({ name: table.name, ...(await writeTable(tx, table, path, onRows, options.signal)) })
      if (table.identity) identities.push({ table: table.name, last: await lastIdentity(tx, internals, table.name, table.identity) })
    }
    return { tables, identities, leftOut: plan.leftOut, ...(await fileTotals(tx)), underWay: await countUnderWay(tx) }
  })
}

async function fileTotals({ db }: Tx): Promise<{ fileCount: number; fileBytes: number }> {
  const found = await db
    .selectFrom('file')
    .select(({ fn }) => [fn.countAll().as('row_count'), fn.sum('size_bytes').as('total_bytes')])
    .where('holder', 'is not', null)
    .executeTakeFirst()
  return { fileCount: Number(found?.['row_count'] ?? 0), fileBytes: Number(found?.['total_bytes'] ?? 0) }
}

async function countUnderWay({ db }: Tx): Promise<number> {
  let sum = 0
  for (const [table, states] of [
    ['delivery', ['retry']],
    ['job', ['waiting', 'started']],
    ['notification_delivery', ['waiting']],
    ['bulk', ['running']],
  ] as const) {
    const found = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('row_count'))
      .where('state', 'in', [...states])
      .executeTakeFirst()
    sum += Number(found?.['row_count'] ?? 0)
  }
  return sum
}
