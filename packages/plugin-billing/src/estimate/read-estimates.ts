import { billingError } from '../errors.ts'
import { type AnyReading, query } from '../kit.ts'
import { dayIn } from '../time/worked.ts'
import { zoneOf } from '../time/zone.ts'
import { viewEstimate } from './estimate-view.ts'
import {
  DueEstimateList,
  DueEstimates,
  Estimate,
  EstimateById,
  EstimateList,
  EstimatePage,
  EstimatesOfTicket,
  ListEstimates,
} from './schemas.ts'
import { seeEstimate, seenEstimates } from './see-estimates.ts'

/** Staff who write them, customers who decide on them: of the others nobody reads prices. */
function expectReader(work: AnyReading): void {
  const permission = work.actor.capacity.acting === 'staff' ? 'billing.work' : 'billing.estimate_approve'
  if (!work.holds(permission)) throw billingError('billing.not_allowed_there')
}

export const estimates = query({
  route: 'GET /tickets/:ticketId/estimates',
  summary: 'Estimates of a ticket, newest first; customers get what was offered to their company.',
  permission: 'ticket.read',
  audience: 'both',
  input: EstimatesOfTicket,
  output: EstimateList,
  async run(work, { ticketId }) {
    const { ticket } = await work.ticket(ticketId)
    expectReader(work)
    const rows = await work.db
      .selectFrom('billing_estimate')
      .selectAll()
      .where('ticket_id', '=', ticket.id)
      .where(seenEstimates(work))
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
    const items: Estimate[] = []
    for (const row of rows) items.push(await viewEstimate(work, row))
    return { items }
  },
})

export const estimate = query({
  route: 'GET /estimates/:estimateId',
  summary: 'An estimate, with everything that was offered.',
  permission: 'ticket.read',
  audience: 'both',
  input: EstimateById,
  output: Estimate,
  async run(work, { estimateId }) {
    expectReader(work)
    return viewEstimate(work, await seeEstimate(work, estimateId))
  },
})

export const allEstimates = query({
  route: 'GET /estimates',
  summary: 'Estimates on tickets that the caller sees, newest first; customers get what was offered to their company.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListEstimates,
  output: EstimatePage,
  async run(work, input) {
    expectReader(work)
    const page = work.page('estimates', input)
    let rows = work.db.selectFrom('billing_estimate').selectAll().where(seenEstimates(work)).orderBy('id', 'desc').limit(page.take)
    if (input.state !== undefined) rows = rows.where('state', '=', input.state)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    const items: Estimate[] = []
    for (const row of found.slice(0, page.limit)) items.push(await viewEstimate(work, row))
    return page.of(found, ({ id }) => [id], items)
  },
})

export const dueEstimates = query({
  route: 'GET /due-estimates',
  summary: 'Offered estimates whose day has passed.',
  permission: 'billing.work',
  audience: 'staff',
  input: DueEstimates,
  output: DueEstimateList,
  async run(work, { limit = 50 }) {
    const rows = await work.db
      .selectFrom('billing_estimate')
      .select('id')
      .where('state', '=', 'offered')
      .where('valid_until', '<', dayIn(work.now, zoneOf(work)))
      .where(seenEstimates(work))
      .orderBy('valid_until')
      .orderBy('id')
      .limit(limit)
      .execute()
    return { estimateIds: rows.map(({ id }) => id) }
  },
})
