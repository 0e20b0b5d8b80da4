import { query } from '../kit.ts'
import type { AnyReading } from '../work.ts'
import { forecast, type MeterRule, placeAbove, thresholdAt } from './meter-law.ts'
import { comingOf, meterTotal, planItems, planRow, timingOf, upcomingOf, viewOf, viewPlan } from './plan-row.ts'
import { DuePlanList, DuePlans, ListPlans, Plan, PlanById, PlanHistory, PlanPage, Preview, ReadPlanHistory } from './schemas.ts'
import type { PlanTable } from './tables.ts'
import { dayIn, occurrenceAt } from './timing.ts'

const PREVIEWED = 12
const DUE_AT_ONCE = 200

export const plans = query({
  route: 'GET /plans',
  summary: 'Maintenance plans, newest first.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ListPlans,
  output: PlanPage,
  async run(work, input) {
    const page = work.page('plans', input)
    let rows = work.db
      .selectFrom('equipment_plan')
      .selectAll()
      .where(work.scope.companies('equipment_plan.company_id'))
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    if (input.state !== undefined) rows = rows.where('state', '=', input.state)
    if (input.troubled) rows = rows.where('trouble_code', 'is not', null)
    if (input.itemId !== undefined) {
      const { itemId } = input
      rows = rows.where('id', 'in', (of) => of.selectFrom('equipment_plan_item').select('plan_id').where('item_id', '=', itemId))
    }
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    const items = await planItems(
      work,
      found.map(({ id }) => id),
    )
    return page.of(
      found,
      ({ id }) => [id],
      found.map((row) => viewOf(row, items.get(row.id) ?? [])),
    )
  },
})

export const plan = query({
  route: 'GET /plans/:planId',
  summary: 'One maintenance plan.',
  permission: 'equipment.see',
  audience: 'staff',
  input: PlanById,
  output: Plan,
  run: async (work, { planId }) => viewPlan(work, await planRow(work, planId)),
})

export const previewPlan = query({
  route: 'GET /plans/:planId/preview',
  summary: 'The next twelve occurrences of a plan.',
  permission: 'equipment.see',
  audience: 'staff',
  input: PlanById,
  output: Preview,
  async run(work, { planId }) {
    const row = await planRow(work, planId)
    if (row.state === 'ended') return { items: [] }
    if (row.meter_id !== null) return { items: await foretold(work, row, row.meter_id) }
    const timing = await timingOf(work, row)
    // What is late already stands at the head; a plan that waits or is paused goes on from today.
    let next =
      row.state === 'active' && row.next_place !== null
        ? occurrenceAt(timing, row.basis_on, row.next_place)
        : comingOf(row, timing, work.now)
    const items: Preview['items'] = []
    for (; next && items.length < PREVIEWED; next = occurrenceAt(timing, row.basis_on, next.place + 1)) items.push(upcomingOf(next))
    return { items }
  },
})

/** By what the readings of the year before the last one say. */
async function foretold(work: AnyReading, row: PlanTable, meterId: string): Promise<Preview['items']> {
  const readings = await work.db
    .selectFrom('equipment_reading')
    .select(['read_at', 'total_count'])
    .where('meter_id', '=', meterId)
    .orderBy('read_at', 'desc')
    .orderBy('id', 'desc')
    .limit(400)
    .execute()
  const last = readings[0]?.read_at ?? work.now
  const yearBefore = new Date(Date.parse(last) - 366 * 86_400_000).toISOString()
  const known = readings
    .filter(({ read_at }) => read_at >= yearBefore)
    .toReversed()
    .map(({ read_at, total_count }) => ({ at: read_at, total: total_count }))
  const rule = row.rule_json as MeterRule
  const basis = row.basis_count ?? 0
  const first = row.next_place ?? placeAbove(rule, basis, await meterTotal(work, meterId))
  return Array.from({ length: PREVIEWED }, (_, index) => {
    const count = thresholdAt(rule, basis, first + index)
    const at = forecast(known, count - (rule.lead ?? 0))
    const day = at === undefined ? null : dayIn(row.time_zone, at)
    return { on: day, dueOn: day, opensAt: null, count }
  })
}

export const planHistory = query({
  route: 'GET /plans/:planId/history',
  summary: 'What became of a plan and of its occurrences, newest first.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ReadPlanHistory,
  output: PlanHistory,
  async run(work, input) {
    await planRow(work, input.planId)
    const page = work.page('planHistory', input)
    let rows = work.db
      .selectFrom('equipment_plan_entry')
      .selectAll()
      .where('plan_id', '=', input.planId)
      .orderBy('id', 'desc')
      .limit(page.take)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(
      found,
      ({ id }) => [id],
      found.map((row) => ({
        id: row.id,
        at: row.happened_at,
        kind: row.kind,
        occurrence: row.occurrence,
        dueOn: row.due_on,
        ticketId: row.ticket_id,
        ticketNumber: row.ticket_number,
        code: row.code,
        actor: { kind: row.actor_kind, id: row.actor_id },
      })),
    )
  },
})

export const duePlans = query({
  route: null,
  summary: 'Plans whose moment has come, of one share, in order.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: DuePlans,
  output: DuePlanList,
  async run(work, { shard, after }) {
    let rows = work.db
      .selectFrom('equipment_plan')
      .select(['id', 'run_at'])
      .where('shard', '=', shard)
      .where('run_at', '<=', work.now)
      .where(work.scope.companies('equipment_plan.company_id'))
      .orderBy('run_at')
      .orderBy('id')
      .limit(DUE_AT_ONCE)
    if (after) {
      const { runAt, planId } = after
      rows = rows.where((eb) => eb.or([eb('run_at', '>', runAt), eb.and([eb('run_at', '=', runAt), eb('id', '>', planId)])]))
    }
    const found = await rows.execute()
    return { items: found.flatMap(({ id, run_at }) => (run_at === null ? [] : [{ planId: id, runAt: run_at }])) }
  },
})
