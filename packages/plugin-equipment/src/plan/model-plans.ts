import { isDeskError } from '@deskwright/core'
import { equipmentError } from '../errors.ts'
import type { ItemTable, ModelTable } from '../tables.ts'
import type { AnyWork, EquipmentWriter } from '../work.ts'
import { checkPlan } from './check-plan.ts'
import { comingColumns, nextColumns, remember, shardOf } from './plan-row.ts'
import type { ModelPlan } from './schemas.ts'
import type { PlanTable } from './tables.ts'
import { dayIn, isTimeZone } from './timing.ts'
import { expectPlanFits } from './try-ticket.ts'

export const modelPlansOf = ({ plans_json }: Pick<ModelTable, 'plans_json'>): readonly ModelPlan[] =>
  (plans_json ?? []) as readonly ModelPlan[]

type Owner = Pick<ItemTable, 'company_id' | 'contact_id' | 'installed_on'>

/** A plan for an item as its model has it. The work comes back an interval after the day on which the item was installed. */
function planFor(work: AnyWork, plan: ModelPlan, { company_id, contact_id, installed_on }: Owner): PlanTable {
  const id = work.newId()
  const anchor = installed_on ?? dayIn(plan.timeZone, work.now)
  const requester_id = contact_id ?? plan.requesterId ?? null
  const trouble_code = requester_id === null ? 'equipment.plan_no_requester' : null
  return {
    id,
    name: plan.name,
    company_id,
    state: 'active',
    mode: plan.mode ?? 'fixed',
    time_zone: plan.timeZone,
    wall_time: plan.time ?? '06:00',
    anchor_on: anchor,
    rule_json: plan.rule,
    meter_id: null,
    basis_count: null,
    lead_days: plan.leadDays ?? 0,
    calendar_id: plan.calendarId ?? null,
    catch_up: plan.catchUp ?? 'one',
    ends_on: plan.endsOn ?? null,
    ticket_type: plan.type ?? null,
    fields_json: plan.fields ?? null,
    subjects_json: plan.subjects,
    bodies_json: plan.bodies ?? null,
    team_id: plan.teamId ?? null,
    requester_id,
    checklist_template_id: plan.checklistTemplateId ?? null,
    language: plan.language ?? null,
    copied_from: null,
    basis_on: anchor,
    ...nextColumns(undefined, 'active'),
    last_on: anchor,
    last_ticket_id: null,
    shard: shardOf(id),
    trouble_code,
    trouble_at: trouble_code && work.now,
    version: 1,
    created_at: work.now,
    updated_at: work.now,
  }
}

/** Copies what the model begins with: what becomes of the model's plans later changes no item's. Retired equipment is not maintained. */
export async function copyModelPlans(work: AnyWork, model: ModelTable | null, item: ItemTable): Promise<void> {
  if (!model || item.status === 'retired') return
  for (const plan of modelPlansOf(model)) {
    const bare = planFor(work, plan, item)
    const coming = await comingOrNone(work, bare)
    if (!coming) continue
    await work.change('equipment.plan_saved', { planId: bare.id }, async (db) => {
      await db
        .insertInto('equipment_plan')
        .values({ ...bare, ...coming, copied_from: model.id })
        .execute()
      await db.insertInto('equipment_plan_item').values({ plan_id: bare.id, item_id: item.id, position: 0 }).execute()
      await remember(work, db, { plan_id: bare.id, kind: 'added' })
    })
  }
}

/** A model's plan may be over; an item is entered all the same. */
async function comingOrNone(work: AnyWork, row: PlanTable) {
  try {
    return await comingColumns(work, row)
  } catch (error) {
    if (isDeskError(error) && (error.code === 'equipment.plan_never' || error.code === 'calendar.not_found')) return undefined
    throw error
  }
}

/** What the plans name is there, something is to come of them, and tickets can be opened by them: each is entered, tried and taken out again. */
export async function checkModelPlans(work: AnyWork, db: EquipmentWriter, plans: readonly ModelPlan[]): Promise<void> {
  for (const plan of plans) {
    if (!isTimeZone(plan.timeZone)) throw equipmentError('equipment.time_zone_unknown', { timeZone: plan.timeZone })
    const requester = plan.requesterId ?? work.caller.personId
    const row = planFor(work, plan, { company_id: null, contact_id: requester, installed_on: null })
    await checkPlan(work, row, [])
    await comingColumns(work, row)
    // A program that names nobody has nobody to try it with: then the plan says itself what is wrong.
    if (requester === null) continue
    await db.insertInto('equipment_plan').values(row).execute()
    await expectPlanFits(work, row.id)
    await db.deleteFrom('equipment_plan').where('id', '=', row.id).execute()
  }
}
