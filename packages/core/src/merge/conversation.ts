import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'

/** What a ticket shows: its own, that of the tickets merged into it, and messages that were split off into any of them. */
export interface Conversation {
  /** Itself first. */
  readonly ticketIds: readonly string[]
  readonly split: readonly { readonly messageId: string; readonly eventSequence: number }[]
}

const parts = prepared<{ id: string }, { source_id: string }, CoreTables>((db, param) =>
  db.selectFrom('ticket_merge').select('source_id').where('root_id', '=', param('id')).orderBy('source_id'),
)
const splitOff = prepared<{ id: string }, { message_id: string; event_sequence: number }, CoreTables>((db, param) =>
  db
    .selectFrom('split_message')
    .select(['message_id', 'event_sequence'])
    .where((where) =>
      where.or([
        where('ticket_id', '=', param('id')),
        where('ticket_id', 'in', db.selectFrom('ticket_merge').select('source_id').where('root_id', '=', param('id'))),
      ]),
    ),
)

export async function conversationOf({ unit }: { readonly unit: Pick<UnitOfWork, 'tx'> }, ticketId: string): Promise<Conversation> {
  // Asked at once: on PostgreSQL the two share a round trip.
  const [merged, split] = await Promise.all([unit.tx.run(parts, { id: ticketId }), unit.tx.run(splitOff, { id: ticketId })])
  return {
    ticketIds: [ticketId, ...merged.rows.map(({ source_id }) => source_id)],
    split: split.rows.map((row) => ({ messageId: row.message_id, eventSequence: row.event_sequence })),
  }
}

export interface ShownText {
  readonly visibility: 'public' | 'internal'
  readonly body: string
}

/** All messages that a ticket shows, for what searches in them. */
export async function shownTexts(unit: Pick<UnitOfWork, 'tx' | 'db'>, ticketId: string): Promise<ShownText[]> {
  const { ticketIds, split } = await conversationOf({ unit }, ticketId)
  const shownIds = split.map(({ messageId }) => messageId)
  return unit.db
    .selectFrom('message')
    .select(['visibility', 'body'])
    .where(({ eb, or }) => or([eb('ticket_id', 'in', ticketIds), ...(shownIds.length ? [eb('id', 'in', shownIds)] : [])]))
    .execute()
}
