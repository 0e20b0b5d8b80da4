import { type Kysely, type Selectable, sql } from 'kysely'
import type { Capacity } from '../operation/actor.ts'
import type { Delivered } from '../plugin/context.ts'
import type { CoreTables, EventTable } from '../tables.ts'
import { deepFreeze } from '../value/deep-freeze.ts'

/** An event on its way to a handler: what the handler gets, and what delivery must know besides. */
export interface DeliverableEvent {
  readonly delivered: Delivered<string, object>
  /** How many events, each the cause of the next, came before it: 0 when nobody's handler made it. */
  readonly causeDepth: number
}

const columns = [
  'event.id',
  'event.name',
  'event.subject_kind',
  'event.subject_id',
  'event.actor_kind',
  'event.actor_id',
  'event.acting',
  'event.is_public',
  'event.cause_id',
  'event.payload_json',
  'event.occurred_at',
] as const // prettier-ignore
type EventRow = Pick<
  Selectable<EventTable>,
  | 'id'
  | 'name'
  | 'subject_kind'
  | 'subject_id'
  | 'actor_kind'
  | 'actor_id'
  | 'acting'
  | 'is_public'
  | 'cause_id'
  | 'payload_json'
  | 'occurred_at'
> & {
  readonly position: number
}

/** The next events with these names after a position, in the order of commits. */
export async function eventsAfter(
  db: Kysely<CoreTables>,
  position: number,
  names: readonly string[],
  limit: number,
  maxDepth: number,
): Promise<DeliverableEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(columns)
    .select('event.position')
    .where('event.position', '>', position)
    .where('event.name', 'in', names)
    .where('event.is_past', '=', false)
    .orderBy('event.position')
    .limit(limit)
    .execute()
  return deliverable(db, rows as readonly EventRow[], maxDepth)
}

/** Single events by position; those that are not there are left out. */
export async function eventsAt(db: Kysely<CoreTables>, positions: readonly number[], maxDepth: number): Promise<DeliverableEvent[]> {
  if (positions.length === 0) return []
  const rows = await db.selectFrom('event').select(columns).select('event.position').where('event.position', 'in', positions).execute()
  return deliverable(db, rows as readonly EventRow[], maxDepth)
}

/** The last position that was given; 0 before the first. */
export async function lastPosition(db: Kysely<CoreTables>): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select('position')
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.position ?? 0
}

async function deliverable(db: Kysely<CoreTables>, rows: readonly EventRow[], maxDepth: number): Promise<DeliverableEvent[]> {
  const depths = await causeDepths(
    db,
    rows.filter(({ cause_id }) => cause_id !== null).map(({ id }) => id),
    maxDepth,
  )
  return rows.map((row) => ({ delivered: deliveredOf(row), causeDepth: depths.get(row.id) ?? 0 }))
}

/** How many events stand in the chain of causes before this one. */
export async function causeDepthOf(db: Kysely<CoreTables>, eventId: string, maxDepth: number): Promise<number> {
  return (await causeDepths(db, [eventId], maxDepth)).get(eventId) ?? 0
}

/** Walks `cause_id` from event to event, no further than it matters. */
async function causeDepths(db: Kysely<CoreTables>, ids: readonly string[], maxDepth: number): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .withRecursive('chain(last_id, cause_id, depth)', (make) =>
      make
        .selectFrom('event')
        .select(['event.id as last_id', 'event.cause_id', sql<number>`0`.as('depth')])
        .where('event.id', 'in', ids)
        .unionAll(
          make
            .selectFrom('chain')
            .innerJoin('event', 'event.id', 'chain.cause_id')
            .select([
              sql<string>`${sql.ref('chain.last_id')}`.as('last_id'),
              'event.cause_id',
              sql<number>`${sql.ref('chain.depth')} + 1`.as('depth'),
            ])
            .where('chain.depth', '<=', maxDepth),
        ),
    )
    .selectFrom('chain')
    .select((eb) => ['chain.last_id', eb.fn.max('chain.depth').as('depth')])
    .groupBy('chain.last_id')
    .execute()
  return new Map(rows.map(({ last_id, depth }) => [last_id, Number(depth)]))
}

const deliveredOf = (row: EventRow): Delivered<string, object> =>
  deepFreeze({
    id: row.id,
    position: row.position,
    event: row.name,
    at: row.occurred_at,
    payload: row.payload_json as object,
    subject: { kind: row.subject_kind, id: row.subject_id },
    actor: { kind: row.actor_kind, id: row.actor_id, capacity: { acting: row.acting } as Capacity },
    cause: row.cause_id,
    isPublic: row.is_public,
  })
