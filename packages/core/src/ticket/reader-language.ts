import type { LoadedActor } from '../access/actor-access.ts'

/** For the words that the desk has for things: the reader's own language, or for a customer of whom none is known that of the ticket. */
export const readerLanguage = (
  { language, accepts, languages, capacity }: LoadedActor,
  ticket: { readonly language: string | null },
): readonly string[] =>
  capacity.acting === 'customer' && language === null && !accepts.length && ticket.language !== null
    ? [ticket.language, ...languages]
    : languages
