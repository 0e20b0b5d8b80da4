import Database from 'better-sqlite3'
import pg from 'pg'
import { v7 } from 'uuid'
import { foldedText } from '../../../packages/core/src/analysis/analyze.ts'
import { type BenchPosting, type BenchTicket, benchTicket, type SearchWorld } from './bench-ticket.ts'
import { tokenBatches } from './token-batches.ts'

/** Bytes of each part, and seconds of making it. */
export interface Filled {
  readonly rowsBytes: number
  readonly oursBytes: number
  readonly trigramBytes: number
  readonly rowsSeconds: number
  readonly oursSeconds: number
  readonly trigramSeconds: number
}

const BATCH = 2_000

const folded = ({ subject, messages }: BenchTicket) => [subject, ...messages.map(({ body }) => body)].map((text) => foldedText(text, ' '))

const seconds = async (run: () => unknown): Promise<number> => {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}

export async function fillSqliteSearch(file: string, world: SearchWorld, hasTrigrams: boolean): Promise<Filled> {
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
  const write = db.transaction((batch: readonly BenchPosting[]) => {
    for (const { number, head, tokens } of batch) {
      insertHead.run(number, head)
      insertTokens.run(number, tokens)
    }
  })
  const oursSeconds = await seconds(async () => {
    for await (const batch of tokenBatches('sqlite', world, BATCH)) write(batch)
  })
  const withOurs = bytes()
  db.exec(`create virtual table bench_trigram using fts5(text, content='', columnsize=0, tokenize='trigram')`)
  const insertTrigram = db.prepare('insert into bench_trigram (rowid, text) values (?, ?)')
  const trigramSeconds = await seconds(() => {
    if (!hasTrigrams) return
    each((t) => {
      for (const [place, text] of folded(t).entries()) insertTrigram.run(t.number * 8 + place, text)
    })
  })
  const withTrigram = bytes()
  db.exec('analyze')
  db.close()
  return { rowsBytes, oursBytes: withOurs - rowsBytes, trigramBytes: withTrigram - withOurs, rowsSeconds, oursSeconds, trigramSeconds }
}

export async function fillPostgresSearch(url: string, world: SearchWorld, hasTrigrams: boolean): Promise<Filled> {
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
    for await (const batch of tokenBatches('postgres', world, BATCH))
      await client.query(
        `insert into deskwright.search_posting (position, tokens) select p, cast(t as bigint[]) from unnest($1::bigint[], $2::text[]) as x(p, t)`,
        [batch.map(({ number }) => number), batch.map(({ tokens }) => tokens)],
      )
    await client.query('create index search_posting_token on deskwright.search_posting using gin (tokens)')
  })
  await client.query('create extension pg_trgm; create table bench_trigram (number int not null, text text not null)')
  const trigramSeconds = await seconds(async () => {
    if (!hasTrigrams) return
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
