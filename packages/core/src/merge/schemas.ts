import Type, { type Static } from 'typebox'
import { about, Code, ExpectedVersion, Id, Instant, Line, OpenInput, Text } from '../value/schema.ts'

const expectedVersion = Type.Optional(ExpectedVersion)

/** A ticket named beside another one: only ever one that the reader may see. */
export const TicketRef = Type.Object(
  { id: Id, number: about(Type.Integer({ minimum: 1 }), 'The number that people say; it opens nothing') },
  { title: 'TicketRef' },
)
export interface TicketRef extends Static<typeof TicketRef> {}

export const MergeTicket = Type.Object({
  ticketId: about(Id, 'Becomes part of the other one'),
  intoId: about(Id, 'Where it goes. If that one is merged itself, where that one went.'),
  expectedVersion,
})
export interface MergeTicket extends Static<typeof MergeTicket> {}
export const UnmergeTicket = Type.Object({ ticketId: Id, expectedVersion })
export interface UnmergeTicket extends Static<typeof UnmergeTicket> {}

export const MergedTickets = Type.Object(
  {
    items: about(
      Type.Array(Type.Object({ ticket: about(TicketRef, 'The ticket that is part of it'), mergedAt: Instant })),
      'The tickets that are part of it',
    ),
  },
  { title: 'MergedTickets' },
)
export interface MergedTickets extends Static<typeof MergedTickets> {}

export const SplitTicket = Type.Object({
  ticketId: Id,
  messageIds: Type.Optional(about(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }), 'These messages, or `fromMessageId`')),
  fromMessageId: Type.Optional(about(Id, 'This message and everything after it')),
  subject: about(Line, 'Of the new ticket'),
  type: Type.Optional(about(Code, 'Of the new ticket; that of the old one unless told')),
  requesterId: Type.Optional(about(Id, 'Of the new ticket; that of the old one unless told')),
  teamId: Type.Optional(about(Id, 'Of the new ticket; that of the old one unless told')),
  fields: Type.Optional(
    about(OpenInput, 'Values of custom fields by name. A new ticket of the same type starts with those of the old one.'),
  ),
  expectedVersion,
})
export interface SplitTicket extends Static<typeof SplitTicket> {}

export const ResolveWithIncidents = Type.Object({
  ticketId: Id,
  resolution: about(Code, 'How the problem ends: a resolution of its type'),
  text: Type.Optional(about(Text, 'What was found')),
  expectedVersion,
  overrideReason: Type.Optional(about(Line, 'Passes failed close gates of the problem, by right; the reason goes into the history')),
  incidents: about(
    Type.Object({
      ticketIds: about(Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }), 'Those to resolve; the others stay as they are'),
      resolution: about(Code, 'How they end: a resolution of their type'),
      text: Type.Optional(about(Text, 'What their requesters read')),
    }),
    'What becomes of them',
  ),
})
export interface ResolveWithIncidents extends Static<typeof ResolveWithIncidents> {}
