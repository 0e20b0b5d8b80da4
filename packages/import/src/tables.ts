/** What something of another desk has become here. */
export interface RecordTable {
  /** Name of the desk that it comes from. */
  source: string
  kind: RecordKind
  /** Its id over there. */
  source_id: string
  /** Null: erased here, and not to be carried over again. */
  target_id: string | null
  /** Of the ticket, when it was carried over last; null for others. */
  target_version: number | null
  /** Of what was carried over: another one is a change over there. */
  hash: string
  created_at: string
  updated_at: string
}
export type RecordKind = 'company' | 'person' | 'ticket' | 'message'

export interface ImportTables {
  imports_record: RecordTable
}
