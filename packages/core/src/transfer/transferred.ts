import type { CoreTables } from '../tables.ts'

/**
 * Why something does not leave the desk. `secret`: whoever holds it could act as somebody. `derived`: made anew from the rest.
 * `passing`: work under way and leases, which belong to the running desk; another one would do it twice.
 */
export type LeftOutReason = 'secret' | 'derived' | 'passing'

/** Of every table of core: whether it goes into an export. */
export const coreTransfer: { readonly [T in keyof CoreTables | 'migration']: 'kept' | LeftOutReason } = {
  access_grant: 'kept',
  api_key: 'secret',
  approval: 'kept',
  approver: 'kept',
  attachment: 'kept',
  audit: 'kept',
  bulk: 'passing',
  bulk_item: 'passing',
  calendar: 'kept',
  catalogue_company: 'kept',
  catalogue_entry: 'kept',
  catalogue_request: 'kept',
  catalogue_version: 'kept',
  change: 'kept',
  checklist: 'kept',
  checklist_item: 'kept',
  checklist_template: 'kept',
  company: 'kept',
  delivery: 'passing',
  event: 'kept',
  field_index: 'derived',
  field_value: 'derived',
  file: 'kept',
  file_removal: 'passing',
  file_upload: 'passing',
  handler: 'passing',
  idempotency: 'passing',
  job: 'passing',
  job_schedule: 'passing',
  macro: 'kept',
  membership: 'kept',
  merge_copy: 'kept',
  message: 'kept',
  migration: 'derived',
  notification: 'kept',
  notification_delivery: 'passing',
  notification_item: 'passing',
  notification_preference: 'kept',
  participant: 'kept',
  person: 'kept',
  presence: 'passing',
  provisioning_given: 'kept',
  provisioning_rule: 'kept',
  rating: 'kept',
  rate_limit: 'passing',
  role: 'kept',
  saved_view: 'kept',
  saved_view_place: 'kept',
  search_document: 'kept',
  search_pending: 'derived',
  search_posting: 'derived',
  setting: 'kept',
  split_message: 'kept',
  tag: 'kept',
  team: 'kept',
  ticket: 'kept',
  ticket_link: 'kept',
  ticket_merge: 'kept',
}

/** Columns that the importing desk gives anew: the place in the order of its own commits, and where in its own storage the bytes are. */
export const columnsLeftOut: Readonly<Record<string, Readonly<Record<string, LeftOutReason>>>> = {
  event: { position: 'derived' },
  file: { storage_key: 'secret' },
}

/** Of `setting` only what people would miss goes along: its other rows are secrets and marks of the running desk. */
export const settingsKept: readonly string[] = ['views_given']

/** Names of columns that are as good as a password; a plugin says of each what is to become of its table. */
export const secretColumn = /(?:^|_)(?:secret|password|token|token_hash|secret_hash|private_key)$/
