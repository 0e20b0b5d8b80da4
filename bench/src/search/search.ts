import Database from 'better-sqlite3'
import pg from 'pg'
import { type BenchDesk, benchDesk } from '../bench-desk.ts'
import type { BenchDatabases } from '../databases.ts'
import { median, micros, type Row } from '../report.ts'
import type { SearchWorld } from './bench-ticket.ts'
import { type Filled, fillPostgresSearch, fillSqliteSearch } from './fill-search.ts'
import { rareWord, wordAt } from './texts.ts'

const RUNS = 50

/** What is asked for: as the desk is asked, and the words that a trigram index is asked for. */
const questions: Readonly<Record<string, (run: number) => readonly string[]>> = {
  'rare word': (run) => [rareWord(run)],
  'three words': (run) => [wordAt('en', 60 + run), wordAt('en', 400 + run), wordAt('en', 1500 + run)],
  'three frequent words': (run) => [wordAt('ru', 2 + (run % 5)), wordAt('ru', 12 + (run % 7)), wordAt('ru', 30 + run)],
  'common word': () => [wordAt('en', 1)],
  'Hebrew word behind a prefix': () => ['מדפסת'],
  'Japanese, two letters': (run) => [wordAt('ja', 100 + run).slice(0, 2)],
  'serial number': (run) => [`SN-${1007 + run * 20}-X`],
  'nothing fits': (run) => [`nothing${String.fromCharCode(97 + run)}`],
}

/**
 * Both designs over the same tickets on both databases: size, time of making, time of asking. `SEARCH_TICKETS` says how many; 100,000 unless told,
 * and of more only with `SEARCH_TRIGRAMS=1` the trigrams as well.
 */
export async function search(databases: BenchDatabases): Promise<Row[]> {
  const size = Number(process.env['SEARCH_TICKETS'] ?? 100_000)
  const kinds = (process.env['SEARCH_DATABASES'] ?? 'SQLite,PostgreSQL').split(',') as ('SQLite' | 'PostgreSQL')[]
  const rows: Row[] = []
  for (const kind of kinds)
    rows.push(
      ...(await measure(
        kind,
        kind === 'SQLite' ? `sqlite:${databases.sqliteFile(`search_${size}`)}` : await databases.postgresUrl(`search_${size}`),
        size,
      )),
    )
  return rows
}

async function measure(kind: 'SQLite' | 'PostgreSQL', database: string, size: number): Promise<Row[]> {
  const { desk, admin } = await benchDesk(database)
  const hasTrigrams = (process.env['SEARCH_TRIGRAMS'] ?? (size > 100_000 ? '0' : '1')) === '1'
  // A database that was kept is full already.
  const isKept = (await admin.companies.list({})).items.length > 0
  const rows = isKept ? [] : sizes(kind, size, await filled(kind, database, await people(desk, size), hasTrigrams))
  const trigram = kind === 'SQLite' ? sqliteTrigram(database.slice('sqlite:'.length)) : await postgresTrigram(database)
  for (const [what, wordsOf] of Object.entries(questions)) {
    const other = hasTrigrams ? await timed((run) => trigram.find(wordsOf(run))) : undefined
    for (const externalId of ['admin', 'busy', 'quiet', 'customer']) {
      const caller = desk.as({ externalId })
      const ours = await timed(
        async (run) => (await caller.search.find({ query: wordsOf(run).join(' '), kind: 'ticket', limit: 20 })).items.length,
      )
      rows.push({
        what: `${kind}: ${what}, ${externalId} (${ours.found} found)`,
        value: `${micros(ours.time)}, p99 ${micros(ours.p99)}`,
        ...(externalId === 'admin' && other ? { raw: `${micros(other.time)} trigrams, ${other.found} found` } : {}),
        goal: what === 'rare word' || what === 'three words' ? '≤ 50 ms' : '',
      })
    }
  }
  await trigram.close()
  await desk.close()
  return rows
}

