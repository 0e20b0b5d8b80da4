/**
 * Core's tables by their logical names; the store puts a prefix or a schema in front.
 * Column names carry their kind, and the store converts by it: `…_at` is an instant (ISO 8601 in TypeScript), `is_…` a boolean,
 * `…_json` a JSON value, `…position|minor|ms|bytes|count` a number that may exceed 32 bits.
 */
import type { Generated } from 'kysely'
import type { ApprovalTables } from './approval/tables.ts'
import type { BulkTables } from './bulk/tables.ts'
import type { CalendarTables } from './calendar/tables.ts'
import type { CatalogueTables } from './catalogue/tables.ts'
import type { ChecklistTables } from './checklist/tables.ts'
import type { FileTables } from './file/tables.ts'
import type { DeliveryTables } from './hook/tables.ts'
import type { JobTables } from './job/tables.ts'
import type { KeyTables } from './key/tables.ts'
import type { LinkTables } from './link/tables.ts'
import type { LiveTables } from './live/tables.ts'
import type { MacroTables } from './macro/tables.ts'
import type { MergeTables } from './merge/tables.ts'
import type { NotificationTables } from './notification/tables.ts'
import type { ProvisioningTables } from './provisioning/tables.ts'
import type { RatingTables } from './rating/tables.ts'
import type { SavedViewTables } from './saved-view/tables.ts'
import type { SearchTables } from './search/tables.ts'
import type { FieldTables } from './ticket/field-tables.ts'
import type { TicketTables } from './ticket/tables.ts'

type Json = unknown

export interface PersonTable {
  id: string
  /** The host's id of its user; null for people known by mail or by an agent's entry only. */
  external_id: string | null
  kind: 'person' | 'service'
  name: string
  /** `nameKey(name)`: what lists sort by and search begins with; bytes, so that both databases order alike. */
  name_key: Uint8Array
  /** In lower case. Not unique, and no identity: `info@…` may belong to several. */
  email: string | null
  email_key: Uint8Array | null
  language: string | null
  is_active: boolean
  /** What the host vouched for last, in one spelling; null where it never said. Personal. */
  host_facts: Generated<string | null>
  version: number
  created_at: string
  updated_at: string
}
export interface CompanyTable {
  id: string
  external_id: string | null
  name: string
  name_key: Uint8Array
  is_active: boolean
  version: number
  created_at: string
  updated_at: string
}
/** A contact of a company, with position and approval limit. What a contact may do is a grant, never a column here. */
export interface MembershipTable {
  person_id: string
  company_id: string
  job_title: string | null
  approval_limit_minor: number | null
  approval_currency: string | null
  created_at: string
}
export interface TeamTable {
  id: string
  /** Short name that ticket types and programs use, e.g. `intake`. */
  key: string
  title: string
  is_active: boolean
  version: number
  created_at: string
  updated_at: string
}
export interface RoleTable {
  id: string
  title: string
  /** In which capacity its permissions count. */
  acting: 'staff' | 'customer'
  permissions_json: Json
  /** `core`, a plugin's id, or `desk` for roles made here. */
  owner: string
  /** Loaded roles are kept by id and version: another one with each save, never counted, so that none comes twice after a rollback. */
  version: number
  updated_at: string
}
export interface GrantTable {
  id: string
  person_id: string
  role_id: string
  scope: 'all' | 'team' | 'company' | 'own'
  /** Team or company; the nil id for `all` and `own`, so that one unique index covers all four. */
  scope_id: string
  /** `default`, `manual`, `admins`, `rule:<id>`: what gave it, so that it can be listed and taken back. */
  source: string
  granted_by: string | null
  created_at: string
}
/** Append-only: history, outbox and live feed are the same rows. */
export interface EventTable {
  /** Order of insertion, which on PostgreSQL is not the order of commits. */
  sequence: Generated<number>
  id: string
  /** Order of commits, with gaps: given in the commit on SQLite, by the relay on PostgreSQL. */
  position: number | null
  name: string
  subject_kind: string
  subject_id: string
  /** Version of the ticket that this event made; null for other subjects. */
  subject_version: number | null
  /** Customers may see it. */
  is_public: boolean
  /** Written down afterwards by `desk.past`: no handler and no stream is told of it. */
  is_past: boolean
  actor_kind: 'person' | 'plugin' | 'system'
  actor_id: string
  acting: 'staff' | 'customer'
  /** Event whose handler made this one. */
  cause_id: string | null
  /** Caller in whose call a plugin acted as itself. */
  on_behalf_of: string | null
  payload_json: Json
  occurred_at: string
}
/** Old and new values of an event, apart from it, so that erasure can reach text. */
export interface ChangeTable {
  event_id: string
  ordinal: number
  subject_id: string
  field: string
  old_value: string | null
  new_value: string | null
  is_public: boolean
}
export interface IdempotencyTable {
  actor: string
  key: string
  operation: string
  request_hash: string
  response_json: Json
  created_at: string
}
/** Denials and audited reads: apart from events, written after the answer, rate-limited. */
export interface AuditTable {
  id: string
  kind: string
  actor_kind: string
  actor_id: string
  acting: 'staff' | 'customer'
  operation: string
  subject_id: string | null
  code: string
  /** How many of the same were counted into this row. */
  repeat_count: number
  created_at: string
}

/** What the desk made up for itself once, such as the secret that signs its cursors. */
export interface SettingTable {
  key: string
  value: string
}

export interface CoreTables
  extends ApprovalTables,
    ChecklistTables,
    CatalogueTables,
    MacroTables,
    DeliveryTables,
    FileTables,
    JobTables,
    KeyTables,
    ProvisioningTables,
    LinkTables,
    MergeTables,
    SavedViewTables,
    BulkTables,
    LiveTables,
    CalendarTables,
    SearchTables,
    FieldTables,
    NotificationTables,
    RatingTables,
    TicketTables {
  setting: SettingTable
  person: PersonTable
  company: CompanyTable
  membership: MembershipTable
  team: TeamTable
  role: RoleTable
  access_grant: GrantTable
  event: EventTable
  change: ChangeTable
  idempotency: IdempotencyTable
  audit: AuditTable
}

/** Logical names of core's tables, also of those that delivery and jobs bring. */
export const coreTableNames: readonly string[] = [
  'setting',
  'person',
  'company',
  'membership',
  'team',
  'role',
  'access_grant',
  'ticket',
  'message',
  'participant',
  'tag',
  'event',
  'change',
  'idempotency',
  'audit',
  'file',
  'file_removal',
  'file_upload',
  'attachment',
  'handler',
  'delivery',
  'job',
  'job_schedule',
  'approval',
  'approver',
  'checklist_template',
  'checklist',
  'checklist_item',
  'saved_view',
  'saved_view_place',
  'bulk',
  'bulk_item',
  'calendar',
  'macro',
  'catalogue_entry',
  'catalogue_company',
  'catalogue_version',
  'catalogue_request',
  'search_posting',
  'search_pending',
  'search_document',
  'presence',
  'field_value',
  'field_index',
  'ticket_link',
  'ticket_merge',
  'merge_copy',
  'split_message',
  'notification',
  'notification_preference',
  'notification_delivery',
  'notification_item',
  'api_key',
  'rate_limit',
  'rating',
  'provisioning_rule',
  'provisioning_given',
  'migration',
]

export const NIL_ID = '00000000-0000-0000-0000-000000000000'
