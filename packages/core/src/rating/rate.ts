import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { openSolution } from './open-solution.ts'
import { ratingRows, viewRating } from './rating-row.ts'
import { RateSolution, RatingView } from './schemas.ts'

const { command } = forContract<TicketsContract>()

export const rate = command({
  route: 'PUT /tickets/:ticketId/rating',
  summary: 'Says how good the solution is: once for each solution, and changed as long as it can be rated.',
  permission: 'ticket.rate',
  audience: 'customer',
  input: RateSolution,
  output: RatingView,
  async run(work, { ticketId, score, comment = null }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.ticket(ticketId)
    // The ticket's row is locked from here: of two who rate at once the second finds the first one's row, and a reopening waits or came before.
    const { row } = await unit.tickets.see(actor, ticketId)
    if (row.requester_id !== actor.personId) throw coreError('rating.not_requester')
    const solution = openSolution(row, unit.now)
    if (!solution) throw coreError('rating.not_open', { number: row.number })
    const before = await found(context, ticketId, solution.sequence)
    const said = comment?.trim() ?? null
    if (before && before.score === score && before.comment === said) return viewRating(context, before)
    const ratingId = before?.id ?? work.newId()
    await unit.change(
      context,
      'ticket.rated',
      { ticketId, ratingId, solution: solution.sequence, score, isChange: before !== undefined },
      async () => {
        const given = { score, comment: said, updated_at: unit.now }
        if (before) await unit.db.updateTable('rating').set(given).where('id', '=', ratingId).execute()
        else
          await unit.db
            .insertInto('rating')
            .values({
              ...given,
              id: ratingId,
              ticket_id: ticketId,
              solution_sequence: solution.sequence,
              person_id: row.requester_id,
              solved_at: solution.solvedAt,
              created_at: unit.now,
            })
            .execute()
      },
      {
        // Told to the house: whoever is in copy need not know what the requester thinks of it.
        isPublic: false,
        changes: [
          { field: 'rating', from: before ? String(before.score) : null, to: String(score), isPublic: false },
          ...(said === (before?.comment ?? null) ? [] : [{ field: 'comment', from: before?.comment ?? null, to: said, isPublic: false }]),
        ],
      },
    )
    const after = await found(context, ticketId, solution.sequence)
    if (!after) throw coreError('rating.not_open', { number: row.number })
    return viewRating(context, after)
  },
})

const found = ({ unit }: CallContext, ticketId: string, sequence: number) =>
  ratingRows(unit).where('rating.ticket_id', '=', ticketId).where('rating.solution_sequence', '=', sequence).executeTakeFirst()
