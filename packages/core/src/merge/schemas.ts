import Type, { type Static } from 'typebox'
import { Code, Id, Instant, Line, OpenInput, Text, Version } from '../value/schema.ts'

const expectedVersion = Type.Optional(Version)

/** A ticket named beside another one: only ever one that the reader may see. */
export const TicketRef = Type.Object({ id: Id, number: Type.Integer({ minimum: 1 }) }, { title: 'TicketRef' })
export interface TicketRef extends Static<typeof TicketRef> {}

export const MergeTicket = Type.Object({
  /** Becomes part of the other one. */
  ticketId: Id,
  /** Where it goes. If that one is merged itself, where that one went. */
  intoId: Id,
  expectedVersion,
})
export interface MergeTicket extends Static<typeof MergeTicket> {}
export const UnmergeTicket = Type.Object({ ticketId: Id, expectedVersion })
export interface UnmergeTicket extends Static<typeof UnmergeTicket> {}

export const MergedTickets = Type.Object(
  { items: Type.Array(Type.Object({ ticket: TicketRef, mergedAt: Instant })) },
  { title: 'MergedTickets' },
)
export interface MergedTickets extends Static<typeof MergedTickets> {}

export const SplitTicket = Type.Object({
  ticketId: Id,
  /** These messages, or `fromMessageId`. */
  messageIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })),
  /** This message and everything after it. */
  fromMessageId: Type.Optional(Id),
  subject: Line,
  /** Of the new ticket; that of the old one unless told. */
  type: Type.Optional(Code),
  requesterId: Type.Optional(Id),
  teamId: Type.Optional(Id),
  /** Values of custom fields by name. A new ticket of the same type starts with those of the old one. */
  fields: Type.Optional(OpenInput),
  expectedVersion,
})
export interface SplitTicket extends Static<typeof SplitTicket> {}

export const ResolveWithIncidents = Type.Object({
  ticketId: Id,
  resolution: Code,
  text: Type.Optional(Text),
  expectedVersion,
  /** Passes failed close gates of the problem, by right; the reason goes into the history. */
  overrideReason: Type.Optional(Line),
  incidents: Type.Object({
    /** Those to resolve; the others stay as they are. */
    ticketIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    resolution: Code,
    /** What their requesters read. */
    text: Type.Optional(Text),
  }),
})
export interface ResolveWithIncidents extends Static<typeof ResolveWithIncidents> {}
