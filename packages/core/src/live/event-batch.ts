import type { Selectable } from 'kysely'
import { forEachKind, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables, EventTable } from '../tables.ts'
import { isUuid } from '../value/uuid.ts'
import { type AccessChange, accessChangeIn } from './access-change.ts'
import { type LiveTicket, liveTickets } from './ticket-facts.ts'

export type LiveEventRow = Pick<
  Selectable<EventTable>,
  | 'id'
  | 'name'
  | 'subject_kind'
  | 'subject_id'
  | 'is_public'
  | 'is_past'
  | 'actor_kind'
  | 'actor_id'
  | 'acting'
  | 'payload_json'
  | 'occurred_at'
> & { readonly position: number }

/** Some events in the order of commits, with what everybody's matching and rendering needs: read once for all streams. */
export interface EventBatch {
  readonly events: readonly LiveEventRow[]
  /** Everything up to here was read. */
  readonly end: number
  /** There may be more at once. */
  readonly isFull: boolean
  /** By id; also tickets that payloads name. */
  readonly tickets: ReadonlyMap<string, LiveTicket>
  /** Names of people by id. */
  readonly names: ReadonlyMap<string, string>
  /** Whose sight may have changed. */
  readonly accessChange: AccessChange
  /** Saved views that are others now, or gone. */
  readonly changedViews: ReadonlySet<string>
}

const eventsAfter = prepared<{ after: number; upTo: number; limit: number }, LiveEventRow, CoreTables>((db, param) =>
  db
    .selectFrom('event')
    .select([
      'id',
      'name',
      'subject_kind',
      'subject_id',
      'is_public',
      'is_past',
      'actor_kind',
      'actor_id',
      'acting',
      'payload_json',
      'occurred_at',
    ])
    .select((eb) => eb.ref('position').$notNull().as('position'))
    .where('position', '>', param('after'))
    .where('position', '<=', param('upTo'))
    .orderBy('position')
    .limit(param('limit')),
)
const namesOf = forEachKind((kind) =>
  prepared<{ list: unknown }, { id: string; name: string }, CoreTables>((db, param) =>
    db
      .selectFrom('person')
      .select(['id', 'name'])
      .where(anyOf(kind, 'person.id', 'uuid', param('list'))),
  ),
)

const BATCH = 500

export async function readEvents(tx: Tx, after: number, upTo = Number.MAX_SAFE_INTEGER): Promise<EventBatch> {
  const { rows } = await tx.run(eventsAfter, { after, upTo, limit: BATCH })
  const isFull = rows.length === BATCH
  const events = rows.filter((row) => row.subject_kind === 'ticket' && !row.is_past)
  const named = events.flatMap((row) => [
    row.subject_id,
    ...Object.values(row.payload_json as object)
      .flat()
      .filter(isUuid),
  ])
  const people = events.flatMap((row) => (row.actor_kind === 'person' && isUuid(row.actor_id) ? [row.actor_id] : []))
  const names = people.length ? (await tx.run(namesOf[tx.kind], { list: listParam(tx.kind, [...new Set(people)]) })).rows : []
  return {
    events,
    end: rows.at(-1)?.position ?? after,
    isFull,
    tickets: await liveTickets(tx, [...new Set(named)]),
    names: new Map(names.map(({ id, name }) => [id, name])),
    accessChange: accessChangeIn(rows),
    changedViews: new Set(rows.flatMap((row) => (row.subject_kind === 'view' ? [row.subject_id] : []))),
  }
}
