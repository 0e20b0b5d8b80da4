import { equipmentError } from '../errors.ts'
import type { AnyReading } from '../work.ts'
import type { PlanTable } from './tables.ts'
import { isTimeZone } from './timing.ts'

/** Everything that a plan names is something that the caller may know of, and that fits together. */
export async function checkPlan(work: AnyReading, row: PlanTable, itemIds: readonly string[]): Promise<void> {
  if (!isTimeZone(row.time_zone)) throw equipmentError('equipment.time_zone_unknown', { timeZone: row.time_zone })
  if (row.ends_on !== null && row.ends_on < row.anchor_on)
    throw equipmentError('equipment.dates_order', { from: row.anchor_on, until: row.ends_on })
  if (row.company_id !== null) await work.company(row.company_id)
  if (row.requester_id !== null) await work.person(row.requester_id)
  if (row.team_id !== null) await work.desk.teams.get({ teamId: row.team_id })
  if (row.calendar_id !== null) await work.desk.calendars.get({ calendarId: row.calendar_id })
  if (row.checklist_template_id !== null) await work.asPlugin.checklists.template({ templateId: row.checklist_template_id })
  await checkItems(work, row.company_id, itemIds)
}

/** Throws `equipment.item_not_found`, `equipment.other_company`, `equipment.retired`. */
async function checkItems(work: AnyReading, companyId: string | null, itemIds: readonly string[]): Promise<void> {
  if (!itemIds.length) return
  const rows = await work.db
    .selectFrom('equipment_item')
    .select(['id', 'company_id', 'status'])
    .where('id', 'in', itemIds)
    .where(work.scope.companies('equipment_item.company_id', 'equipment.see'))
    .execute()
  if (rows.length < itemIds.length) throw equipmentError('equipment.item_not_found')
  for (const { company_id, status } of rows) {
    if (company_id !== companyId) throw equipmentError('equipment.other_company')
    if (status === 'retired') throw equipmentError('equipment.retired')
  }
}
