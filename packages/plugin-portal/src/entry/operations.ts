import { askForLink, issueInvitation, issueLink } from './ask.ts'
import { endMySessions, endSessions, endTicketLinks, forget, signOut } from './end.ts'
import { alive, enter, entry, session } from './enter.ts'
import { invite } from './invite.ts'
import { linkedTicket, linkToTicket } from './ticket-link.ts'

export const operations = {
  invite,
  linkToTicket,
  endTicketLinks,
  endSessions,
  endMySessions,
  askForLink,
  issueLink,
  issueInvitation,
  entry,
  enter,
  session,
  alive,
  signOut,
  linkedTicket,
  forget,
}
