import type { PluginContext } from '@deskwright/core'
import type { EquipmentContract } from '../contract.ts'
import type { AnyWork } from '../work.ts'
import { meterColumns, meterTotal, nextColumns, remember, timingOf } from './plan-row.ts'
import { dayFrom, epochDay } from './recurrence.ts'
import { putPlan } from './save-plan.ts'
import type { PlanTable } from './tables.ts'
import { dayIn, firstOpen } from './timing.ts'

/** What is counted from completions goes on when the ticket of the last occurrence is resolved, or closed without. */
export function followPlanTickets(ctx: PluginContext<EquipmentContract>): void {
  for (const event of ['ticket.resolved', 'ticket.closed'] as const) ctx.within(event, ({ ticketId }, work) => completed(work, ticketId))
  ctx.within('ticket.reopened', ({ ticketId }, work) => reopened(work, ticketId))
  // The work is that ticket's now.
  ctx.within('ticket.merged', async ({ ticketId, otherId }, work) => {
    for (const { id } of await waiting(work, ticketId))
      await work.change('equipment.plan_saved', { planId: id }, (db) =>
        db.updateTable('equipment_plan').set({ last_ticket_id: otherId }).where('id', '=', id).execute(),
      )
  })
}

/** Plans that count from the completion of a ticket; whoever completes it need not see them. */
const waiting = (work: AnyWork, ticketId: string) =>
  work.db
    .selectFrom('equipment_plan')
    .selectAll()
    .where('last_ticket_id', '=', ticketId)
    .where('mode', '=', 'from_completion')
    .where('state', '!=', 'ended')
    .execute()

async function completed(work: AnyWork, ticketId: string): Promise<void> {
  for (const row of await waiting(work, ticketId)) {
    // A resolved ticket is closed later: that is no completion once more.
    if (row.next_place !== null) continue
    const today = dayIn(row.time_zone, work.now)
    const next = await nextAfter(work, row, today)
    const state = next ? row.state : 'ended'
    await work.change('equipment.plan_completed', { planId: row.id, ticketId }, async (db) => {
      const columns = next ?? nextColumns(undefined, state)
      await putPlan(db, row, { ...row, basis_on: today, state, ...columns, version: row.version + 1, updated_at: work.now })
      await remember(work, db, { plan_id: row.id, kind: 'completed', ticket_id: ticketId })
      if (state === 'ended') await remember(work, db, { plan_id: row.id, kind: 'ended' })
    })
  }
}

/** From today, or from what the counter has counted today. */
async function nextAfter(work: AnyWork, row: PlanTable, today: string) {
  if (row.meter_id !== null) return { ...meterColumns(1), basis_count: await meterTotal(work, row.meter_id) }
  const next = firstOpen(await timingOf(work, row), today, dayFrom(epochDay(today) + 1), row.last_on)
  return next && nextColumns(next, row.state)
}

/** It was not done after all: the plan waits again. */
async function reopened(work: AnyWork, ticketId: string): Promise<void> {
  for (const row of await waiting(work, ticketId)) {
    if (row.next_place === null) continue
    await work.change('equipment.plan_saved', { planId: row.id }, async (db) => {
      await putPlan(db, row, { ...row, ...nextColumns(undefined, row.state), version: row.version + 1, updated_at: work.now })
      await remember(work, db, { plan_id: row.id, kind: 'reopened', ticket_id: ticketId })
    })
  }
}
