import Type, { type Static } from 'typebox'
import { Code, Id, Line, staffOnly } from '../value/schema.ts'

const ids = Type.Array(Id, { minItems: 1, maxItems: 50 })
const codes = Type.Array(Code, { minItems: 1, maxItems: 20 })

/**
 * What of everything that the caller may see: certain tickets, or those that fit a filter. A filter lets through what fits now and what may
 * just have ceased to fit (`matches` tells them apart), so that a list can drop a row.
 */
export const FollowTickets = Type.Object({
  /** Where to go on: the `id` of the last event, as `Last-Event-ID` says it. */
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  ticketId: Type.Optional(ids),
  open: Type.Optional(Type.Boolean()),
  type: Type.Optional(codes),
  requesterId: Type.Optional(Id),
  companyId: Type.Optional(Id),
  teamId: staffOnly(Id),
  assigneeId: staffOnly(Id),
  unassigned: staffOnly(Type.Boolean()),
  tag: staffOnly(Line),
  /** Who is at the tickets; with `ticketId` unless told otherwise. */
  presence: Type.Optional(Type.Boolean()),
  /** Saved views whose lists may have become others. With these or `unread` alone nothing else of tickets is told. */
  viewId: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 20 })),
  /** How many notifications the caller has not read: at once, and whenever it is another number. */
  unread: Type.Optional(Type.Boolean()),
})
export interface FollowTickets extends Static<typeof FollowTickets> {}

const Doing = Type.Union([Type.Literal('looking'), Type.Literal('writing')])
export const PresentPerson = Type.Object({ person: Type.Object({ id: Id, name: Type.String() }), doing: Doing }, { title: 'PresentPerson' })
export interface PresentPerson extends Static<typeof PresentPerson> {}

/** A name that a window gives itself, of any kind, so that one of several may go or cease to write without the others. */
const Tab = Type.String({
  pattern: '^[A-Za-z0-9_-]+$',
  minLength: 1,
  maxLength: 64,
  'x-fault': { kind: 'tab', message: 'must hold letters, digits, - and _ only' },
})
export const AnnouncePresence = Type.Object({ ticketId: Id, doing: Doing, tab: Type.Optional(Tab) })
export interface AnnouncePresence extends Static<typeof AnnouncePresence> {}
export const PresenceOf = Type.Object({ ticketId: Id })
export interface PresenceOf extends Static<typeof PresenceOf> {}
/** Without `tab` all of the caller's windows have left. */
export const LeavePresence = Type.Object({ ticketId: Id, tab: Type.Optional(Tab) })
export interface LeavePresence extends Static<typeof LeavePresence> {}
/** `items` for staff. `isWriting`: an agent is writing; customers are told where the desk allows it, else it is false. */
export const PresenceView = Type.Object({ items: staffOnly(Type.Array(PresentPerson)), isWriting: Type.Boolean() }, { title: 'Presence' })
export interface PresenceView extends Static<typeof PresenceView> {}
