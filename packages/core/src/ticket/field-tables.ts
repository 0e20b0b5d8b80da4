/** A value of a custom field that lists are filtered or sorted by; see `fieldKey`. Derived from `ticket.fields_json`, and made anew from it. */
export interface FieldValueTable {
  ticket_number: number
  field: string
  key: Uint8Array
  /** Of the ticket, so that each team's walk has its own index. */
  team_id: string
  is_open: boolean
}
/** How far the values of a declared field have been gathered from the tickets that there were before. */
export interface FieldIndexTable {
  type: string
  field: string
  /** Kind and uses: what was declared when it was gathered. */
  declared: string
  /** `leaving`: no longer declared; its values are taken away. */
  state: 'building' | 'ready' | 'leaving'
  /** Number of the ticket up to which it is done. */
  done_count: number
}
export interface FieldTables {
  field_value: FieldValueTable
  field_index: FieldIndexTable
}
