import type { TicketFacts } from '@deskwright/core'
import { billingError } from '../errors.ts'
import { type AnyWork, command } from '../kit.ts'
import { enterEstimateStatus, leaveEstimateStatus } from '../machine/await-estimate.ts'
import { dayIn } from '../time/worked.ts'
import { zoneOf } from '../time/zone.ts'
import { expectVersion } from '../work.ts'
import { patchLine } from '../work-line/line-row.ts'
import { linesOf, offeredLines, putOn, totalOf, viewLines } from './estimate-lines.ts'
import { viewEstimate } from './estimate-view.ts'
import { endOffer, nextRevision, patchEstimate } from './revise.ts'
import { CreateEstimate, Estimate, EstimateById, UpdateEstimate } from './schemas.ts'
import { seeEstimate } from './see-estimates.ts'
import type { EstimateState, EstimateTable } from './tables.ts'

/** The estimate with its ticket, whose row is the lock for its lines and decisions: read again behind it. */
export async function holdEstimate(
  work: AnyWork,
  estimateId: string,
): Promise<{ readonly ticket: TicketFacts; readonly row: EstimateTable }> {
  const { ticket } = await work.ticket((await seeEstimate(work, estimateId)).ticket_id)
  return { ticket, row: await seeEstimate(work, estimateId) }
}

export function expectEstimateState(row: EstimateTable, allowed: readonly EstimateState[]): void {
  if (!allowed.includes(row.state)) throw billingError('billing.estimate_state', { state: row.state })
}

export const todayOf = (work: AnyWork): string => dayIn(work.now, zoneOf(work))

export const createEstimate = command({
  route: 'POST /tickets/:ticketId/estimates',
  summary: 'Puts work lines of a ticket together to an estimate.',
  permission: 'billing.work',
  audience: 'staff',
  input: CreateEstimate,
  output: Estimate,
  async run(work, { ticketId, lineIds, validUntil = null, note = null }) {
    const { ticket } = await work.ticket(ticketId)
    const lines = await offeredLines(work, ticket, lineIds, null)
    const before = await work.db
      .selectFrom('billing_estimate')
      .select((eb) => eb.fn.countAll<number | string>().as('made'))
      .where('ticket_id', '=', ticketId)
      .executeTakeFirst()
    const row: EstimateTable = {
      id: work.newId(),
      ticket_id: ticketId,
      company_id: ticket.companyId,
      // The ticket's row is locked, so two of them do not get one number.
      number: `${ticket.number}-${Number(before?.made ?? 0) + 1}`,
      revision: 1,
      state: 'draft',
      ...totalOf(work, lines),
      valid_until: validUntil,
      note,
      offered_at: null,
      decided_by: null,
      decided_at: null,
      refusal: null,
      version: 1,
      created_by: work.actor.id,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('billing.estimate_created', { ticketId, estimateId: row.id }, async (db) => {
      await db.insertInto('billing_estimate').values(row).execute()
      await putOn(work, db, row.id, lines)
    })
    return viewEstimate(work, row)
  },
})

export const updateEstimate = command({
  route: 'PATCH /estimates/:estimateId',
  summary: 'Changes an estimate: what was offered gets a new revision, and an approval is void.',
  permission: 'billing.work',
  audience: 'staff',
  input: UpdateEstimate,
  output: Estimate,
  async run(work, { estimateId, expectedVersion, lineIds, validUntil, note }) {
    const { ticket, row } = await holdEstimate(work, estimateId)
    expectVersion(row, expectedVersion)
    expectEstimateState(row, ['draft', 'offered', 'approved', 'refused', 'expired'])
    const current = await linesOf(work, estimateId)
    const wanted = lineIds === undefined ? current : await offeredLines(work, ticket, lineIds, estimateId)
    const revision = nextRevision(row)
    const saved = await work.change('billing.estimate_changed', { ticketId: ticket.id, estimateId, revision }, async (db) => {
      if (row.state !== 'draft') await endOffer(db, row, { outcome: 'void' })
      for (const line of current) {
        const stays = wanted.some(({ id }) => id === line.id)
        // What is done and agreed stays done, whatever becomes of the rest.
        if (line.state === 'done' || line.state === 'invoiced') continue
        if (!stays) await patchLine(work, db, line, { state: 'draft', estimate_id: null, is_price_agreed: false })
        else if (line.state === 'approved') await patchLine(work, db, line, { state: 'estimate', is_price_agreed: false })
      }
      await putOn(work, db, estimateId, wanted)
      const lines = await linesOf(work, estimateId)
      return patchEstimate(work, db, row, {
        ...totalOf(work, lines),
        revision,
        state: 'draft',
        decided_by: null,
        decided_at: null,
        refusal: null,
        ...(validUntil === undefined ? {} : { valid_until: validUntil }),
        ...(note === undefined ? {} : { note }),
      })
    })
    if (row.state === 'offered') await leaveEstimateStatus(work, ticket)
    return viewEstimate(work, saved)
  },
})

export const offerEstimate = command({
  route: 'POST /estimates/:estimateId/offers',
  summary: 'Shows the estimate to the customer, who decides on it as a whole.',
  permission: 'billing.work',
  audience: 'staff',
  input: EstimateById,
  output: Estimate,
  async run(work, { estimateId }) {
    const { ticket, row } = await holdEstimate(work, estimateId)
    expectEstimateState(row, ['draft', 'expired'])
    if (row.valid_until !== null && row.valid_until < todayOf(work)) throw billingError('billing.estimate_over')
    const lines = await linesOf(work, estimateId)
    const total = totalOf(work, lines)
    const revision = nextRevision(row)
    const saved = await work.change('billing.estimate_offered', { ticketId: ticket.id, estimateId, revision }, async (db) => {
      await db
        .insertInto('billing_estimate_revision')
        .values({
          estimate_id: estimateId,
          revision,
          ...total,
          lines_json: viewLines(work, lines),
          note: row.note,
          valid_until: row.valid_until,
          offered_by: work.actor.id,
          offered_at: work.now,
          outcome: 'offered',
          decided_by: null,
          decided_at: null,
          refusal: null,
        })
        .execute()
      return patchEstimate(work, db, row, { ...total, revision, state: 'offered', offered_at: work.now })
    })
    await enterEstimateStatus(work, ticket)
    return viewEstimate(work, saved)
  },
})

export const withdrawEstimate = command({
  route: 'DELETE /estimates/:estimateId',
  summary: 'Takes the estimate back; its lines are drafts again.',
  permission: 'billing.work',
  audience: 'staff',
  input: EstimateById,
  output: Estimate,
  async run(work, { estimateId }) {
    const { ticket, row } = await holdEstimate(work, estimateId)
    expectEstimateState(row, ['draft', 'offered', 'approved', 'refused', 'expired'])
    const saved = await withdraw(work, ticket, row)
    return viewEstimate(work, saved)
  },
})

/** What is done stays done, at the price that was agreed. */
export async function withdraw(work: AnyWork, ticket: TicketFacts, row: EstimateTable): Promise<EstimateTable> {
  const saved = await work.change('billing.estimate_withdrawn', { ticketId: ticket.id, estimateId: row.id }, async (db) => {
    await endOffer(db, row, { outcome: 'withdrawn' })
    for (const line of await linesOf(work, row.id))
      if (line.state === 'estimate' || line.state === 'approved')
        await patchLine(work, db, line, { state: 'draft', estimate_id: null, is_price_agreed: false })
    return patchEstimate(work, db, row, { state: 'withdrawn' })
  })
  if (row.state === 'offered') await leaveEstimateStatus(work, ticket)
  return saved
}
