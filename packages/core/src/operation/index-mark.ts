/**
 * What a unit of work has done that search has to know of. Written down where it happens, in the one place each: whoever inserts a message or
 * patches a ticket marks it without knowing of search. Worked through right before the commit, in the same transaction.
 */
export type IndexMark =
  | { readonly kind: 'message'; readonly ticketId: string; readonly visibility: 'public' | 'internal'; readonly body: string }
  /** A text of the ticket is no longer what it was (erased, redacted): `body` is what was there. */
  | { readonly kind: 'message_gone'; readonly ticketId: string; readonly visibility: 'public' | 'internal'; readonly body: string }
  | { readonly kind: 'ticket_created' | 'ticket_changed' | 'participants_changed'; readonly ticketId: string }
  | { readonly kind: 'person' | 'company'; readonly id: string }
  | { readonly kind: 'document'; readonly documentKind: string; readonly id: string; readonly document: IndexedDocument | null }

/** What a plugin wants to be found, in the words of core. */
export interface IndexedDocument {
  readonly title: string
  /** For everybody who may see the document. */
  readonly text: string
  /** For staff among them. */
  readonly internalText: string
  /** Tokens of which a reader must have one. */
  readonly scope: readonly string[]
}

/** People and companies are indexed anew with every event of theirs; who joins or leaves a company is found by others. */
export function marksOf(subjectKind: string, id: string, payload: object): IndexMark[] {
  if (subjectKind !== 'person' && subjectKind !== 'company') return []
  const hasContact = subjectKind === 'company' && 'personId' in payload && typeof payload.personId === 'string'
  return [{ kind: subjectKind, id }, ...(hasContact ? [{ kind: 'person' as const, id: String(payload.personId) }] : [])]
}
