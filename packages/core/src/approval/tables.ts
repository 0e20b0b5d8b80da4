/** One question to some people about some content. The content never changes: another one is another approval. */
export interface ApprovalTable {
  id: string
  ticket_id: string
  /** `ticket` for the ticket's own content, or a plugin's: `billing.estimate`. */
  kind: string
  /** Id of what is approved: the ticket, or the plugin's own. */
  subject_id: string
  question: string
  /** Customers of the ticket see it; else it is the house's own business. */
  is_public: boolean
  /** What is to be approved, as it was when it was asked: exactly this is shown to approvers. Personal: it may name people. */
  content_json: unknown
  content_hash: string
  /** The message that stood for the request; null where there was none. */
  request_message_id: string | null
  amount_minor: number | null
  currency: string | null
  /** Asked of all who held this role, in this team or company. */
  role_id: string | null
  role_scope_id: string | null
  /** How the number was said. */
  rule: 'one' | 'all' | 'count'
  /** So many acceptances accept it. */
  needed_count: number
  /** The ticket's requester may be asked as well. */
  is_own_allowed: boolean
  /** By the ticket's entry of the catalogue: who asked for the ticket can't take it back. */
  is_demanded: boolean
  state: ApprovalState
  requested_by_kind: 'person' | 'plugin' | 'system'
  requested_by: string
  requested_at: string
  ended_at: string | null
}
/** `replaced`: asked again as another approval. */
export type ApprovalState = 'pending' | 'accepted' | 'refused' | 'void' | 'withdrawn' | 'replaced'

/** Somebody who is asked, and their answer. Kept for good: who voted is history. */
export interface ApproverTable {
  approval_id: string
  person_id: string
  /** In which capacity they are asked, and answer. */
  acting: 'staff' | 'customer'
  /** Asked by name, so that asking again means them; the others as they held the role. */
  is_named: boolean
  vote: 'accepted' | 'refused' | null
  comment: string | null
  asked_at: string
  voted_at: string | null
}

export interface ApprovalTables {
  approval: ApprovalTable
  approver: ApproverTable
}
