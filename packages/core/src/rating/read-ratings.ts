import { sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { instantParam } from '../store/value/typed-param.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { openSolution } from './open-solution.ts'
import { ratingRows, viewRating } from './rating-row.ts'
import { ListRatings, RatedTicket, RatingPage, RatingSummary, RatingsOfTicket, SummariseRatings } from './schemas.ts'

const { query } = forContract<TicketsContract>()

export const ratings = query({
  route: 'GET /tickets/:ticketId/ratings',
  summary: 'What was said of a ticket’s solutions, and the one that the caller can rate now; customers get their own ratings.',
  permission: 'ticket.read',
  audience: 'both',
  input: RatedTicket,
  output: RatingsOfTicket,
  async run(work, { ticketId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.ticket(ticketId)
    const state = await unit.tickets.see(actor, ticketId)
    const isCustomer = actor.capacity.acting === 'customer'
    let rows = ratingRows(unit).where('rating.ticket_id', '=', ticketId).orderBy('rating.solution_sequence')
    if (isCustomer) rows = rows.where('rating.person_id', '=', actor.personId ?? '')
    const mayRate =
      isCustomer &&
      state.row.requester_id === actor.personId &&
      unit.tickets.can(actor, unit.runtime.composition.permissions.bit('ticket.rate'), state)
    const solution = mayRate ? openSolution(state.row, unit.now) : null
    return {
      items: actor.personId === null && isCustomer ? [] : (await rows.execute()).map((row) => viewRating(context, row)),
      open: solution && { solution: solution.sequence, until: solution.until },
    }
  },
})

export const allRatings = query({
  route: 'GET /ratings',
  summary: 'Ratings of the tickets that the caller sees, newest first.',
  permission: 'ticket.read',
  audience: 'staff',
  input: ListRatings,
  output: RatingPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'tickets.allRatings', input)
    let rows = ratingRows(context.unit).where(filtered(context, input))
    if (input.atMost !== undefined) rows = rows.where('rating.score', '<=', input.atMost)
    if (page.after) rows = rows.where('rating.id', '<', String(page.after[0]))
    const found = await rows.orderBy('rating.id', 'desc').limit(page.take).execute()
    return page.of(
      found,
      ({ id }) => [id],
      found.map((row) => viewRating(context, row)),
    )
  },
})

export const ratingSummary = query({
  route: 'GET /ratings/summary',
  summary: 'Count, average and spread of the ratings of the tickets that the caller sees.',
  permission: 'ticket.read',
  audience: 'staff',
  input: SummariseRatings,
  output: RatingSummary,
  async run(work, input) {
    const context = contextOf(work)
    const rows = await context.unit.db
      .selectFrom('rating')
      .innerJoin('ticket', 'ticket.id', 'rating.ticket_id')
      .where(filtered(context, input))
      .groupBy('rating.score')
      .select(({ fn }) => ['rating.score', fn.countAll<number>().as('count'), fn.count<number>('rating.comment').as('commented')])
      .execute()
    const numberOf = (score: number): number => Number(rows.find((row) => row.score === score)?.count ?? 0)
    const scores = [1, 2, 3, 4, 5].map((score) => ({ score, count: numberOf(score) }))
    const count = scores.reduce((sum, one) => sum + one.count, 0)
    const total = scores.reduce((sum, one) => sum + one.count * one.score, 0)
    return {
      count,
      average: count ? Math.round((total / count) * 100) / 100 : null,
      commented: rows.reduce((sum, row) => sum + Number(row.commented), 0),
      scores,
    }
  },
})

/** Of tickets in the caller's scope alone, as lists of tickets are. */
function filtered({ unit, actor }: CallContext, { from, before, teamId, companyId, assigneeId }: SummariseRatings) {
  const parts = [
    sql`${ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read'))}`,
    ...(from === undefined ? [] : [sql`${sql.ref('rating.created_at')} >= ${instantParam(from)}`]),
    ...(before === undefined ? [] : [sql`${sql.ref('rating.created_at')} < ${instantParam(before)}`]),
    ...(teamId === undefined ? [] : [sql`${sql.ref('ticket.team_id')} = ${teamId}`]),
    ...(companyId === undefined ? [] : [sql`${sql.ref('ticket.company_id')} = ${companyId}`]),
    ...(assigneeId === undefined ? [] : [sql`${sql.ref('ticket.assignee_id')} = ${assigneeId}`]),
  ]
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}
