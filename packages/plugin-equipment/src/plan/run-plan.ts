import { isDeskError } from '@deskwright/core'
import { command } from '../kit.ts'
import type { AnyWork } from '../work.ts'
import { permitIn } from '../work.ts'
import { type MeterRule, nextMeterStep, thresholdAt } from './meter-law.ts'
import { nextStep } from './next-step.ts'
import { hoursLater, meterColumns, meterTotal, nextColumns, planRow, remember, timingOf } from './plan-row.ts'
import { putPlan } from './save-plan.ts'
import { PlanById, PlanStep, type PlanTicket } from './schemas.ts'
import type { PlanTable } from './tables.ts'
import { dayIn } from './timing.ts'

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
      return await take(work, row, await whatToDo(work, row, row.next_place))
    } catch (error) {
      // Refusals are the plan's own trouble. What a repetition would solve, or what is nobody's answer, is not.
      if (!isDeskError(error) || error.retryable || error.status >= 500) throw error
      return fail(work, row, error.code)
    }
  },
})

interface Outcome {
  readonly on: string
  readonly dueOn: string
}
interface Doing {
  readonly missed: readonly Outcome[]
  readonly make: Outcome | undefined
  readonly isCaughtUp: boolean
  /** Undefined: the plan is over. */
  readonly next: ReturnType<typeof nextColumns> | undefined
}

async function whatToDo(work: AnyWork, row: PlanTable, place: number): Promise<Doing> {
  if (row.meter_id === null) {
    const { next, ...step } = nextStep(await timingOf(work, row), row.basis_on, place, row.catch_up, work.now)
    return { ...step, next: next && nextColumns(next, row.state) }
  }
  const rule = row.rule_json as MeterRule
  const total = await meterTotal(work, row.meter_id)
  const today = dayIn(row.time_zone, work.now)
  const outcome = (at: number): Outcome => ({ on: String(thresholdAt(rule, row.basis_count ?? 0, at)), dueOn: today })
  const { missed, make, isCaughtUp, next } = nextMeterStep(rule, row.basis_count ?? 0, place, total, row.catch_up)
  const isReached = thresholdAt(rule, row.basis_count ?? 0, next) - (rule.lead ?? 0) <= total
  return {
    missed: missed.map(outcome),
    make: make === undefined ? undefined : outcome(make),
    isCaughtUp,
    next: { ...meterColumns(next), run_at: isReached ? work.now : null },
  }
}

async function take(work: AnyWork, row: PlanTable, { missed, make, isCaughtUp, next }: Doing): Promise<PlanStep> {
  const isSkipped = make !== undefined && !isCaughtUp && (await isTicketOpen(work, row.last_ticket_id))
  const ticket = make && !isSkipped ? await work.asPlugin.equipment.openPlanTicket({ planId: row.id }) : undefined
  // What is counted from a completion waits for it.
  const waits = ticket !== undefined && row.mode === 'from_completion'
  const state = next || waits ? row.state : 'ended'
  const after: PlanTable = {
    ...row,
    state,
    ...(next && !waits ? next : nextColumns(undefined, state)),
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
      const left = missed.map(({ on, dueOn }) => ({ plan_id: row.id, kind: 'missed', occurrence: on, due_on: dueOn }) as const)
      await remember(work, db, ...left)
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
