/** What is copied onto tickets. */
export interface ChecklistTemplateTable {
  id: string
  /** Text per language. */
  title_json: unknown
  /** Texts per language, in order. */
  items_json: unknown
  /** Of which ticket type; null: of all. */
  ticket_type: string | null
  /** Of which team; null: of all. */
  team_id: string | null
  /** Customers see its copies. */
  is_public: boolean
  is_active: boolean
  version: number
  created_at: string
  updated_at: string
}
export interface ChecklistTable {
  id: string
  ticket_id: string
  title_json: unknown
  is_public: boolean
  created_at: string
}
export interface ChecklistItemTable {
  id: string
  checklist_id: string
  /** Order within the checklist, with gaps. */
  position: number
  text_json: unknown
  done_by_kind: 'person' | 'plugin' | 'system' | null
  done_by: string | null
  done_at: string | null
}

export interface ChecklistTables {
  checklist_template: ChecklistTemplateTable
  checklist: ChecklistTable
  checklist_item: ChecklistItemTable
}
