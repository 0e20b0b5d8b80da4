import Database from 'better-sqlite3'
import pg from 'pg'
import { v7 } from 'uuid'
import { foldedText } from '../../../packages/core/src/analysis/analyze.ts'
import { messageTokens } from '../../../packages/core/src/search/index-ticket.ts'
import { ticketHead } from '../../../packages/core/src/search/ticket-head.ts'
import { ticketTexts } from './texts.ts'

export interface SearchWorld {
  readonly size: number
  readonly teams: readonly string[]
  readonly companies: readonly string[]
  readonly requesters: readonly string[]
}
/** Bytes of each part, and seconds of making it. */
export interface Filled {
  readonly rowsBytes: number
  readonly oursBytes: number
  readonly trigramBytes: number
  readonly rowsSeconds: number
  readonly oursSeconds: number
  readonly trigramSeconds: number
}

const START = Date.parse('2024-01-01T00:00:00.000Z')
const BATCH = 2_000

/** Half of the tickets are of the first team; companies have one in twenty each, but for the last, which has one in a thousand. */
function benchTicket(index: number, { teams, companies, requesters }: SearchWorld) {
  const isOpen = index % 10 === 3
  const isRare = index % 1_000 === 17
  // Languages go round by six: every team has all of them.
  const sixth = Math.floor(index / 6)
  return {
    number: index + 1,
    id: v7(),
    is_open: isOpen,
    category: isOpen ? 'open' : 'closed',
    priority: (index % 4) + 1,
    requester_id: requesters[isRare ? requesters.length - 1 : index % (requesters.length - 1)] ?? '',
    company_id: companies[isRare ? companies.length - 1 : index % (companies.length - 1)] ?? '',
    team_id: teams[sixth % 2 === 0 ? 0 : 1 + ((sixth >> 1) % (teams.length - 1))] ?? '',
    assignee_id: null,
    at: START + index * 30_000,
    ...ticketTexts(index),
  }
}
type BenchTicket = ReturnType<typeof benchTicket>

const tokensOf = (kind: 'sqlite' | 'postgres', ticket: BenchTicket) => {
  const head = ticketHead(kind, ticket, [])
  const texts = ticket.messages.map(({ body, isInternal }) => ({
    visibility: isInternal ? ('internal' as const) : ('public' as const),
    body,
  }))
  return { head: head.join(' '), tokens: [...head, ...messageTokens(texts)] }
}
const folded = ({ subject, messages }: BenchTicket) => [subject, ...messages.map(({ body }) => body)].map((text) => foldedText(text, ' '))

const seconds = async (run: () => unknown): Promise<number> => {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}

export async function fillSqliteSearch(file: string, world: SearchWorld): Promise<Filled> {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -200000')
  const bytes = () => {
    db.pragma('wal_checkpoint(TRUNCATE)')
    return Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
  }
  const insertTicket = db.prepare(
    `insert into deskwright_ticket (number, id, type, status, category, is_open, subject, priority, requester_id, company_id, team_id, channel, fields_json, waited_ms, reopen_count, version, public_version, created_at, updated_at, public_updated_at)
     values (?, ?, 'question', ?, ?, ?, ?, ?, ?, ?, ?, 'api', '{}', 0, 0, 1, 1, ?, ?, ?)`,
  )
  const insertMessage = db.prepare(
    `insert into deskwright_message (id, ticket_id, visibility, author_kind, author_id, acting, channel, body, created_at) values (?, ?, ?, 'person', ?, 'customer', 'api', ?, ?)`,
  )
  const each = (write: (ticket: BenchTicket) => void) => {
    for (let from = 0; from < world.size; from += BATCH)
      db.transaction(() => {
        for (let index = from; index < Math.min(world.size, from + BATCH); index++) write(benchTicket(index, world))
      })()
  }
  const rowsSeconds = await seconds(() =>
    each((t) => {
      insertTicket.run(
        t.number,
        t.id,
        t.category,
        t.category,
        t.is_open ? 1 : 0,
        t.subject,
        t.priority,
        t.requester_id,
        t.company_id,
        t.team_id,
        t.at,
        t.at,
        t.at,
      )
      for (const { body, isInternal } of t.messages)
        insertMessage.run(v7(), t.id, isInternal ? 'internal' : 'public', t.requester_id, body, t.at)
    }),
  )
  const rowsBytes = bytes()
  const insertHead = db.prepare('insert into deskwright_search_posting (position, head) values (?, ?)')
  const insertTokens = db.prepare('insert into deskwright_search_token (rowid, tokens) values (?, ?)')
  const oursSeconds = await seconds(() =>
    each((t) => {
      const { head, tokens } = tokensOf('sqlite', t)
      insertHead.run(t.number, head)
      insertTokens.run(t.number, tokens.join(' '))
    }),
  )
  const withOurs = bytes()
  db.exec(`create virtual table bench_trigram using fts5(text, content='', columnsize=0, tokenize='trigram')`)
  const insertTrigram = db.prepare('insert into bench_trigram (rowid, text) values (?, ?)')
  const trigramSeconds = await seconds(() =>
    each((t) => {
      for (const [place, text] of folded(t).entries()) insertTrigram.run(t.number * 8 + place, text)
    }),
  )
  const withTrigram = bytes()
  db.exec('analyze')
  db.close()
  return { rowsBytes, oursBytes: withOurs - rowsBytes, trigramBytes: withTrigram - withOurs, rowsSeconds, oursSeconds, trigramSeconds }
}

