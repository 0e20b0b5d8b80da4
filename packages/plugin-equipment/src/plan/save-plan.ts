import { equipmentError } from '../errors.ts'
import { command } from '../kit.ts'
import { meterRow } from '../meter/meters.ts'
import { type AnyWork, differing, type EquipmentWriter, expectVersion, permitIn, stale } from '../work.ts'
import { checkPlan } from './check-plan.ts'
import { comingColumns, nextColumns, planItems, planRow, remember, shardOf, viewOf } from './plan-row.ts'
import { CreatePlan, Plan, type PlanRule, UpdatePlan } from './schemas.ts'
import type { PlanTable } from './tables.ts'
import { expectPlanFits } from './try-ticket.ts'

export const createPlan = command({
  route: 'POST /plans',
  summary: 'Adds a maintenance plan, which opens tickets by itself.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: CreatePlan,
  output: Plan,
  async run(work, input) {
    const companyId = input.companyId ?? null
    permitIn(work, companyId, 'equipment.plans')
    const { itemIds = [] } = input
    const id = work.newId()
    const bare: PlanTable = {
      id,
      name: input.name,
      company_id: companyId,
      state: 'active',
      mode: input.mode ?? 'fixed',
      time_zone: input.timeZone,
      wall_time: input.time ?? '06:00',
      anchor_on: input.anchorOn,
      rule_json: input.rule,
      lead_days: input.leadDays ?? 0,
      calendar_id: input.calendarId ?? null,
      catch_up: input.catchUp ?? 'one',
      ends_on: input.endsOn ?? null,
      ticket_type: input.type ?? null,
      fields_json: input.fields ?? null,
      subjects_json: input.subjects,
      bodies_json: input.bodies ?? null,
      team_id: input.teamId ?? null,
      requester_id: input.requesterId,
      checklist_template_id: input.checklistTemplateId ?? null,
      language: input.language ?? null,
      copied_from: null,
      ...(await meterOf(work, input.rule, companyId)),
      basis_on: input.anchorOn,
      ...nextColumns(undefined, 'active'),
      last_on: null,
      last_ticket_id: null,
      shard: shardOf(id),
      trouble_code: null,
      trouble_at: null,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await checkPlan(work, bare, itemIds)
    const row = { ...bare, ...(await comingColumns(work, bare)) }
    await work.change('equipment.plan_saved', { planId: id }, async (db) => {
      await db.insertInto('equipment_plan').values(row).execute()
      await putItems(db, id, itemIds)
      await remember(work, db, { plan_id: id, kind: 'added' })
    })
    await expectPlanFits(work, id)
    return viewOf(row, itemIds)
  },
})

export const updatePlan = command({
  route: 'PATCH /plans/:planId',
  summary: 'Changes a maintenance plan: what is to come goes by it.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: UpdatePlan,
  output: Plan,
  async run(work, { planId, expectedVersion, itemIds: givenIds, ...input }) {
    const row = await planRow(work, planId)
    permitIn(work, row.company_id, 'equipment.plans')
    expectVersion(row, expectedVersion)
    if (row.state === 'ended') throw equipmentError('equipment.plan_ended')
    const knownIds = (await planItems(work, [planId])).get(planId) ?? []
    const itemIds = givenIds ?? knownIds
    const meter = input.rule && (await meterOf(work, input.rule, row.company_id))
    if (meter && meter.meter_id !== row.meter_id) throw equipmentError('equipment.plan_kind')
    const isCountedAnew = input.rule?.unit === 'meter' && input.rule.start !== undefined
    const changed = differing(row, { ...columnsOf(input), ...(isCountedAnew ? meter : {}) })
    const hasOtherItems = itemIds.join() !== knownIds.join()
    if (!Object.keys(changed).length && !hasOtherItems) return viewOf(row, knownIds)
    const bare: PlanTable = { ...row, ...changed, version: row.version + 1, updated_at: work.now }
    // Whoever counts from completions goes on from the last one, unless another anchor is set.
    if (bare.anchor_on !== row.anchor_on || bare.mode !== row.mode) bare.basis_on = bare.anchor_on
    await checkPlan(work, bare, itemIds)
    // What was wrong may be right now: it is tried at once.
    Object.assign(bare, { trouble_code: null, trouble_at: null })
    const isWaiting = row.mode === 'from_completion' && bare.mode === row.mode && row.next_place === null
    const next: PlanTable = isWaiting ? bare : { ...bare, ...(await comingColumns(work, bare)) }
    await work.change('equipment.plan_saved', { planId }, async (db) => {
      await putPlan(db, row, next)
      if (hasOtherItems) await putItems(db, planId, itemIds)
      await remember(work, db, { plan_id: planId, kind: 'changed' })
    })
    if (hasOtherItems || templateColumns.some((column) => column in changed)) await expectPlanFits(work, planId)
    return viewOf(next, itemIds)
  },
})

/** A counter of an item that the caller may see, of the plan's own company; thresholds are counted from where it stands unless told. */
async function meterOf(work: AnyWork, rule: PlanRule, companyId: string | null) {
  if (rule.unit !== 'meter') return { meter_id: null, basis_count: null }
  const { row, item } = await meterRow(work, rule.meterId)
  if (item.company_id !== companyId) throw equipmentError('equipment.other_company')
  return { meter_id: row.id, basis_count: rule.start ?? row.total_count }
}

/** Whoever changes none of these is not told that a ticket could not be opened: the plan itself says so when it is due. */
const templateColumns: readonly (keyof PlanTable)[] = [
  'ticket_type',
  'fields_json',
  'subjects_json',
  'bodies_json',
  'team_id',
  'requester_id',
  'checklist_template_id',
  'language',
]

type Given = Omit<UpdatePlan, 'planId' | 'expectedVersion' | 'itemIds'>
const columnsOf = (given: Given): Partial<PlanTable> => {
  const columns: { [Column in keyof PlanTable]?: PlanTable[Column] | undefined } = {
    name: given.name,
    mode: given.mode,
    time_zone: given.timeZone,
    wall_time: given.time,
    anchor_on: given.anchorOn,
    rule_json: given.rule,
    lead_days: given.leadDays,
    calendar_id: given.calendarId,
    catch_up: given.catchUp,
    ends_on: given.endsOn,
    ticket_type: given.type,
    fields_json: given.fields,
    subjects_json: given.subjects,
    bodies_json: given.bodies,
    team_id: given.teamId,
    requester_id: given.requesterId,
    checklist_template_id: given.checklistTemplateId,
    language: given.language,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

/** Compare and set: of many at once one wins, and the others look again. */
export async function putPlan(db: EquipmentWriter, before: PlanTable, after: PlanTable): Promise<void> {
  const { id, created_at: _at, shard: _shard, ...columns } = after
  const saved = await db
    .updateTable('equipment_plan')
    .set({ ...columns, version: before.version + 1 })
    .where('id', '=', id)
    .where('version', '=', before.version)
    .returning('id')
    .executeTakeFirst()
  if (!saved) throw stale(before.version + 1)
}

async function putItems(db: EquipmentWriter, planId: string, itemIds: readonly string[]): Promise<void> {
  await db.deleteFrom('equipment_plan_item').where('plan_id', '=', planId).execute()
  if (itemIds.length)
    await db
      .insertInto('equipment_plan_item')
      .values(itemIds.map((id, index) => ({ plan_id: planId, item_id: id, position: index })))
      .execute()
}
