import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CoreTables } from '../../tables.ts'

/**
 * What erasure does with rows of somebody's. `gone`: they are deleted. A list: these words of theirs are taken out. `kept`: they stay and hold no
 * words. `apart`: a file of its own sees to it.
 */
type Fate<Column> = 'gone' | 'kept' | 'apart' | readonly Column[]

/** Whose a row is: a column with the id of a person, a pair of kind and id, or one that holds `person:<id>`. */
type Whose<Column> = Column | { readonly kind: Column; readonly id: Column } | { readonly caller: Column }

export interface OwnRows<Column extends string = string> {
  readonly table: string
  readonly whose: Whose<Column>
  readonly fate: Fate<Column>
  /** Under which name, and why, the report says that they stay. */
  readonly stays?: { readonly what: string; readonly why: string }
  /** Not given away with the rest: secrets, and what only the desk's own machinery reads. */
  readonly withheld?: readonly Column[]
  /** The column to page by, where somebody may have very many. */
  readonly key?: Column
}

const own = <T extends keyof CoreTables>(table: T, of: Omit<OwnRows<keyof CoreTables[T] & string>, 'table'>): OwnRows => ({ ...of, table })

/**
 * Every row of core that is somebody's: the one list that export and erasure both go through, so that nobody is told of rows that erasure does not
 * reach, and nothing is erased that nobody was told of. What is deleted stands before what it refers to.
 */
export const ownRows: readonly OwnRows[] = [
  own('person', { whose: 'id', fate: 'apart', withheld: ['name_key', 'email_key'] }),
  own('membership', { whose: 'person_id', fate: 'gone' }),
  own('provisioning_given', { whose: 'person_id', fate: 'gone' }),
  own('access_grant', { whose: 'person_id', fate: 'gone' }),
  own('api_key', { whose: 'person_id', fate: 'gone', withheld: ['token_hash'] }),
  own('notification_delivery', { whose: 'person_id', fate: 'gone', key: 'id' }),
  own('notification', { whose: 'person_id', fate: 'gone', key: 'id' }),
  own('notification_preference', { whose: 'person_id', fate: 'gone' }),
  own('presence', { whose: 'person_id', fate: 'gone' }),
  own('saved_view_place', { whose: 'person_id', fate: 'gone' }),
  own('saved_view', { whose: 'person_id', fate: 'gone' }),
  own('macro', { whose: 'person_id', fate: 'gone' }),
  // What they were about to repeat, and the answers that are kept for it: copies of what stands in the other rows.
  own('idempotency', { whose: { caller: 'actor' }, fate: 'gone', withheld: ['request_hash', 'response_json'] }),
  own('bulk', { whose: { caller: 'actor' }, fate: 'gone', key: 'id' }),
  own('file_upload', { whose: { caller: 'sender' }, fate: 'gone' }),
  own('ticket', { whose: 'requester_id', fate: 'apart', stays: { what: 'tickets', why: 'without_texts' }, key: 'id' }),
  own('message', { whose: { kind: 'author_kind', id: 'author_id' }, fate: 'apart', key: 'id' }),
  own('file', { whose: { kind: 'staged_by_kind', id: 'staged_by' }, fate: 'apart', withheld: ['storage_key'], key: 'id' }),
  own('event', {
    whose: { kind: 'actor_kind', id: 'actor_id' },
    fate: 'apart',
    stays: { what: 'history', why: 'without_texts' },
    key: 'id',
  }),
  // What was to be approved is the requester's of the ticket, and goes with the ticket.
  own('approval', { whose: { kind: 'requested_by_kind', id: 'requested_by' }, fate: ['question'], withheld: ['content_json'], key: 'id' }),
  own('approver', { whose: 'person_id', fate: ['comment'], stays: { what: 'votes', why: 'without_texts' } }),
  own('rating', { whose: 'person_id', fate: ['comment'], stays: { what: 'ratings', why: 'without_texts' }, key: 'id' }),
  own('participant', { whose: 'person_id', fate: 'kept', stays: { what: 'participations', why: 'without_texts' } }),
  own('merge_copy', { whose: 'person_id', fate: 'kept', stays: { what: 'participations_of_merged', why: 'without_texts' } }),
  own('checklist_item', {
    whose: { kind: 'done_by_kind', id: 'done_by' },
    fate: 'kept',
    stays: { what: 'checklist_items', why: 'without_texts' },
  }),
  own('audit', { whose: { kind: 'actor_kind', id: 'actor_id' }, fate: ['subject_id'], key: 'id' }),
]

/** The condition that a row is the person's. */
export function isTheirs({ whose }: OwnRows, personId: string): RawBuilder<SqlBool> {
  if (typeof whose === 'string') return sql<SqlBool>`${sql.ref(whose)} = ${personId}`
  if ('caller' in whose) return sql<SqlBool>`${sql.ref(whose.caller)} = ${`person:${personId}`}`
  return sql<SqlBool>`${sql.ref(whose.kind)} = 'person' and ${sql.ref(whose.id)} = ${personId}`
}
