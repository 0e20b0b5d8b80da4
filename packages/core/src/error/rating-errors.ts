import type { ErrorTable } from './define-errors.ts'

/** Errors of rating solutions. */
export const ratingErrors = {
  'rating.not_open': [409, 'There is no solution of ticket {number} to rate now. A solution is rated within 30 days, while it stands.'],
  'rating.not_requester': [403, 'A solution is rated by whoever asked. Ask them to.'],
} as const satisfies ErrorTable
