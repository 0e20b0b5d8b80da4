import { isDeskError, type PluginContext, type SeenBy } from '@deskwright/core'
import type { EquipmentContract } from '../contract.ts'
import { command, query } from '../kit.ts'
import { Id, optional, type Static, Type } from '../schemas.ts'
import { permitIn } from '../work.ts'
import { planRow, timingOf, viewPlan } from './plan-row.ts'
import { putPlan } from './save-plan.ts'
import { Plan, PlanById } from './schemas.ts'
import { occurrenceAt } from './timing.ts'

const AT_ONCE = 200

/** A plan stands with the moment at which the job looks at it: when the calendar's days change, that moment does. */
export function followCalendars(ctx: PluginContext<EquipmentContract>): void {
  ctx.within('calendar.updated', async ({ calendarId }, work) => {
    const plan = await work.db
      .selectFrom('equipment_plan')
      .select('id')
      .where('calendar_id', '=', calendarId)
      .where('next_on', 'is not', null)
      .limit(1)
      .executeTakeFirst()
    // Thousands of plans may go by it: not in the transaction of whoever changes the calendar, but surely after it.
    if (plan) await work.enqueue('shift', { calendarId })
  })
}

const ByCalendar = Type.Object({ calendarId: Id, after: optional(Id) })
export interface ByCalendar extends Static<typeof ByCalendar> {}
const PlanIds = Type.Object({ items: Type.Array(Id) })
export interface PlanIds extends Static<typeof PlanIds> {}

export const plansByCalendar = query({
  route: null,
  summary: 'Plans that go by a calendar and have something to come, in order.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: ByCalendar,
  output: PlanIds,
  async run(work, { calendarId, after }) {
    let rows = work.db
      .selectFrom('equipment_plan')
      .select('id')
      .where('calendar_id', '=', calendarId)
      .where('next_on', 'is not', null)
      .where(work.scope.companies('equipment_plan.company_id'))
      .orderBy('id')
      .limit(AT_ONCE)
    if (after !== undefined) rows = rows.where('id', '>', after)
    return { items: (await rows.execute()).map(({ id }) => id) }
  },
})

/** The same occurrence, on the working day that it falls on now. */
export const shiftPlan = command({
  route: null,
  summary: 'Looks anew on which working day the next occurrence of a plan falls.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: PlanById,
  output: Plan,
  async run(work, { planId }) {
    const row = await planRow(work, planId)
    permitIn(work, row.company_id, 'equipment.plans')
    if (row.state === 'ended' || row.next_place === null || row.next_on === null) return viewPlan(work, row)
    const next = occurrenceAt(await timingOf(work, row), row.basis_on, row.next_place)
    if (!next || (next.dueOn === row.next_due_on && next.at === row.next_at)) return viewPlan(work, row)
    // One whose ticket could not be opened is tried at the time that is set for it, unless its moment has moved away.
    const isTriedLater = row.trouble_code !== null && next.at <= work.now
    const after = {
      ...row,
      next_due_on: next.dueOn,
      next_at: next.at,
      run_at: row.state !== 'active' ? null : isTriedLater ? row.run_at : next.at,
      version: row.version + 1,
      updated_at: work.now,
    }
    await work.change('equipment.plan_saved', { planId }, (db) => putPlan(db, row, after))
    return viewPlan(work, after)
  },
})

/** All plans of a calendar, each in a transaction of its own. */
export async function shiftPlans({ equipment }: SeenBy<EquipmentContract>, { calendarId }: { readonly calendarId: string }): Promise<void> {
  for (let after: string | undefined; ; ) {
    const { items } = await equipment.plansByCalendar({ calendarId, ...(after === undefined ? {} : { after }) })
    for (const planId of items)
      await equipment.shiftPlan({ planId }).catch((error: unknown) => {
        // Taken away meanwhile, or the calendar was: the plan says so itself.
        if (!isDeskError(error) || error.retryable || error.status >= 500) throw error
      })
    after = items.at(-1)
    if (items.length < AT_ONCE) return
  }
}
