import type { CallContext, UnitOfWork } from '../operation/unit-of-work.ts'
import type { RatingView } from './schemas.ts'

/** Ratings with what is shown of their tickets and of whoever rated. */
export const ratingRows = ({ db }: Pick<UnitOfWork, 'db'>) =>
  db
    .selectFrom('rating')
    .innerJoin('ticket', 'ticket.id', 'rating.ticket_id')
    .innerJoin('person', 'person.id', 'rating.person_id')
    .selectAll('rating')
    .select(['ticket.number', 'ticket.subject', 'person.name'])
export type RatingRow = Awaited<ReturnType<ReturnType<typeof ratingRows>['execute']>>[number]

export const viewRating = ({ actor }: Pick<CallContext, 'actor'>, row: RatingRow): RatingView => ({
  id: row.id,
  ticket: { id: row.ticket_id, number: row.number, subject: row.subject },
  solution: row.solution_sequence,
  score: row.score,
  comment: row.comment,
  ...(actor.capacity.acting === 'staff' ? { by: { id: row.person_id, name: row.name } } : {}),
  solvedAt: row.solved_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
