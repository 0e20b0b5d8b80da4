import type { Generated } from 'kysely'

export interface TicketTable {
  /** Short, per desk, never reused, and no credential. The clustering key: newest first is a walk backwards. */
  number: Generated<number>
  id: string
  type: string
  status: string
  category: 'new' | 'open' | 'waiting' | 'resolved' | 'closed'
  /** new, open or waiting: what queues and counts ask for. */
  is_open: boolean
  subject: string
  priority: number
  impact: string | null
  urgency: string | null
  requester_id: string
  company_id: string | null
  team_id: string
  assignee_id: string | null
  previous_assignee_id: string | null
  channel: string
  language: string | null
  fields_json: unknown
  resolution: string | null
  resolution_text: string | null
  waiting_on: string | null
  waiting_until_at: string | null
  waiting_mode: string | null
  waiting_since_at: string | null
  waited_ms: number
  started_at: string | null
  first_response_at: string | null
  /** Oldest public message of the customer that no staff has answered: next response counts from here. */
  unanswered_since_at: string | null
  last_customer_message_at: string | null
  last_staff_message_at: string | null
  first_resolved_at: string | null
  first_resolution: string | null
  resolved_at: string | null
  closed_at: string | null
  /** When the customer was told that silence will close it; null where nobody was, or something was said since. */
  close_warned_at: string | null
  reopen_count: number
  /** Every change of anything. */
  version: number
  /** Changes that customers see: what they get as version, so that an internal note moves nothing of theirs. */
  public_version: number
  created_by: string | null
  created_at: string
  updated_at: string
  public_updated_at: string
}
export interface MessageTable {
  id: string
  ticket_id: string
  visibility: 'public' | 'internal'
  author_kind: 'person' | 'plugin' | 'system'
  author_id: string
  /** In which capacity the author wrote. */
  acting: 'staff' | 'customer'
  channel: string
  body: string
  created_at: string
}
export interface ParticipantTable {
  ticket_id: string
  person_id: string
  /** `cc`: contacts, public messages only. `follower`: staff added to the ticket. */
  kind: 'cc' | 'follower'
  /** Number of the ticket: the branch of a list walks it newest first. */
  ticket_number: number
  added_by: string | null
  created_at: string
}
export interface TagTable {
  ticket_id: string
  tag: string
  ticket_number: number
}

export interface TicketTables {
  ticket: TicketTable
  message: MessageTable
  participant: ParticipantTable
  tag: TagTable
}
