import { about, Email, Id, Instant, Language, Line, Name, nullable } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const Secret = Type.String({ minLength: 1, maxLength: 100, description: 'What stands in the link or in the cookie' })

export const AskForLink = Type.Object({ address: Email, language: about(nullable(Language), 'In which to write') })
export interface AskForLink extends Static<typeof AskForLink> {}
export const Asked = Type.Object({ requestId: Id }, { title: 'PortalLinkRequest' })
export const IssueLink = Type.Object({ address: Email, language: about(nullable(Language), 'In which to write') })
export interface IssueLink extends Static<typeof IssueLink> {}
export const IssueInvitation = Type.Object({ invitationId: Id })
export interface IssueInvitation extends Static<typeof IssueInvitation> {}
export const IssuedLetter = Type.Object(
  {
    letter: about(
      nullable(
        Type.Object({
          id: Id,
          address: about(Type.String(), 'Where it goes'),
          name: about(Type.String(), 'Who it is for'),
          language: about(nullable(Type.String()), 'In which to write; null: that of the desk'),
          secret: about(Type.String(), 'What stands in the link; kept nowhere'),
          company: about(nullable(Type.String()), 'Of an invitation: for whom'),
        }),
      ),
      'Null: none is to be written',
    ),
  },
  { title: 'PortalLetter' },
)
export interface IssuedLetter extends Static<typeof IssuedLetter> {}

export const BySecret = Type.Object({ secret: Secret })
export interface BySecret extends Static<typeof BySecret> {}
export const EntryView = Type.Object(
  {
    kind: about(Type.Union([Type.Literal('link'), Type.Literal('invitation')]), 'How it came'),
    people: about(
      Type.Array(
        Type.Object({
          id: Id,
          name: about(Type.String(), 'As it is shown'),
          companies: about(Type.Array(Type.String()), 'Whose contact they are'),
        }),
      ),
      'Whom it lets in: several, where they share the address',
    ),
  },
  { title: 'PortalEntry' },
)
export interface EntryView extends Static<typeof EntryView> {}
export const Enter = Type.Object({ secret: Secret, personId: Type.Optional(about(Id, 'Who, where several share the address')) })
export interface Enter extends Static<typeof Enter> {}
export const Entered = Type.Object(
  { secret: about(Type.String(), 'Of the session; kept nowhere'), sessionId: Id, expiresAt: Instant },
  { title: 'PortalEntered' },
)
export interface Entered extends Static<typeof Entered> {}
export const SessionView = Type.Object(
  { session: about(nullable(Type.Object({ id: Id, personId: Id, expiresAt: Instant })), 'Null: there is none, or no longer') },
  { title: 'PortalSession' },
)
export interface SessionView extends Static<typeof SessionView> {}
export const SessionIds = Type.Object({ ids: about(Type.Array(Id, { maxItems: 1000 }), 'Of sessions') })
export interface SessionIds extends Static<typeof SessionIds> {}
export const Alive = Type.Object({ ids: about(Type.Array(Id), 'Those that still are') }, { title: 'PortalSessionsAlive' })
export interface Alive extends Static<typeof Alive> {}
export const Ended = Type.Object(
  { ended: about(Type.Integer({ minimum: 0 }), 'How many sessions, links and invitations') },
  { title: 'PortalEnded' },
)
export interface Ended extends Static<typeof Ended> {}
export const OfPerson = Type.Object({ personId: Id })
export interface OfPerson extends Static<typeof OfPerson> {}

export const Invite = Type.Object({
  companyId: Id,
  name: about(Name, 'As it is shown'),
  email: Email,
  jobTitle: Type.Optional(about(Line, 'What they are there')),
  roleIds: Type.Optional(
    about(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20 }), 'Roles for the company, at most those that the caller could give'),
  ),
  language: Type.Optional(about(Language, 'In which to write to them')),
})
export interface Invite extends Static<typeof Invite> {}
export const Invitation = Type.Object({ id: Id, personId: Id, expiresAt: Instant }, { title: 'PortalInvitation' })
export interface Invitation extends Static<typeof Invitation> {}

export const OfTicket = Type.Object({ ticketId: Id })
export interface OfTicket extends Static<typeof OfTicket> {}
export const TicketLink = Type.Object(
  {
    id: Id,
    url: about(Type.String(), 'For the requester alone: whoever has it sees the ticket. Told once'),
    expiresAt: Instant,
  },
  { title: 'PortalTicketLink' },
)
export interface TicketLink extends Static<typeof TicketLink> {}
export const LinkedTicket = Type.Object(
  { ticketId: Id, personId: about(Id, 'As whom it is read'), companyId: about(nullable(Id), 'For which company') },
  { title: 'PortalLinkedTicket' },
)
export interface LinkedTicket extends Static<typeof LinkedTicket> {}
