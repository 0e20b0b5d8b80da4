import { billingError } from '../errors.ts'
import { type AnyWork, command } from '../kit.ts'
import { leaveEstimateStatus } from '../machine/await-estimate.ts'
import { patchLine } from '../work-line/line-row.ts'
import { expectAuthority } from './authority.ts'
import { linesOf } from './estimate-lines.ts'
import { viewEstimate } from './estimate-view.ts'
import { endOffer, patchEstimate } from './revise.ts'
import { ApproveEstimate, Estimate, EstimateById, RefuseEstimate } from './schemas.ts'
import type { EstimateTable } from './tables.ts'
import { expectEstimateState, holdEstimate, todayOf } from './write-estimate.ts'

/**
 * What was offered, and is the revision that was looked at. The ticket's row is locked, so of an approval and an edit at once the second sees what
 * the first has done: nobody approves what they have not seen.
 */
function expectDecidable(work: AnyWork, row: EstimateTable, revision: number): void {
  if (row.revision !== revision) throw billingError('billing.estimate_changed', { revision: row.revision })
  expectEstimateState(row, ['offered'])
  if (row.valid_until !== null && row.valid_until < todayOf(work))
    throw billingError('billing.estimate_expired', { until: row.valid_until })
}

export const approveEstimate = command({
  route: 'POST /estimates/:estimateId/approval',
  summary: 'Approves an estimate as a whole: its prices hold.',
  permission: 'billing.estimate_approve',
  audience: 'customer',
  input: ApproveEstimate,
  output: Estimate,
  async run(work, { estimateId, revision }) {
    const { ticket, row } = await holdEstimate(work, estimateId)
    expectDecidable(work, row, revision)
    await expectAuthority(work, row)
    const decided = { decided_by: work.actor.id, decided_at: work.now }
    const saved = await work.change('billing.estimate_approved', { ticketId: ticket.id, estimateId, revision }, async (db) => {
      await endOffer(db, row, { outcome: 'approved', ...decided })
      for (const line of await linesOf(work, estimateId))
        if (line.state === 'estimate') await patchLine(work, db, line, { state: 'approved', is_price_agreed: true })
      return patchEstimate(work, db, row, { state: 'approved', ...decided })
    })
    await leaveEstimateStatus(work, ticket)
    return viewEstimate(work, saved)
  },
})

export const refuseEstimate = command({
  route: 'POST /estimates/:estimateId/refusal',
  summary: 'Refuses an estimate, with the reason; it goes back to whoever wrote it.',
  permission: 'billing.estimate_approve',
  audience: 'customer',
  input: RefuseEstimate,
  output: Estimate,
  async run(work, { estimateId, revision, reason }) {
    const { ticket, row } = await holdEstimate(work, estimateId)
    expectDecidable(work, row, revision)
    const decided = { decided_by: work.actor.id, decided_at: work.now, refusal: reason }
    const saved = await work.change('billing.estimate_refused', { ticketId: ticket.id, estimateId, revision }, async (db) => {
      await endOffer(db, row, { outcome: 'refused', ...decided })
      return patchEstimate(work, db, row, { state: 'refused', ...decided })
    })
    await leaveEstimateStatus(work, ticket)
    return viewEstimate(work, saved)
  },
})

export const expireEstimate = command({
  route: 'POST /estimates/:estimateId/expiry',
  summary: 'Ends an offer whose day has passed; one that was decided on meanwhile stays as it is.',
  permission: 'billing.work',
  audience: 'staff',
  input: EstimateById,
  output: Estimate,
  async run(work, { estimateId }) {
    const { ticket, row } = await holdEstimate(work, estimateId)
    const isOver = row.state === 'offered' && row.valid_until !== null && row.valid_until < todayOf(work)
    if (!isOver) throw billingError('billing.estimate_state', { state: row.state })
    const saved = await work.change('billing.estimate_expired', { ticketId: ticket.id, estimateId, revision: row.revision }, async (db) => {
      await endOffer(db, row, { outcome: 'expired' })
      return patchEstimate(work, db, row, { state: 'expired' })
    })
    await leaveEstimateStatus(work, ticket)
    return viewEstimate(work, saved)
  },
})
