import { isDeskError } from '@deskwright/core'
import { command } from '../kit.ts'
import type { AnyWork } from '../work.ts'
import { permitIn } from '../work.ts'
import { nextStep, type Step } from './next-step.ts'
import { hoursLater, nextColumns, planRow, remember, timingOf } from './plan-row.ts'
import { putPlan } from './save-plan.ts'
import { PlanById, PlanStep, type PlanTicket } from './schemas.ts'
import type { PlanTable } from './tables.ts'

const nothing: PlanStep = { outcome: 'nothing', ticketId: null, isDue: false }

/**
 * One step of a plan: what was missed, and at most one ticket. Ticket, entry and the plan's next moment are one transaction, and the plan's row is
 * changed by compare and set: of many at once one wins, and the tickets of the others never were.
 */
export const runPlan = command({
  route: null,
  summary: 'Does the next step of a plan whose moment has come.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: PlanById,
  output: PlanStep,
  async run(work, { planId }) {
    const row = await planRow(work, planId)
    permitIn(work, row.company_id, 'equipment.plans')
    if (row.state !== 'active' || row.run_at === null || row.run_at > work.now || row.next_place === null) return nothing
    try {
      const step = nextStep(await timingOf(work, row), row.basis_on, row.next_place, row.catch_up, work.now)
      return await take(work, row, step)
    } catch (error) {
      // Refusals are the plan's own trouble. What a repetition would solve, or what is nobody's answer, is not.
      if (!isDeskError(error) || error.retryable || error.status >= 500) throw error
      return fail(work, row, error.code)
    }
  },
})

async function take(work: AnyWork, row: PlanTable, { missed, make, isCaughtUp, next }: Step): Promise<PlanStep> {
  const isSkipped = make !== undefined && !isCaughtUp && (await isTicketOpen(work, row.last_ticket_id))
  const ticket = make && !isSkipped ? await work.asPlugin.equipment.openPlanTicket({ planId: row.id }) : undefined
  // What is counted from a completion waits for it.
  const following = ticket && row.mode === 'from_completion' ? undefined : next
  const isOver = next === undefined
  const state = isOver && !(ticket && row.mode === 'from_completion') ? 'ended' : row.state
  const after: PlanTable = {
    ...row,
    state,
    ...nextColumns(following, state),
    last_on: make?.on ?? missed.at(-1)?.on ?? row.last_on,
    last_ticket_id: ticket?.ticketId ?? row.last_ticket_id,
    trouble_code: null,
    trouble_at: null,
    version: row.version + 1,
    updated_at: work.now,
  }
  const outcome = ticket ? 'created' : isSkipped ? 'skipped' : missed.length ? 'missed' : 'moved'
  await work.change(
    'equipment.plan_occurred',
    { planId: row.id, outcome, occurrence: make?.on ?? missed.at(-1)?.on ?? null, ticketId: ticket?.ticketId ?? null },
    async (db) => {
      await putPlan(db, row, after)
      for (const { on, dueOn } of missed) await remember(work, db, { plan_id: row.id, kind: 'missed', occurrence: on, due_on: dueOn })
      if (make) await remember(work, db, { plan_id: row.id, occurrence: make.on, due_on: make.dueOn, ...outcomeOf(row, ticket) })
      if (state === 'ended') await remember(work, db, { plan_id: row.id, kind: 'ended' })
    },
  )
  return { outcome, ticketId: ticket?.ticketId ?? null, isDue: after.run_at !== null && after.run_at <= work.now }
}

const outcomeOf = (row: PlanTable, ticket: PlanTicket | undefined) =>
  ticket
    ? ({ kind: 'created', ticket_id: ticket.ticketId, ticket_number: ticket.number } as const)
    : ({ kind: 'skipped', code: 'equipment.ticket_open', ticket_id: row.last_ticket_id } as const)

async function isTicketOpen(work: AnyWork, ticketId: string | null): Promise<boolean> {
  if (ticketId === null) return false
  try {
    const { category, mergedInto } = await work.asPlugin.tickets.get({ ticketId })
    return mergedInto ? await isTicketOpen(work, mergedInto.id) : category !== 'resolved' && category !== 'closed'
  } catch (error) {
    if (isDeskError(error) && error.status === 404) return false
    throw error
  }
}

/** Says so once, and looks again in an hour: the occurrence is not lost, and no other plan waits for it. */
async function fail(work: AnyWork, row: PlanTable, code: string): Promise<PlanStep> {
  const isNew = row.trouble_code !== code
  const after: PlanTable = {
    ...row,
    run_at: hoursLater(work.now, 1),
    trouble_code: code,
    trouble_at: isNew ? work.now : row.trouble_at,
    version: row.version + 1,
    updated_at: work.now,
  }
  await work.change('equipment.plan_failed', { planId: row.id, code }, async (db) => {
    await putPlan(db, row, after)
    if (isNew) await remember(work, db, { plan_id: row.id, kind: 'failed', code })
  })
  return { outcome: 'failed', ticketId: null, isDue: false }
}
