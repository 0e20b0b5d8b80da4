import { type Insertable, sql } from 'kysely'
import { prepared } from '../store/prepared.ts'
import type { CoreTables, EventTable } from '../tables.ts'
import type { Acting } from './audience.ts'
import type { RegisteredEvent } from './composition.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** An old and a new value. Text stands here and not in the event, which is append-only and could not be erased. */
export interface FieldChange {
  readonly field: string
  readonly from: string | null
  readonly to: string | null
  /** Customers may see it. */
  readonly isPublic: boolean
}

export interface PendingEvent {
  readonly id: string
  readonly event: RegisteredEvent
  /** Customers may see it: never more than its kind allows. */
  readonly isPublic: boolean
  readonly subjectId: string
  readonly subjectVersion: number | null
  readonly payload: object
  readonly actor: { readonly kind: 'person' | 'plugin' | 'system'; readonly id: string; readonly acting: Acting }
  readonly onBehalfOf: string | null
  readonly causeId: string | null
  readonly changes: readonly FieldChange[]
}

type EventRow = Omit<Insertable<EventTable>, 'sequence' | 'position'>

/** On SQLite the writer is alone, so the position is given with the row. */
const insertPositioned = prepared<EventRow, unknown, CoreTables>((db, param) =>
  db.insertInto('event').values({
    ...columns(param),
    position: sql<number>`(select coalesce(max(${sql.ref('event.position')}), 0) + 1 from ${sql.table('event')})`,
  }),
)
/** On PostgreSQL the order of insertion is not that of commits: the relay gives the position. */
const insertOne = prepared<EventRow, unknown, CoreTables>((db, param) => db.insertInto('event').values(columns(param)))

const columns = (param: <K extends keyof EventRow & string>(name: K) => unknown) => {
  const value = param as (name: keyof EventRow & string) => never
  return {
    id: value('id'),
    name: value('name'),
    subject_kind: value('subject_kind'),
    subject_id: value('subject_id'),
    subject_version: value('subject_version'),
    is_public: value('is_public'),
    is_past: value('is_past'),
    actor_kind: value('actor_kind'),
    actor_id: value('actor_id'),
    acting: value('acting'),
    cause_id: value('cause_id'),
    on_behalf_of: value('on_behalf_of'),
    payload_json: value('payload_json'),
    occurred_at: value('occurred_at'),
  }
}

/** Writes the events of a unit of work in their order, right before the commit. */
export async function writeEvents(unit: UnitOfWork, events: readonly PendingEvent[]): Promise<void> {
  const rows = events.map((event) => rowOf(event, unit))
  // Nobody looks at the answers: on PostgreSQL the rows travel with the commit.
  for (const row of rows) unit.tx.post(unit.tx.kind === 'sqlite' ? insertPositioned : insertOne, row)
  const changes = events.flatMap((event) =>
    event.changes.map((change, ordinal) => ({
      event_id: event.id,
      ordinal,
      subject_id: event.subjectId,
      field: change.field,
      old_value: change.from,
      new_value: change.to,
      is_public: change.isPublic,
    })),
  )
  if (changes.length) await unit.db.insertInto('change').values(changes).execute()
}

const rowOf = (event: PendingEvent, { now, runtime }: UnitOfWork): EventRow => ({
  id: event.id,
  name: event.event.name,
  subject_kind: event.event.subjectKind,
  subject_id: event.subjectId,
  subject_version: event.subjectVersion,
  is_public: event.isPublic,
  is_past: runtime.isPast,
  actor_kind: event.actor.kind,
  actor_id: event.actor.id,
  acting: event.actor.acting,
  cause_id: event.causeId,
  on_behalf_of: event.onBehalfOf,
  payload_json: event.payload,
  occurred_at: now,
})
