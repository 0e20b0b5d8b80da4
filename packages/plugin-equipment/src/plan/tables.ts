export interface PlanTables {
  equipment_plan: PlanTable
  equipment_plan_item: PlanItemTable
  equipment_plan_entry: PlanEntryTable
}

export type PlanState = 'active' | 'paused' | 'ended'
export type PlanMode = 'fixed' | 'from_completion'
export type CatchUp = 'none' | 'one' | 'all'

export interface PlanTable {
  id: string
  name: string
  /** Null: for the house's own equipment. */
  company_id: string | null
  state: PlanState
  mode: PlanMode
  time_zone: string
  /** When tickets are opened, by the clock on the wall: `HH:MM`. */
  wall_time: string
  anchor_on: string
  rule_json: unknown
  /** Of a plan that goes by a counter, and what its thresholds are counted from. */
  meter_id: string | null
  basis_count: number | null
  lead_days: number
  calendar_id: string | null
  catch_up: CatchUp
  ends_on: string | null
  ticket_type: string | null
  /** Values of the type's custom fields; null: none. */
  fields_json: unknown
  /** By language; English is there. */
  subjects_json: unknown
  bodies_json: unknown
  team_id: string | null
  /** Null only when the person was erased. */
  requester_id: string | null
  checklist_template_id: string | null
  /** The model that it was copied from when its item was entered. */
  copied_from: string | null
  language: string | null
  /** The day that occurrences are counted from: the anchor, or the day of the last completion. */
  basis_on: string
  /** The next occurrence: its place from the basis, its day by the rule, the working day it falls on, and when its ticket is opened. */
  next_place: number | null
  next_on: string | null
  next_due_on: string | null
  next_at: string | null
  /** The last occurrence that was made, skipped or missed. */
  last_on: string | null
  last_ticket_id: string | null
  /** When the job looks at it; null: there is nothing to look for. */
  run_at: string | null
  /** Which of the jobs looks. */
  shard: number
  trouble_code: string | null
  trouble_at: string | null
  version: number
  created_at: string
  updated_at: string
}

interface PlanItemTable {
  plan_id: string
  item_id: string
  position: number
}

export type PlanEntryKind =
  | 'added'
  | 'changed'
  | 'paused'
  | 'resumed'
  | 'ended'
  | 'created'
  | 'skipped'
  | 'missed'
  | 'failed'
  | 'completed'
  | 'reopened'

/** What became of a plan and of its occurrences. An occurrence is entered once: the database holds (plan, occurrence) unique. */
export interface PlanEntryTable {
  id: string
  plan_id: string
  happened_at: string
  kind: PlanEntryKind
  occurrence: string | null
  due_on: string | null
  ticket_id: string | null
  ticket_number: number | null
  /** Why it failed or was skipped. */
  code: string | null
  actor_kind: string
  actor_id: string
}
