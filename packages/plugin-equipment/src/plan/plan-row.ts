import { equipmentError } from '../errors.ts'
import type { AnyReading, AnyWork, EquipmentWriter } from '../work.ts'
import { type MeterRule, placeAbove, thresholdAt } from './meter-law.ts'
import type { Rule } from './rule.ts'
import type { Plan, Upcoming } from './schemas.ts'
import type { PlanEntryTable, PlanTable } from './tables.ts'
import { dayIn, firstOpen, type Occurrence, type Timing, type WorkingDays } from './timing.ts'

const SHARDS = 4
/** Ids are random at their end. */
export const shardOf = (id: string): number => Number.parseInt(id.slice(-4), 16) % SHARDS

/** 404 for what is not there, and for what the caller may not see. */
export async function planRow(work: AnyReading, planId: string): Promise<PlanTable> {
  const row = await work.db
    .selectFrom('equipment_plan')
    .selectAll()
    .where('id', '=', planId)
    .where(work.scope.companies('equipment_plan.company_id', 'equipment.see'))
    .executeTakeFirst()
  if (!row) throw equipmentError('equipment.plan_not_found')
  return row
}

export async function planItems({ db }: Pick<AnyReading, 'db'>, planIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>(planIds.map((id) => [id, []]))
  if (!planIds.length) return found
  const rows = await db
    .selectFrom('equipment_plan_item')
    .select(['plan_id', 'item_id'])
    .where('plan_id', 'in', planIds)
    .orderBy('position')
    .execute()
  for (const { plan_id, item_id } of rows) found.get(plan_id)?.push(item_id)
  return found
}

export const viewOf = (row: PlanTable, itemIds: readonly string[]): Plan => ({
  id: row.id,
  name: row.name,
  companyId: row.company_id,
  state: row.state,
  mode: row.mode,
  timeZone: row.time_zone,
  time: row.wall_time,
  anchorOn: row.anchor_on,
  rule: row.rule_json as Plan['rule'],
  leadDays: row.lead_days,
  calendarId: row.calendar_id,
  catchUp: row.catch_up,
  endsOn: row.ends_on,
  type: row.ticket_type,
  fields: row.fields_json as Plan['fields'],
  subjects: row.subjects_json as Plan['subjects'],
  bodies: row.bodies_json as Plan['bodies'],
  teamId: row.team_id,
  requesterId: row.requester_id,
  checklistTemplateId: row.checklist_template_id,
  language: row.language,
  itemIds: [...itemIds],
  next: row.state === 'active' ? nextOf(row) : null,
  lastTicketId: row.last_ticket_id,
  trouble: row.trouble_code && row.trouble_at ? { code: row.trouble_code, since: row.trouble_at } : null,
  version: row.version,
})
const nextOf = (row: PlanTable): Upcoming | null => {
  if (row.next_place === null) return null
  const count = row.meter_id === null ? null : thresholdAt(row.rule_json as MeterRule, row.basis_count ?? 0, row.next_place)
  return { on: row.next_on, dueOn: row.next_due_on, opensAt: row.next_at, count }
}
export const upcomingOf = ({ on, dueOn, at }: Occurrence): Upcoming => ({ on, dueOn, opensAt: at, count: null })

export async function viewPlan(work: AnyReading, row: PlanTable): Promise<Plan> {
  return viewOf(row, (await planItems(work, [row.id])).get(row.id) ?? [])
}

/** Calendars belong to the whole desk: whoever may see a plan may know by which days it goes. Throws `calendar.not_found`. */
export async function timingOf(work: AnyReading, row: PlanTable): Promise<Timing> {
  const calendar: WorkingDays | undefined =
    row.calendar_id === null ? undefined : await work.asPlugin.calendars.get({ calendarId: row.calendar_id })
  return {
    rule: row.rule_json as Rule,
    timeZone: row.time_zone,
    time: row.wall_time,
    leadDays: row.lead_days,
    calendar,
    endsOn: row.ends_on,
  }
}

/** The columns that say what comes next; nothing comes of a plan that is not active. */
export const nextColumns = (next: Occurrence | undefined, state: PlanTable['state']) => ({
  next_place: next?.place ?? null,
  next_on: next?.on ?? null,
  next_due_on: next?.dueOn ?? null,
  next_at: next?.at ?? null,
  run_at: state === 'active' ? (next?.at ?? null) : null,
})

/** What is still to come of a plan of days, looked at anew. */
export const comingOf = (row: PlanTable, timing: Timing, now: string): Occurrence | undefined =>
  firstOpen(timing, row.basis_on, dayIn(row.time_zone, now), row.last_on)

/** The columns of a plan of a counter: the job looks at it when a reading wakes it. */
export const meterColumns = (next_place: number | null) => ({ ...nextColumns(undefined, 'active'), next_place })

export async function meterTotal({ db }: Pick<AnyReading, 'db'>, meterId: string): Promise<number> {
  const row = await db.selectFrom('equipment_meter').select('total_count').where('id', '=', meterId).executeTakeFirst()
  if (!row) throw equipmentError('equipment.meter_not_found')
  return row.total_count
}

/** The columns of what comes next, whatever the plan goes by. Throws `equipment.plan_never` where nothing does. */
export async function comingColumns(work: AnyReading, row: PlanTable): Promise<ReturnType<typeof nextColumns>> {
  if (row.meter_id !== null) {
    const least = Math.max(await meterTotal(work, row.meter_id), row.last_on === null ? 0 : Number(row.last_on))
    return meterColumns(placeAbove(row.rule_json as MeterRule, row.basis_count ?? 0, least))
  }
  const next = comingOf(row, await timingOf(work, row), work.now)
  if (!next) throw equipmentError('equipment.plan_never')
  return nextColumns(next, row.state)
}

export const hoursLater = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * 3_600_000).toISOString()

type Entry = Pick<PlanEntryTable, 'plan_id' | 'kind'> & Partial<PlanEntryTable>
/** Enters what happened; an occurrence that is entered already is refused by the database, and everything with it is undone. */
export async function remember(work: AnyWork, db: EquipmentWriter, ...entries: readonly Entry[]): Promise<void> {
  if (!entries.length) return
  const rows = entries.map((entry) => ({
    id: work.newId(),
    happened_at: work.now,
    occurrence: null,
    due_on: null,
    ticket_id: null,
    ticket_number: null,
    code: null,
    actor_kind: work.actor.kind,
    actor_id: work.actor.id,
    ...entry,
  }))
  await db.insertInto('equipment_plan_entry').values(rows).execute()
}
