import Type, { type Static } from 'typebox'
import { about, Id, Instant, NextCursor, nullable, pageInput, staffOnly } from '../value/schema.ts'

const Score = Type.Integer({ minimum: 1, maximum: 5, description: '1 (bad) to 5 (very good)' })
const Comment = Type.String({
  minLength: 1,
  maxLength: 5000,
  pattern: '\\S',
  description: 'In the words of whoever rates',
  'x-fault': { kind: 'blank', message: 'must not be blank' },
})
const Solution = Type.Integer({
  minimum: 1,
  description: 'Which of the request’s solutions: 1 is the first, 2 the one after it was reopened',
})

export const RatingView = Type.Object(
  {
    id: Id,
    ticket: about(
      Type.Object({ id: Id, number: about(Type.Integer(), 'As people call it'), subject: about(Type.String(), 'What it is called') }),
      'Whose solution it is about',
    ),
    solution: Solution,
    score: Score,
    comment: about(nullable(Type.String()), 'In the words of whoever rated; null: none was given'),
    by: staffOnly(about(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }), 'Who rated')),
    solvedAt: about(Instant, 'When the solution was given'),
    createdAt: about(Instant, 'When it was first rated'),
    updatedAt: about(Instant, 'When it was last changed'),
  },
  { title: 'Rating' },
)
export interface RatingView extends Static<typeof RatingView> {}
export const RatingsOfTicket = Type.Object(
  {
    items: about(Type.Array(RatingView), 'One for each solution that was rated, oldest first; customers get their own'),
    open: about(
      nullable(Type.Object({ solution: Solution, until: about(Instant, 'Until when it can be rated, and the rating changed') })),
      'The solution that the caller can rate now; null: there is none',
    ),
  },
  { title: 'RatingsOfTicket' },
)
export interface RatingsOfTicket extends Static<typeof RatingsOfTicket> {}
export const RatingPage = Type.Object(
  { items: about(Type.Array(RatingView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'RatingPage' },
)
export interface RatingPage extends Static<typeof RatingPage> {}
export const RatingSummary = Type.Object(
  {
    count: about(Type.Integer({ minimum: 0 }), 'How many ratings there are'),
    average: about(nullable(Type.Number()), 'Of their scores, with two decimals; null: there are none'),
    commented: about(Type.Integer({ minimum: 0 }), 'How many of them have a comment'),
    scores: about(
      Type.Array(Type.Object({ score: Score, count: about(Type.Integer({ minimum: 0 }), 'How many ratings have this score') })),
      'All five, 1 first',
    ),
  },
  { title: 'RatingSummary' },
)
export interface RatingSummary extends Static<typeof RatingSummary> {}

export const RateSolution = Type.Object({
  ticketId: Id,
  score: Score,
  comment: Type.Optional(about(nullable(Comment), 'In one’s own words; null or left out: none')),
})
export interface RateSolution extends Static<typeof RateSolution> {}
export const RatedTicket = Type.Object({ ticketId: Id })
export interface RatedTicket extends Static<typeof RatedTicket> {}
const filter = {
  from: Type.Optional(about(Instant, 'First rated at this instant or later')),
  before: Type.Optional(about(Instant, 'First rated before this instant')),
  teamId: Type.Optional(about(Id, 'Of tickets of this team')),
  companyId: Type.Optional(about(Id, 'Of tickets of this company')),
  assigneeId: Type.Optional(about(Id, 'Of tickets that are assigned to them')),
}
export const ListRatings = Type.Object({
  ...pageInput,
  ...filter,
  atMost: Type.Optional(about(Score, 'With this score or a lower one')),
})
export interface ListRatings extends Static<typeof ListRatings> {}
export const SummariseRatings = Type.Object({ ...filter })
export interface SummariseRatings extends Static<typeof SummariseRatings> {}
