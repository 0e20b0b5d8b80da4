import type {
  Alive,
  AskForLink,
  BySecret,
  Ended,
  Enter,
  Entered,
  EntryView,
  Invitation,
  Invite,
  IssuedLetter,
  IssueInvitation,
  IssueLink,
  LinkedTicket,
  OfPerson,
  OfTicket,
  SessionIds,
  SessionView,
  TicketLink,
} from './entry/schemas.ts'
import type { PortalOptions } from './options.ts'
import type { PortalTables } from './tables.ts'

export interface PortalService {
  /** Makes somebody a contact of the company and writes them a letter with a way in. Nobody gives more than they hold there. */
  invite(input: Invite): Promise<Invitation>
  /** A link that shows the requester this ticket, read only, and signs nobody in. */
  linkToTicket(input: OfTicket): Promise<TicketLink>
  /** Takes back all links to a ticket. */
  endTicketLinks(input: OfTicket): Promise<Ended>
  /** Signs somebody out everywhere, and takes back what would let them in. */
  endSessions(input: OfPerson): Promise<Ended>
  /** The same for the caller. */
  endMySessions(): Promise<Ended>
  /** For the portal itself: somebody asks for a link. Known or not, it does the same. */
  askForLink(input: AskForLink): Promise<{ requestId: string }>
  /** For the portal itself: makes the link, where there is somebody to send it to. */
  issueLink(input: IssueLink): Promise<IssuedLetter>
  /** For the portal itself: makes the link of an invitation. */
  issueInvitation(input: IssueInvitation): Promise<IssuedLetter>
  /** For the portal itself: whom a link lets in. Throws `portal.entry_over`. */
  entry(input: BySecret): Promise<EntryView>
  /** For the portal itself: uses a link up. Throws `portal.entry_over`. */
  enter(input: Enter): Promise<Entered>
  /** For the portal itself: whose session it is. */
  session(input: BySecret): Promise<SessionView>
  /** For the portal itself: which of these sessions still are. */
  alive(input: SessionIds): Promise<Alive>
  /** For the portal itself: ends one session. */
  signOut(input: BySecret): Promise<Ended>
  /** For the portal itself: which ticket a link shows. Throws `portal.entry_over`. */
  linkedTicket(input: BySecret): Promise<LinkedTicket>
  /** For the portal itself: what has run out is forgotten. */
  forget(): Promise<Ended>
}
export interface PortalContract {
  id: 'portal'
  options: PortalOptions
  service: PortalService
  permissions: 'portal.manage'
  events: {
    'portal.link_asked': { requestId: string }
    'portal.link_issued': { entryId: string }
    'portal.invited': { invitationId: string; personId: string; companyId: string }
    'portal.invitation_issued': { invitationId: string }
    'portal.signed_in': { personId: string; sessionId: string }
    'portal.signed_out': { personId: string; sessionId: string }
    'portal.sessions_ended': { personId: string }
    'portal.ticket_link_made': { ticketId: string; linkId: string }
    'portal.ticket_links_ended': { ticketId: string }
    'portal.forgotten': { runId: string }
  }
  tables: PortalTables
  jobs: { link: { address: string; language: string | null }; invitation: { invitationId: string }; forget: {} }
}
