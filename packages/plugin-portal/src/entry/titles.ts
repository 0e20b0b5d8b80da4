/** Titles in English; `texts/entry.ts` has the other languages. */
export const permissions = { 'portal.manage': { title: 'Let people into the portal, and sign them out' } } as const

export const roles = {
  'portal.doorkeeper': {
    title: 'Looks after who is in the portal',
    capacity: 'staff',
    permissions: ['person.read', 'company.read', 'portal.manage'],
  },
} as const

export const events = {
  'portal.link_asked': { subject: 'requestId', audience: 'staff', title: 'Link to the portal asked for' },
  'portal.link_issued': { subject: 'entryId', audience: 'staff', title: 'Link to the portal sent' },
  'portal.invited': { subject: 'personId', audience: 'staff', title: 'Invited to the portal' },
  'portal.invitation_issued': { subject: 'invitationId', audience: 'staff', title: 'Invitation to the portal sent' },
  'portal.signed_in': { subject: 'personId', audience: 'staff', title: 'Signed in to the portal' },
  'portal.signed_out': { subject: 'personId', audience: 'staff', title: 'Signed out of the portal' },
  'portal.sessions_ended': { subject: 'personId', audience: 'staff', title: 'Signed out of the portal everywhere' },
  'portal.ticket_link_made': { subject: 'ticketId', audience: 'staff', title: 'Link to the ticket made' },
  'portal.ticket_links_ended': { subject: 'ticketId', audience: 'staff', title: 'Links to the ticket taken back' },
  'portal.forgotten': { subject: 'runId', audience: 'staff', title: 'Old ways into the portal forgotten' },
} as const
