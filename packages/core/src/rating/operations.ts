import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { RatingsContract, RatingsService } from './contract.ts'
import { rate } from './rate.ts'
import { list, ofTicket, summary } from './read-ratings.ts'

export const ratingOperations = { rate, ofTicket, list, summary } satisfies OperationsOf<RatingsService>

export const ratingEvents = {
  'rating.given': { subject: 'ticketId', audience: 'staff', title: 'Solution rated' },
} as const satisfies { readonly [E in keyof RatingsContract['events']]: EventSpec<RatingsContract['events'][E]> }
