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

/** What the desk keeps of such a ticket for its search, as it wrote it itself: an adept would not take a text apart within the insert either. */
export interface SqliteWords {
  readonly head: string
  readonly words: string
}

/** With `indexed`, the raw side does what the index makes durable as well: the words of each, and every 64th time all of them into FTS5. */
export function rawSqlite(db: Database.Database, ids: RawIds, indexed?: SqliteWords): () => void {
  const ticket = db.prepare(`insert into deskwright_ticket (${ticketColumns.join(', ')}) values (${marks(ticketColumns)})`)
  const message = db.prepare(`insert into deskwright_message (${messageColumns.join(', ')}) values (${marks(messageColumns)})`)
  const event = db.prepare(
    `insert into deskwright_event (${eventColumns.join(', ')}, position) values (${marks(eventColumns)}, (select coalesce(max(position), 0) + 1 from deskwright_event))`,
  )
  const posting = db.prepare('insert into deskwright_search_posting (position, head) values (?, ?)')
  const pending = db.prepare('insert into deskwright_search_pending (position, words) values (?, ?)')
  const merge = db.prepare(`insert into deskwright_search_token (rowid, tokens) select p.position, head || ' ' || words
    from deskwright_search_pending p cross join deskwright_search_posting t on t.position = p.position order by p.position`)
  const clear = db.prepare('delete from deskwright_search_pending')
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  return () => {
    const values = rows(ids, Date.now(), 1)
    begin.run()
    const number = Number(ticket.run(...values.ticket).lastInsertRowid)
    message.run(...values.message)
    if (indexed) {
      posting.run(number, indexed.head)
      pending.run(number, indexed.words)
      if (number % 64 === 0) {
        merge.run()
        clear.run()
      }
    }
    event.run(...values.event)
    commit.run()
  }
}

/** The words of the newest ticket that waits. */
export function sqliteWords(db: Database.Database): SqliteWords {
  const sql = `select head, words from deskwright_search_pending join deskwright_search_posting using (position) order by position desc limit 1`
  const found = db.prepare<[], SqliteWords>(sql).get()
  if (!found) throw new Error('No ticket waits for the index')
  return found
}

interface Queryable {
  query(query: { name: string; text: string; values: unknown[] } | string): Promise<{ rows: Record<string, unknown>[] }>
}

/** With `tokens`, the raw side writes the index's row as well. */
export async function rawPostgres(client: Queryable, ids: RawIds, tokens?: unknown): Promise<void> {
  const values = rows(ids, new Date().toISOString(), true)
  await client.query('begin')
  const { rows: made } = await client.query({
    name: 'raw_ticket',
    text: `insert into deskwright.ticket (${ticketColumns.join(', ')}) values (${numbered(ticketColumns)}) returning number`,
    values: values.ticket,
  })
  await client.query({
    name: 'raw_message',
    text: `insert into deskwright.message (${messageColumns.join(', ')}) values (${numbered(messageColumns)})`,
    values: values.message,
  })
  if (tokens !== undefined)
    await client.query({
      name: 'raw_posting',
      text: 'insert into deskwright.search_posting (position, tokens) values ($1, cast($2 as bigint[]))',
      values: [made[0]?.['number'], tokens],
    })
  await client.query({
    name: 'raw_event',
    text: `insert into deskwright.event (${eventColumns.join(', ')}) values (${numbered(eventColumns)})`,
    values: values.event,
  })
  await client.query('commit')
}

/** The tokens of the newest ticket, in PostgreSQL's own words. */
export async function postgresTokens(client: Queryable): Promise<unknown> {
  const { rows: found } = await client.query(
    'select cast(tokens as text) as tokens from deskwright.search_posting order by position desc limit 1',
  )
  if (!found[0]) throw new Error('No ticket is in the index')
  return found[0]['tokens']
}