export async function fillPostgresSearch(url: string, world: SearchWorld): Promise<Filled> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set maintenance_work_mem = '512MB'; set synchronous_commit = off`)
  const each = async (write: (tickets: BenchTicket[]) => Promise<unknown>) => {
    for (let from = 0; from < world.size; from += BATCH)
      await write(Array.from({ length: Math.min(BATCH, world.size - from) }, (_, index) => benchTicket(from + index, world)))
  }
  const iso = (at: number) => new Date(at).toISOString()
  const rowsSeconds = await seconds(() =>
    each(async (batch) => {
      const column = <K extends keyof BenchTicket>(key: K) => batch.map((ticket) => ticket[key])
      const at = batch.map((ticket) => iso(ticket.at))
      await client.query(
        `insert into deskwright.ticket (number, id, type, status, category, is_open, subject, priority, requester_id, company_id, team_id, channel, fields_json, waited_ms, reopen_count, version, public_version, created_at, updated_at, public_updated_at)
         overriding system value select n, i, 'question', c, c, o, s, p, r, co, t, 'api', '{}', 0, 0, 1, 1, a, a, a
         from unnest($1::int[], $2::uuid[], $3::text[], $4::boolean[], $5::text[], $6::int[], $7::uuid[], $8::uuid[], $9::uuid[], $10::timestamptz[]) as x(n, i, c, o, s, p, r, co, t, a)`,
        [
          column('number'),
          column('id'),
          column('category'),
          column('is_open'),
          column('subject'),
          column('priority'),
          column('requester_id'),
          column('company_id'),
          column('team_id'),
          at,
        ],
      )
      const messages = batch.flatMap((ticket) => ticket.messages.map((message) => ({ ...message, ticket })))
      await client.query(
        `insert into deskwright.message (id, ticket_id, visibility, author_kind, author_id, acting, channel, body, created_at)
         select i, t, v, 'person', r, 'customer', 'api', b, a from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) as x(i, t, v, r, b, a)`,
        [
          messages.map(() => v7()),
          messages.map(({ ticket }) => ticket.id),
          messages.map(({ isInternal }) => (isInternal ? 'internal' : 'public')),
          messages.map(({ ticket }) => ticket.requester_id),
          messages.map(({ body }) => body),
          messages.map(({ ticket }) => iso(ticket.at)),
        ],
      )
    }),
  )
  const size = async (relation: string) =>
    Number((await client.query('select pg_total_relation_size($1::regclass) as n', [relation])).rows[0]?.n)
  const rowsBytes = (await size('deskwright.ticket')) + (await size('deskwright.message'))
  await client.query('drop index deskwright.search_posting_token')
  const oursSeconds = await seconds(async () => {
    await each(async (batch) => {
      const made = batch.map((ticket) => ({ number: ticket.number, ...tokensOf('postgres', ticket) }))
      await client.query(
        `insert into deskwright.search_posting (position, head, tokens) select p, h, string_to_array(t, ' ') from unnest($1::bigint[], $2::text[], $3::text[]) as x(p, h, t)`,
        [made.map(({ number }) => number), made.map(({ head }) => head), made.map(({ tokens }) => tokens.join(' '))],
      )
    })
    await client.query('create index search_posting_token on deskwright.search_posting using gin (tokens)')
  })
  await client.query('create extension pg_trgm; create table bench_trigram (number int not null, text text not null)')
  const trigramSeconds = await seconds(async () => {
    await each(async (batch) => {
      const made = batch.flatMap((ticket) => folded(ticket).map((text) => ({ number: ticket.number, text })))
      await client.query('insert into bench_trigram select * from unnest($1::int[], $2::text[])', [
        made.map(({ number }) => number),
        made.map(({ text }) => text),
      ])
    })
    await client.query('create index bench_trigram_text on bench_trigram using gin (text gin_trgm_ops)')
  })
  const filled = {
    rowsBytes,
    oursBytes: await size('deskwright.search_posting'),
    trigramBytes: await size('bench_trigram'),
    rowsSeconds,
    oursSeconds,
    trigramSeconds,
  }
  await client.query('vacuum analyze')
  await client.end()
  return filled
}
