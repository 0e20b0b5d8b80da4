import { isDeskError } from '@deskwright/core'
import { equipmentError } from '../errors.ts'
import { insertItem, newItem } from '../item/create-item.ts'
import { ItemRules } from '../item/item-rules.ts'
import type { CreateItem } from '../item/schemas.ts'
import { changedItem, saveItem } from '../item/update-item.ts'
import { command } from '../kit.ts'
import { keyOf } from '../names.ts'
import { copyModelPlans } from '../plan/model-plans.ts'
import type { ItemTable } from '../tables.ts'
import { type AnyWork, oneAtATime, stale } from '../work.ts'
import { importRow, isOver } from './imports.ts'
import { inputOf, type LineFault, Names } from './line.ts'
import { Batched, ImportBatch } from './schemas.ts'

/**
 * Some lines, in one transaction together with how far the import is: whatever ends the process, each line is taken over once. Of two processes at
 * it the second one finds that the place has moved on, and all it did is undone.
 */
export const importBatch = command({
  route: null,
  permission: 'equipment.change',
  audience: 'staff',
  input: ImportBatch,
  output: Batched,
  async run(work, { importId, after, columns, rows, isLast }) {
    const row = await importRow(work, importId)
    if (isOver(row) || row.next_position !== after) return { importId, next: row.next_position, goesOn: !isOver(row) }
    const next = after + rows.length
    const state = isLast ? 'done' : 'running'
    const counts = { created: 0, updated: 0 }
    const faults: { line: number; fault: LineFault }[] = []
    const rules = new ItemRules(work)
    const names = new Names(work, rules)
    await work.change('equipment.import_progressed', { importId, lines: next }, async (db) => {
      // Numbers first, as every line takes one: two imports at once wait here and nowhere else.
      await oneAtATime(db, 'numbers')
      const moved = await db
        .updateTable('equipment_import')
        .set({ next_position: next, state })
        .where('id', '=', importId)
        .where('next_position', '=', after)
        .where('state', 'in', ['waiting', 'running'])
        .returning('id')
        .executeTakeFirst()
      if (!moved) throw stale(1)
    })
    for (const { line, cells, fault } of rows) {
      const found = fault === undefined ? await takeOver(work, rules, names, columns, cells, row.is_dry_run) : lineFault(fault)
      if (found === 'created' || found === 'updated') counts[found] += 1
      else if (found !== 'same') for (const one of found) faults.push({ line, fault: one })
    }
    const faulty = new Set(faults.map(({ line }) => line)).size
    if (isLast) await work.files.discard(row.file_id)
    const finished = isLast ? { finished_at: work.now } : {}
    const write = async (db: Parameters<Parameters<AnyWork['change']>[2]>[0]): Promise<void> => {
      await db
        .updateTable('equipment_import')
        .set({
          line_count: next,
          created_count: row.created_count + counts.created,
          updated_count: row.updated_count + counts.updated,
          fault_count: row.fault_count + faulty,
          ...finished,
        })
        .where('id', '=', importId)
        .execute()
      for (let from = 0; from < faults.length; from += 100)
        await db
          .insertInto('equipment_import_fault')
          .values(
            faults.slice(from, from + 100).map(({ line, fault: { column, code, message } }) => ({
              import_id: importId,
              line_position: line,
              column_name: column,
              code,
              params_json: { message: message.slice(0, 1000) },
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute()
    }
    if (isLast) await work.change('equipment.import_ended', { importId, state }, write)
    else await work.change('equipment.import_progressed', { importId, lines: next }, write)
    return { importId, next, goesOn: !isLast }
  },
})

const lineFault = (message: string): LineFault[] => [
  { column: '', code: 'equipment.line_invalid', message: equipmentError('equipment.line_invalid', { fault: message }).message },
]

/** Nothing of a line is written before everything in it was found right. */
async function takeOver(
  work: AnyWork,
  rules: ItemRules,
  names: Names,
  columns: readonly string[],
  cells: readonly string[],
  isDryRun: boolean,
): Promise<'created' | 'updated' | 'same' | readonly LineFault[]> {
  const { input, faults } = await inputOf(names, rules, columns, cells)
  if (!input) return faults
  try {
    const there = await work.db
      .selectFrom('equipment_item')
      .selectAll()
      .where('inventory_key', '=', keyOf(input.inventoryNumber))
      .executeTakeFirst()
    if (there) return await change(work, rules, there, input, isDryRun)
    const row = await newItem(work, rules, input)
    if (!isDryRun) {
      await work.change('equipment.item_added', { itemId: row.id, companyId: row.company_id }, (db) => insertItem(work, db, row))
      await copyModelPlans(work, row.model_id === null ? null : await rules.model(row.model_id), row)
    }
    return 'created'
  } catch (error) {
    if (!isDeskError(error) || error.status >= 500 || error.retryable) throw error
    return [{ column: '', code: error.code, message: error.message }]
  }
}

/** Company, place and status have ways of their own: a table that says otherwise is out of date, or means another item. */
async function change(work: AnyWork, rules: ItemRules, row: ItemTable, input: CreateItem, isDryRun: boolean): Promise<'updated' | 'same'> {
  const { companyId = null, objectId, place, status, ...facts } = input
  await rules.company(row.company_id)
  const isElsewhere =
    companyId !== row.company_id || (objectId !== undefined && objectId !== row.object_id) || (place !== undefined && place !== row.place)
  if (isElsewhere || (status !== undefined && status !== row.status)) throw equipmentError('equipment.company_only_by_move')
  const found = await changedItem(rules, row, facts, work.now)
  if (!found) return 'same'
  if (!isDryRun)
    await work.change('equipment.item_changed', { itemId: row.id, fields: found.fields }, (db) => saveItem(work, db, row, found))
  return 'updated'
}
