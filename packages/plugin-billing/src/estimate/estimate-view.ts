import type { AnyReading } from '../kit.ts'
import { coversEstimate } from './authority.ts'
import { linesOf, viewLines } from './estimate-lines.ts'
import type { Estimate, Offer } from './schemas.ts'
import type { EstimateTable } from './tables.ts'

/** Customers read what was offered last; what is being written meanwhile is not theirs yet. */
export async function viewEstimate(work: AnyReading, row: EstimateTable): Promise<Estimate> {
  const revisions = await work.db
    .selectFrom('billing_estimate_revision')
    .selectAll()
    .where('estimate_id', '=', row.id)
    .orderBy('revision', 'desc')
    .execute()
  const offers: Offer[] = revisions.map((one) => ({
    revision: one.revision,
    currency: one.currency,
    totalMinor: one.total_minor,
    lines: one.lines_json as Offer['lines'],
    note: one.note,
    validUntil: one.valid_until,
    offeredAt: one.offered_at,
    outcome: one.outcome,
    decidedBy: one.decided_by,
    decidedAt: one.decided_at,
    refusal: one.refusal,
  }))
  const isStaff = work.actor.capacity.acting === 'staff'
  const last = offers[0]
  const shown =
    isStaff || !last || row.state !== 'draft'
      ? {
          revision: row.revision,
          currency: row.currency,
          totalMinor: row.total_minor,
          lines: isStaff || !last ? viewLines(work, await linesOf(work, row.id)) : last.lines,
          note: row.note,
          validUntil: row.valid_until,
        }
      : {
          revision: last.revision,
          currency: last.currency,
          totalMinor: last.totalMinor,
          lines: last.lines,
          note: last.note,
          validUntil: last.validUntil,
        }
  return {
    id: row.id,
    ticketId: row.ticket_id,
    number: row.number,
    state: row.state,
    ...shown,
    mayDecide: row.state === 'offered' && (await coversEstimate(work, row)),
    offers,
    createdAt: row.created_at,
    ...(isStaff ? { version: row.version } : {}),
  }
}
