/** Texts in several languages and what is done with a ticket, under one name. */
export interface MacroTable {
  id: string
  /** Who sees it besides the person: nobody, a team, or all staff. */
  shared: 'nobody' | 'team' | 'desk'
  person_id: string | null
  team_id: string | null
  /** Language → title. */
  titles_json: unknown
  actions_json: unknown
  is_active: boolean
  position: number
  version: number
  created_by: string
  created_at: string
  updated_at: string
}
export interface MacroTables {
  macro: MacroTable
}
