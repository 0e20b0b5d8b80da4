import { equipmentError } from '../errors.ts'
import { command, query, stream } from '../kit.ts'
import type { EquipmentTables } from '../tables.ts'
import { type AnyReading, type AnyWork, permitIn } from '../work.ts'
import { FailImport, FaultPage, Import, ImportById, ImportPage, ListFaults, ListImports, StartImport } from './schemas.ts'

const MOST_BYTES = 100_000_000
export type ImportRow = EquipmentTables['equipment_import']

const viewOf = (row: ImportRow): Import => ({
  id: row.id,
  fileName: row.file_name,
  isDryRun: row.is_dry_run,
  state: row.state,
  lines: row.line_count,
  created: row.created_count,
  updated: row.updated_count,
  faulty: row.fault_count,
  reason: row.reason,
  startedAt: row.created_at,
  finishedAt: row.finished_at,
})

/** An import touches whatever its lines name, so it asks for the right over the whole desk. */
export async function importRow(work: AnyReading, importId: string): Promise<ImportRow> {
  permitIn(work, null, 'equipment.change')
  const row = await work.db.selectFrom('equipment_import').selectAll().where('id', '=', importId).executeTakeFirst()
  if (!row) throw equipmentError('equipment.import_not_found')
  return row
}

export const isOver = ({ state }: Pick<ImportRow, 'state'>): boolean => state === 'done' || state === 'failed' || state === 'cancelled'

export const startImport = command({
  route: 'POST /imports',
  summary: 'Takes over a table of equipment from a CSV file, in the background.',
  permission: 'equipment.change',
  audience: 'staff',
  input: StartImport,
  output: Import,
  filesInto: 'fileId',
  async run(work, { fileId, isDryRun = false }) {
    permitIn(work, null, 'equipment.change')
    const { name } = await work.files.take(fileId, { maxBytes: MOST_BYTES })
    const row: ImportRow = {
      id: work.newId(),
      file_id: fileId,
      file_name: name,
      is_dry_run: isDryRun,
      state: 'waiting',
      next_position: 0,
      line_count: 0,
      created_count: 0,
      updated_count: 0,
      fault_count: 0,
      columns_json: null,
      reason: null,
      started_by: work.actor.id,
      created_at: work.now,
      finished_at: null,
    }
    await work.change('equipment.import_started', { importId: row.id }, async (db) => {
      await db.insertInto('equipment_import').values(row).execute()
      await work.enqueue('takeOver', { importId: row.id }, { key: row.id })
    })
    return viewOf(row)
  },
})

export const imports = query({
  route: 'GET /imports',
  summary: 'Imports, newest first.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ListImports,
  output: ImportPage,
  async run(work, input) {
    permitIn(work, null, 'equipment.change')
    const page = work.page('imports', input)
    let rows = work.db.selectFrom('equipment_import').selectAll().orderBy('id', 'desc').limit(page.take)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.map(viewOf))
  },
})

export const importState = query({
  route: 'GET /imports/:importId',
  summary: 'How far an import is.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ImportById,
  output: Import,
  async run(work, { importId }) {
    return viewOf(await importRow(work, importId))
  },
})

export const importFaults = query({
  route: 'GET /imports/:importId/faults',
  summary: 'Every line that was not taken over, and why.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ListFaults,
  output: FaultPage,
  async run(work, input) {
    await importRow(work, input.importId)
    const page = work.page('import faults', input)
    let rows = work.db
      .selectFrom('equipment_import_fault')
      .selectAll()
      .where('import_id', '=', input.importId)
      .orderBy('line_position')
      .orderBy('column_name')
      .orderBy('code')
      .limit(page.take)
    if (page.after) {
      const [line, column, code] = [Number(page.after[0]), String(page.after[1]), String(page.after[2])]
      rows = rows.where((eb) =>
        eb.or([
          eb('line_position', '>', line),
          eb.and([eb('line_position', '=', line), eb('column_name', '>', column)]),
          eb.and([eb('line_position', '=', line), eb('column_name', '=', column), eb('code', '>', code)]),
        ]),
      )
    }
    const found = await rows.execute()
    const items = found.map(({ line_position, column_name, code, params_json }) => ({
      line: line_position,
      column: column_name,
      code,
      message: (params_json as { message: string }).message,
    }))
    return page.of(found, ({ line_position, column_name, code }) => [line_position, column_name, code], items)
  },
})

export const resumeImport = command({
  route: 'POST /imports/:importId/resume',
  summary: 'Goes on with an import that was interrupted.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ImportById,
  output: Import,
  async run(work, { importId }) {
    const row = await importRow(work, importId)
    if (isOver(row)) throw equipmentError('equipment.import_over')
    await work.change('equipment.import_started', { importId }, () => work.enqueue('takeOver', { importId }, { key: importId }))
    return viewOf(row)
  },
})

export const cancelImport = command({
  route: 'POST /imports/:importId/cancel',
  summary: 'Stops an import; what is taken over stays.',
  permission: 'equipment.change',
  audience: 'staff',
  input: ImportById,
  output: Import,
  run: async (work, { importId }) => end(work, await importRow(work, importId), 'cancelled', null),
})

export const failImport = command({
  route: null,
  permission: 'equipment.change',
  audience: 'staff',
  input: FailImport,
  output: Import,
  run: async (work, { importId, reason }) => end(work, await importRow(work, importId), 'failed', reason),
})

async function end(work: AnyWork, row: ImportRow, state: 'cancelled' | 'failed', reason: string | null): Promise<Import> {
  if (isOver(row)) throw equipmentError('equipment.import_over')
  const next: ImportRow = { ...row, state, reason, finished_at: work.now }
  // Whoever reads it at the moment finds that the import is over.
  await work.files.discard(row.file_id)
  await work.change('equipment.import_ended', { importId: row.id, state }, (db) =>
    db.updateTable('equipment_import').set({ state, reason, finished_at: work.now }).where('id', '=', row.id).execute(),
  )
  return viewOf(next)
}

export const importSource = stream({
  route: null,
  permission: 'equipment.change',
  audience: 'staff',
  input: ImportById,
  contentType: 'text/csv',
  isFile: true,
  async run(work, { importId }) {
    const row = await work.read((batch) => importRow(batch, importId))
    return work.file(row.file_id)
  },
})
