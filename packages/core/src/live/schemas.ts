import Type, { type Static } from 'typebox'
import { about, Code, Id, Line, staffOnly } from '../value/schema.ts'

const ids = Type.Array(Id, { minItems: 1, maxItems: 50 })
const codes = Type.Array(Code, { minItems: 1, maxItems: 20 })

/**
 * What of everything that the caller may see: certain tickets, or those that fit a filter. A filter lets through what fits now and what may
 * just have ceased to fit (`matches` tells them apart), so that a list can drop a row.
 */
export const FollowTickets = Type.Object({
  after: Type.Optional(
    about(Type.String({ minLength: 1, maxLength: 1000 }), 'Where to go on: the `id` of the last event, as `Last-Event-ID` says it'),
  ),
  ticketId: Type.Optional(about(ids, 'These tickets')),
  open: Type.Optional(about(Type.Boolean(), 'True: those at work; false: the others')),
  type: Type.Optional(about(codes, 'Of any of these types')),
  requesterId: Type.Optional(about(Id, 'Asked for by them')),
  companyId: Type.Optional(about(Id, 'Of this company')),
  teamId: staffOnly(about(Id, 'Of this team')),
  assigneeId: staffOnly(about(Id, 'Assigned to them')),
  unassigned: staffOnly(about(Type.Boolean(), 'True: of nobody; false: of somebody')),
  tag: staffOnly(about(Line, 'With this tag')),
  presence: Type.Optional(about(Type.Boolean(), 'Who is at the tickets; with `ticketId` unless told otherwise')),
  viewId: Type.Optional(
    about(
      Type.Array(Id, { minItems: 1, maxItems: 20 }),
      'Saved views whose lists may have become others. With these or `unread` alone nothing else of tickets is told.',
    ),
  ),
  unread: Type.Optional(
    about(Type.Boolean(), 'How many notifications the caller has not read: at once, and whenever it is another number'),
  ),
})
export interface FollowTickets extends Static<typeof FollowTickets> {}

const Doing = Type.Union([Type.Literal('looking'), Type.Literal('writing')])
export const PresentPerson = Type.Object(
  {
    person: about(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }), 'Who it is'),
    doing: about(Doing, 'Looking at the ticket, or writing on it'),
  },
  { title: 'PresentPerson' },
)
export interface PresentPerson extends Static<typeof PresentPerson> {}

/** A name that a window gives itself, of any kind, so that one of several may go or cease to write without the others. */
const Tab = Type.String({
  pattern: '^[A-Za-z0-9_-]+$',
  minLength: 1,
  maxLength: 64,
  'x-fault': { kind: 'tab', message: 'must hold letters, digits, - and _ only' },
})
export const AnnouncePresence = Type.Object({
  ticketId: Id,
  doing: about(Doing, 'Looking counts for 45 seconds, writing for 20'),
  tab: Type.Optional(about(Tab, 'A name that the window gives itself, where several may be open')),
})
export interface AnnouncePresence extends Static<typeof AnnouncePresence> {}
export const PresenceOf = Type.Object({ ticketId: Id })
export interface PresenceOf extends Static<typeof PresenceOf> {}
/** Without `tab` all of the caller's windows have left. */
export const LeavePresence = Type.Object({
  ticketId: Id,
  tab: Type.Optional(about(Tab, 'Which window has left; all of the caller’s unless told')),
})
export interface LeavePresence extends Static<typeof LeavePresence> {}
/** `items` for staff. `isWriting`: an agent is writing; customers are told where the desk allows it, else it is false. */
export const PresenceView = Type.Object(
  {
    items: staffOnly(about(Type.Array(PresentPerson), 'Who is at the ticket')),
    isWriting: about(Type.Boolean(), 'An agent is writing; customers are told where the desk allows it, else it is false'),
  },
  { title: 'Presence' },
)
export interface PresenceView extends Static<typeof PresenceView> {}
