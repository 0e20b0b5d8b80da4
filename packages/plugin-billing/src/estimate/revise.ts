import type { TicketFacts } from '@deskwright/core'
import { billingError } from '../errors.ts'
import type { AnyReading, AnyWork, BillingWriter } from '../kit.ts'
import { leaveEstimateStatus } from '../machine/await-estimate.ts'
import { stale } from '../work.ts'
import { patchLine } from '../work-line/line-row.ts'
import { linesOf, totalOf } from './estimate-lines.ts'
import type { EstimateRevisionTable, EstimateTable } from './tables.ts'

/** Compare and set, and whoever comes second is told. */
export async function patchEstimate(
  work: AnyReading,
  db: BillingWriter,
  row: EstimateTable,
  patch: Partial<EstimateTable>,
): Promise<EstimateTable> {
  const saved = await db
    .updateTable('billing_estimate')
    .set({ ...patch, version: row.version + 1, updated_at: work.now })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst()
  if (!saved) throw stale(row.version + 1)
  return saved
}

/** What became of the newest offer. */
export const endOffer = (
  db: BillingWriter,
  row: EstimateTable,
  end: Pick<EstimateRevisionTable, 'outcome'> & Partial<EstimateRevisionTable>,
): Promise<unknown> =>
  db
    .updateTable('billing_estimate_revision')
    .set(end)
    .where('estimate_id', '=', row.id)
    .where('revision', '=', row.revision)
    .where('outcome', 'in', end.outcome === 'void' || end.outcome === 'withdrawn' ? ['offered', 'approved', 'expired'] : ['offered'])
    .execute()

/** What is being written already is only written on. */
export const nextRevision = (row: EstimateTable): number => (row.state === 'draft' ? row.revision : row.revision + 1)

/**
 * Its lines have changed: what was offered is another offer now, and whoever approved it has not approved this. What was approved and is not done
 * waits for approval again; what is done was done under the approval that held then, and keeps its price.
 */
export async function reviseEstimate(work: AnyWork, ticket: TicketFacts, estimateId: string): Promise<void> {
  const row = await work.db.selectFrom('billing_estimate').selectAll().where('id', '=', estimateId).executeTakeFirst()
  if (!row) throw billingError('billing.estimate_not_found')
  const lines = await linesOf(work, estimateId)
  const wasOffered = row.state === 'offered'
  if (!lines.length) {
    // Nothing is left to be offered.
    await work.change('billing.estimate_withdrawn', { ticketId: ticket.id, estimateId }, async (db) => {
      await endOffer(db, row, { outcome: 'withdrawn' })
      await patchEstimate(work, db, row, { state: 'withdrawn', total_minor: 0 })
    })
  } else {
    const revision = nextRevision(row)
    await work.change('billing.estimate_changed', { ticketId: ticket.id, estimateId, revision }, async (db) => {
      if (row.state !== 'draft') await endOffer(db, row, { outcome: 'void' })
      for (const line of lines)
        if (line.state === 'approved') await patchLine(work, db, line, { state: 'estimate', is_price_agreed: false })
      await patchEstimate(work, db, row, {
        ...totalOf(work, lines),
        revision,
        state: 'draft',
        decided_by: null,
        decided_at: null,
        refusal: null,
      })
    })
  }
  if (wasOffered) await leaveEstimateStatus(work, ticket)
}
