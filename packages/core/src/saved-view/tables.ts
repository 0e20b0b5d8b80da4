import type { Acting } from '../operation/audience.ts'

/** A named filter over tickets, with its order and columns. */
export interface SavedViewTable {
  id: string
  /** Of those that come with the desk: what they are known by. */
  key: string | null
  /** For whom it is: filters are declared by audience. */
  acting: Acting
  /** Who sees it besides the person: nobody, a team, or the whole audience. */
  shared: 'nobody' | 'team' | 'desk'
  person_id: string | null
  team_id: string | null
  /** Language → title. */
  titles_json: unknown
  filter_json: unknown
  sort: string
  direction: 'newest' | 'oldest'
  columns_json: unknown
  position: number
  version: number
  created_by: string | null
  created_at: string
  updated_at: string
}

/** Where somebody wants to have a view among those that they see. */
export interface SavedViewPlaceTable {
  person_id: string
  view_id: string
  position: number
}

export interface SavedViewTables {
  saved_view: SavedViewTable
  saved_view_place: SavedViewPlaceTable
}
