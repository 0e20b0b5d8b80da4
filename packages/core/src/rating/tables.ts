export interface RatingTable {
  id: string
  ticket_id: string
  /** Which of the ticket's solutions: one more than it had been reopened before. */
  solution_sequence: number
  /** 1 to 5. */
  score: number
  comment: string | null
  person_id: string
  /** When the solution was given. */
  solved_at: string
  created_at: string
  updated_at: string
}
export interface RatingTables {
  rating: RatingTable
}
