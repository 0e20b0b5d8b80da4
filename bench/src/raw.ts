import type Database from 'better-sqlite3'
import { v7 } from 'uuid'

/** What a create stores, as an adept of SQL would write it by hand: the same three rows with the same indexes, and nothing around them. */
const ticketColumns = [
  'id',
  'type',
  'status',
  'category',
  'is_open',
  'subject',
  'priority',
  'requester_id',
  'team_id',
  'channel',
  'fields_json',
  'waited_ms',
  'reopen_count',
  'version',
  'public_version',
  'created_by',
  'created_at',
  'updated_at',
  'public_updated_at',
  'last_customer_message_at',
  'unanswered_since_at',
] as const
const messageColumns = ['id', 'ticket_id', 'visibility', 'author_kind', 'author_id', 'acting', 'channel', 'body', 'created_at'] as const
const eventColumns = [
  'id',
  'name',
  'subject_kind',
  'subject_id',
  'subject_version',
  'is_public',
  'actor_kind',
  'actor_id',
  'acting',
  'payload_json',
  'occurred_at',
] as const

const numbered = (columns: readonly string[]) => columns.map((_, index) => `$${index + 1}`).join(', ')
const marks = (columns: readonly string[]) => columns.map(() => '?').join(', ')

export const body = 'The printer on the second floor makes a loud noise and prints nothing but stripes. '.repeat(4).slice(0, 300)

export interface RawIds {
  readonly personId: string
  readonly teamId: string
}

const rows = ({ personId, teamId }: RawIds, at: unknown, yes: unknown) => {
  const id = v7()
  const messageId = v7()
  return {
    ticket: [
      id,
      'question',
      'new',
      'new',
      yes,
      'Printer broken',
      2,
      personId,
      teamId,
      'api',
      '{}',
      0,
      0,
      1,
      1,
      personId,
      at,
      at,
      at,
      at,
      at,
    ],
    message: [messageId, id, 'public', 'person', personId, 'staff', 'api', body, at],
    event: [v7(), 'ticket.created', 'ticket', id, 1, yes, 'person', personId, 'staff', JSON.stringify({ ticketId: id, messageId }), at],
  }
}

export function rawSqlite(db: Database.Database, ids: RawIds): () => void {
  const ticket = db.prepare(`insert into deskwright_ticket (${ticketColumns.join(', ')}) values (${marks(ticketColumns)})`)
  const message = db.prepare(`insert into deskwright_message (${messageColumns.join(', ')}) values (${marks(messageColumns)})`)
  const event = db.prepare(
    `insert into deskwright_event (${eventColumns.join(', ')}, position) values (${marks(eventColumns)}, (select coalesce(max(position), 0) + 1 from deskwright_event))`,
  )
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  return () => {
    const values = rows(ids, Date.now(), 1)
    begin.run()
    ticket.run(...values.ticket)
    message.run(...values.message)
    event.run(...values.event)
    commit.run()
  }
}

interface Queryable {
  query(query: { name: string; text: string; values: unknown[] } | string): Promise<unknown>
}
export async function rawPostgres(client: Queryable, ids: RawIds): Promise<void> {
  const values = rows(ids, new Date().toISOString(), true)
  await client.query('begin')
  await client.query({
    name: 'raw_ticket',
    text: `insert into deskwright.ticket (${ticketColumns.join(', ')}) values (${numbered(ticketColumns)})`,
    values: values.ticket,
  })
  await client.query({
    name: 'raw_message',
    text: `insert into deskwright.message (${messageColumns.join(', ')}) values (${numbered(messageColumns)})`,
    values: values.message,
  })
  await client.query({
    name: 'raw_event',
    text: `insert into deskwright.event (${eventColumns.join(', ')}) values (${numbered(eventColumns)})`,
    values: values.event,
  })
  await client.query('commit')
}
