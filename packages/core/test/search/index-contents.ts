import { sql } from 'kysely'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreDb } from '../../src/operation/runtime.ts'
import { messageTokens } from '../../src/search/index-ticket.ts'
import { sqliteIndex } from '../../src/search/sqlite-postings.ts'
import { ticketHead } from '../../src/search/ticket-head.ts'
import { tokenCode } from '../../src/search/token-code.ts'

/** Tokens by position, as the database has them: words on SQLite, numbers on PostgreSQL. Above zero tickets by number. */
export type Contents = ReadonlyMap<number, readonly string[]>

const sorted = (map: ReadonlyMap<number, Iterable<string>>): Contents =>
  new Map([...map].sort(([a], [b]) => a - b).map(([position, tokens]) => [position, [...new Set(tokens)].sort()]))

/** Everything that is in the index, both sides of zero, read out of it token by token. */
export const indexContents = (desk: Desk): Promise<Contents> =>
  desk['~store'].write(async (tx) => {
    const db: CoreDb = tx.db
    const found = new Map<number, string[]>()
    if (tx.kind === 'postgres') {
      const { rows } = await sql<{
        position: string
        tokens: string
      }>`select position, array_to_string(tokens, ' ') as tokens from ${sql.table('search_posting')}`.execute(db)
      for (const { position, tokens } of rows) found.set(Number(position), tokens.split(' '))
      return sorted(found)
    }
    // FTS5 sees what another connection has changed when it is asked something, and not for its list of words.
    await sql`select 1 from ${sqliteIndex} where ${sqliteIndex} match 'a'`.execute(db)
    const { rows: tables } = await sql<{ name: string }>`select name from sqlite_schema where name like '%search_token'`.execute(db)
    await sql`create virtual table ${sql.raw('temp.index_words')} using fts5vocab(main, ${sql.raw(`'${tables[0]?.name}'`)}, instance)`.execute(
      db,
    )
    const { rows } = await sql<{ term: string; doc: number }>`select term, doc from ${sql.raw('temp.index_words')}`.execute(db)
    await sql`drop table ${sql.raw('temp.index_words')}`.execute(db)
    for (const { term, doc } of rows) found.set(doc, [...(found.get(doc) ?? []), term])
    for (const { position, tokens } of await waitingTokens(db)) {
      if (found.has(position)) throw new Error(`${position} is in FTS5 and waits for it`)
      found.set(position, tokens)
    }
    return sorted(found)
  })

/** SQLite: new tickets that are not in FTS5 yet. */
const waitingTokens = async (db: CoreDb): Promise<{ position: number; tokens: string[] }[]> => {
  const rows = await db
    .selectFrom('search_pending')
    .innerJoin('search_posting', 'search_posting.position', 'search_pending.position')
    .select(['search_pending.position', 'search_posting.head', 'search_pending.words'])
    .execute()
  return rows.map(({ position, head, words }) => ({ position, tokens: `${head} ${words}`.split(' ').filter(Boolean) }))
}

/** What should be in it for tickets, said without the index and without the operations that write it: from rows alone. */
export const ticketContents = (desk: Desk): Promise<Contents> =>
  desk['~store'].read(async (tx) => {
    const db: CoreDb = tx.db
    const tickets = await db.selectFrom('ticket').selectAll().execute()
    const messages = await db.selectFrom('message').select(['id', 'ticket_id', 'visibility', 'body']).execute()
    const merges = await db.selectFrom('ticket_merge').select(['source_id', 'target_id']).execute()
    const splits = await db.selectFrom('split_message').select(['ticket_id', 'message_id']).execute()
    const participants = await db.selectFrom('participant').select(['ticket_id', 'person_id', 'kind']).execute()
    const shows = (id: string): string[] => [
      id,
      ...merges.filter(({ target_id }) => target_id === id).flatMap(({ source_id }) => shows(source_id)),
    ]
    const expected = new Map<number, string[]>()
    for (const ticket of tickets) {
      const ids = shows(ticket.id)
      const texts = messages.filter(
        ({ id, ticket_id }) => ids.includes(ticket_id) || splits.some((one) => one.message_id === id && ids.includes(one.ticket_id)),
      )
      const head = ticketHead(
        tx.kind,
        ticket,
        participants.filter(({ ticket_id }) => ticket_id === ticket.id),
      )
      const tokens = [...head, ...messageTokens(texts)]
      expected.set(ticket.number, tx.kind === 'postgres' ? tokens.map((token) => String(tokenCode(token))) : tokens)
    }
    return sorted(expected)
  })