const filled = (kind: string, database: string, world: SearchWorld, hasTrigrams: boolean): Promise<Filled> =>
  kind === 'SQLite'
    ? fillSqliteSearch(database.slice('sqlite:'.length), world, hasTrigrams)
    : fillPostgresSearch(database, world, hasTrigrams)

/** Teams, companies and requesters of the tickets, and those who ask: for one busy team, for thirty quiet ones, and for a company with few tickets. */
async function people(desk: BenchDesk, size: number): Promise<SearchWorld> {
  const admin = desk.as({ externalId: 'admin' })
  const teams: string[] = []
  const companies: string[] = []
  const requesters: string[] = []
  for (let index = 0; index < 31; index++) teams.push((await admin.teams.create({ key: `team${index}`, title: `Team ${index}` })).id)
  for (let index = 0; index < 21; index++) companies.push((await admin.companies.create({ name: `Company ${index}` })).id)
  for (let index = 0; index < 100; index++)
    requesters.push((await admin.people.create({ name: `Person ${index}`, externalId: `p${index}` })).id)
  const person = async (externalId: string) => (await desk.as({ externalId }).people.me()).person.id
  for (const scopeId of teams.slice(1))
    await admin.access.grant({ personId: await person('quiet'), roleId: 'agent', scope: 'team', scopeId })
  await admin.access.grant({ personId: await person('busy'), roleId: 'agent', scope: 'team', scopeId: teams[0] ?? '' })
  const rare = companies.at(-1) ?? ''
  await admin.companies.saveMember({ companyId: rare, personId: await person('customer') })
  await admin.access.grant({ personId: await person('customer'), roleId: 'customer_manager', scope: 'company', scopeId: rare })
  return { size, teams, companies, requesters }
}

const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
const sizes = (kind: string, size: number, filled: Filled): Row[] => [
  {
    what: `${kind}: ${size.toLocaleString('en')} tickets, rows`,
    value: `${mb(filled.rowsBytes)}, ${Math.round(filled.rowsSeconds)} s`,
    goal: '',
  },
  {
    what: `${kind}: index, ours and trigrams`,
    value: `${mb(filled.oursBytes)}, ${Math.round(filled.oursSeconds)} s`,
    raw: `${mb(filled.trigramBytes)}, ${Math.round(filled.trigramSeconds)} s`,
    goal: '',
  },
]

async function timed(run: (index: number) => Promise<number> | number): Promise<{ time: number; p99: number; found: number }> {
  const times: number[] = []
  let found = 0
  for (let index = 0; index < RUNS; index++) {
    const start = performance.now()
    found = await run(index)
    times.push(performance.now() - start)
  }
  return { time: median(times), p99: times.sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0, found }
}

const MOST = 1000
/** Numbers alone, without scope and without a page: the least that a search by trigrams costs. Under three letters it reads everything. */
function sqliteTrigram(file: string) {
  const db = new Database(file, { readonly: true })
  const match = db.prepare(
    `select distinct rowid / 8 as n from bench_trigram where bench_trigram match ? order by rowid desc limit ${MOST}`,
  )
  const scan = db.prepare(
    `select distinct ticket.number as n from deskwright_message message join deskwright_ticket ticket on ticket.id = message.ticket_id where message.body like ? limit ${MOST}`,
  )
  return {
    find: (words: readonly string[]) =>
      words.some((word) => [...word].length < 3)
        ? scan.all(`%${words[0]}%`).length
        : match.all(words.map((word) => `"${word.toLowerCase()}"`).join(' AND ')).length,
    close: () => db.close(),
  }
}

async function postgresTrigram(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    find: async (words: readonly string[]) =>
      (
        await client.query(
          `select number from (select distinct number from bench_trigram where text like all($1::text[])) found order by number desc limit ${MOST}`,
          [words.map((word) => `%${word.toLowerCase()}%`)],
        )
      ).rows.length,
    close: () => client.end(),
  }
}
