/** Who is at a ticket right now: a row is worth nothing after its time, by the database's clock, and nothing of it is kept. */
export interface PresenceTable {
  ticket_id: string
  person_id: string
  /** Which of the person's windows; empty where it did not say. */
  tab: string
  looking_until_ms: number
  /** Not after `looking_until_ms`; 0 for who only looks. */
  writing_until_ms: number
}

export interface LiveTables {
  presence: PresenceTable
}
