import type { MeterTables } from './meter/tables.ts'
import type { PlanTables } from './plan/tables.ts'

/** Rows as this package reads them: instants are ISO 8601, dates `YYYY-MM-DD`, money minor units. */
export interface EquipmentTables extends PlanTables, MeterTables {
  equipment_lock: LockTable
  equipment_kind: KindTable
  equipment_manufacturer: ManufacturerTable
  equipment_model: ModelTable
  equipment_object: ObjectTable
  equipment_object_contact: ObjectContactTable
  equipment_item: ItemTable
  equipment_file: FileTable
  equipment_component: ComponentTable
  equipment_dependency: DependencyTable
  equipment_ticket_item: TicketItemTable
  equipment_ticket_merge: TicketMergeTable
  equipment_history: HistoryTable
  equipment_import: ImportTable
  equipment_import_fault: ImportFaultTable
}

/** A row for each graph whose changes go one after the other: what decides on a cycle reads more rows than any constraint can. */
interface LockTable {
  name: string
  change_count: number
}

export interface KindTable {
  id: string
  parent_id: string | null
  name: string
  /** The name without case and spaces: unique. */
  name_key: Uint8Array
  /** Its own attributes; those of the kinds above come before. */
  attributes_json: unknown
  version: number
  created_at: string
  updated_at: string
}

export interface ManufacturerTable {
  id: string
  name: string
  name_key: Uint8Array
  website: string | null
  version: number
  created_at: string
  updated_at: string
}

export interface ModelTable {
  id: string
  manufacturer_id: string
  kind_id: string
  name: string
  /** Unique for its manufacturer. */
  name_key: Uint8Array
  warranty_months: number | null
  /** Maintenance plans that new items begin with; null: none. */
  plans_json: unknown
  version: number
  created_at: string
  updated_at: string
}

export interface ObjectTable {
  id: string
  company_id: string
  parent_id: string | null
  /** The parent, or the company at the top: within it names are unique. */
  parent_key: string
  name: string
  name_key: Uint8Array
  address: string | null
  hours_json: unknown
  /** For staff. */
  access_notes: string | null
  is_active: boolean
  version: number
  created_at: string
  updated_at: string
}

interface ObjectContactTable {
  object_id: string
  person_id: string
  role: string | null
  position: number
}

export type ItemStatus = 'planned' | 'in_stock' | 'in_service' | 'in_repair' | 'reserve' | 'retired'

export interface ItemTable {
  id: string
  inventory_number: string
  /** Without case and spaces: unique. */
  inventory_key: Uint8Array
  /** What stands on its label: ten letters and digits, which never change. */
  label: string
  name: string
  name_key: Uint8Array
  serial: string | null
  serial_key: Uint8Array | null
  kind_id: string
  model_id: string | null
  /** Null: the house's own. */
  company_id: string | null
  object_id: string | null
  place: string | null
  contact_id: string | null
  status: ItemStatus
  purchased_on: string | null
  price_minor: number | null
  currency: string | null
  supplier: string | null
  installed_on: string | null
  warranty_until: string | null
  attributes_json: unknown
  /** For staff. */
  note: string | null
  retired_at: string | null
  version: number
  created_at: string
  updated_at: string
}

interface FileTable {
  id: string
  item_id: string
  file_id: string
  name: string
  content_type: string
  size_bytes: number
  is_internal: boolean
  added_by: string
  added_at: string
}

/** Inside from the first day to the day before the second, if there is one. */
interface ComponentTable {
  id: string
  item_id: string
  parent_id: string
  began_on: string
  ended_on: string | null
}

export type DependencyKind = 'runs_on' | 'connected_to' | 'needed_by'

interface DependencyTable {
  id: string
  kind: DependencyKind
  from_id: string
  to_id: string
  created_at: string
}

export type WarrantyVerdict = 'in_warranty' | 'out_of_warranty' | 'unknown'

interface TicketItemTable {
  ticket_id: string
  item_id: string
  ticket_number: number
  is_main: boolean
  /** As of the day on which the ticket was opened, by what was known when the item was put on it. */
  warranty: WarrantyVerdict
  warranty_until: string | null
  verdict_on: string
  added_at: string
  added_by: string
}

/** Which tickets are part of which, as core's events tell. */
interface TicketMergeTable {
  source_id: string
  target_id: string
}

export type HistoryKind =
  | 'added'
  | 'changed'
  | 'status'
  | 'moved'
  | 'arrived'
  | 'left'
  | 'file_added'
  | 'file_removed'
  | 'placed'
  | 'taken_out'
  | 'part_added'
  | 'part_removed'
  | 'dependency_added'
  | 'dependency_removed'
  | 'ticket'

/** What happened to an item or at an object. One walk over an index gives a page of it, tickets included. */
export interface HistoryTable {
  id: string
  item_id: string | null
  object_id: string | null
  happened_at: string
  kind: HistoryKind
  ticket_id: string | null
  ticket_number: number | null
  /** Whose the item was then: another company never sees what was before it came. */
  company_id: string | null
  is_internal: boolean
  actor_kind: string
  actor_id: string
  details_json: unknown
}

export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

interface ImportTable {
  id: string
  file_id: string
  file_name: string
  is_dry_run: boolean
  state: ImportState
  /** The first line that is still to be done. */
  next_position: number
  line_count: number
  created_count: number
  updated_count: number
  fault_count: number
  columns_json: unknown
  reason: string | null
  started_by: string
  created_at: string
  finished_at: string | null
}

interface ImportFaultTable {
  import_id: string
  line_position: number
  column_name: string
  code: string
  params_json: unknown
}
