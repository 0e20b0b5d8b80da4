/** What the portal keeps: never a token nor an address, only what they are recognised by. */
export interface PortalTables {
  /** Who asked for a link, known or not: one row for each address, to count by. */
  portal_link_request: {
    id: string
    address_hash: string
    asked_at: string
    /** Begin of the hour in which so many were sent. */
    window_at: string
    sent_count: number
  }
  /** Ways in that wait to be used once, and links that show one ticket. A link in a mail has a row for each who shares the address. */
  portal_entry: {
    id: string
    kind: 'link' | 'invitation' | 'ticket'
    /** Null until the letter is written: the token is made then, and stands nowhere else. */
    token_hash: string | null
    /** Of a link: it lets in those who still have this address when it is used. */
    address_hash: string | null
    person_id: string
    company_id: string | null
    ticket_id: string | null
    language: string | null
    created_at: string
    expires_at: string
  }
  portal_session: { id: string; token_hash: string; person_id: string; created_at: string; expires_at: string }
}
