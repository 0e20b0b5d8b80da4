import Database from 'better-sqlite3'
import pg from 'pg'
import type { BenchDatabases } from './databases.ts'
import { median, micros, type Row } from './report.ts'

const SIZE = 100_000
const RUNS = 60
const BATCH = 5_000

/**
 * Three ways to index custom fields, by hand and side by side: `side`, a table (field, key, ticket) beside the tickets; `placed`, the same with
 * the ticket's team and whether it is open; `expression`, indexes over the ticket's JSON, one for each declared field and branch.
 * Two fields: a serial number that every ticket has for itself, and a cost; one team has a third of the tickets, another a hundred.
 */
type Design = 'side' | 'placed' | 'expression'
const designs: readonly Design[] = ['side', 'placed', 'expression']

const questions = (design: Design, isPostgres: boolean): Readonly<Record<string, string>> => {
  const at = (n: number) => (isPostgres ? `$${n}` : '?')
  const open = isPostgres ? 't.is_open' : 't.is_open = 1'
  const serial = isPostgres ? `(t.fields->>'serial') collate "C"` : `json_extract(t.fields, '$.serial')`
  const cost = isPostgres ? `cast(t.fields->>'cost' as double precision)` : `json_extract(t.fields, '$.cost')`
  if (design === 'expression')
    return {
      'one serial number': `select t.number from t where t.team_id = ${at(1)} and ${open} and ${serial} = 'sn77777' order by t.number desc limit 51`,
      'a common cost, newest': `select t.number from t where t.team_id = ${at(1)} and ${open} and ${cost} = 7 order by t.number desc limit 51`,
      'by cost': `select t.number from t where t.team_id = ${at(1)} and ${open} order by ${cost} desc, t.number desc limit 51`,
    }
  const join = 'from v join t on t.number = v.number'
  const placed = isPostgres ? 'v.is_open' : 'v.is_open = 1'
  const scope = design === 'placed' ? `v.team_id = ${at(1)} and ${placed}` : `t.team_id = ${at(1)} and ${open}`
  return {
    'one serial number': `select v.number ${join} where ${scope} and v.field = 'serial' and v.key = 'sn77777' order by v.number desc limit 51`,
    'a common cost, newest': `select v.number ${join} where ${scope} and v.field = 'cost' and v.key = 'n00007' order by v.number desc limit 51`,
    'by cost': `select v.number ${join} where ${scope} and v.field = 'cost' order by v.key desc, v.number desc limit 51`,
  }
}

const schema = (design: Design, isPostgres: boolean): string[] => {
  const text = isPostgres ? 'text collate "C"' : 'text'
  const json = isPostgres ? 'jsonb' : 'text'
  const bool = isPostgres ? 'boolean' : 'integer'
  const tables = [
    `create table t (number integer primary key, team_id integer not null, is_open ${bool} not null, subject text not null, fields ${json} not null)`,
    'create index t_team on t (team_id, is_open, number)',
  ]
  if (design === 'expression')
    return isPostgres
      ? [
          ...tables,
          `create index t_serial on t (team_id, is_open, ((fields->>'serial') collate "C"), number)`,
          `create index t_cost on t (team_id, is_open, (cast(fields->>'cost' as double precision)), number)`,
        ]
      : [
          ...tables,
          `create index t_serial on t (team_id, is_open, json_extract(fields, '$.serial'), number)`,
          `create index t_cost on t (team_id, is_open, json_extract(fields, '$.cost'), number)`,
        ]
  return [
    ...tables,
    `create table v (number integer not null, field ${text} not null, key ${text} not null, team_id integer not null, is_open ${bool} not null, primary key (number, field))`,
    design === 'placed' ? 'create index v_key on v (team_id, is_open, field, key, number)' : 'create index v_key on v (field, key, number)',
  ]
}

const teamOf = (n: number): number => (n % 1000 === 1 ? 2 : n % 3 === 0 ? 1 : 3 + (n % 40))
const ticket = (n: number) => ({
  number: n,
  team: teamOf(n),
  open: n % 4 !== 2,
  fields: JSON.stringify({ serial: `sn${n}`, cost: n % 97 }),
  values: [
    ['serial', `sn${n}`],
    ['cost', `n${String(n % 97).padStart(5, '0')}`],
  ] as const,
})

export async function fieldIndexes(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const design of designs)
    for (const kind of ['SQLite', 'PostgreSQL'] as const) {
      const place = kind === 'SQLite' ? sqlitePlace(databases.sqliteFile()) : await postgresPlace(await databases.postgresUrl())
      for (const statement of schema(design, kind === 'PostgreSQL')) await place.exec(statement)
      const start = performance.now()
      for (let n = 1; n <= SIZE; n += BATCH)
        await place.insert(
          Array.from({ length: BATCH }, (_, index) => ticket(n + index)),
          design !== 'expression',
        )
      const filling = performance.now() - start
      await place.exec(kind === 'SQLite' ? 'analyze' : 'vacuum analyze')
      rows.push({
        what: `${design}, ${kind}: fill, per ticket`,
        value: micros(filling / SIZE),
        raw: `${Math.round((await place.size()) / 1e6)} MB`,
        goal: '',
      })
      for (const [name, text] of Object.entries(questions(design, kind === 'PostgreSQL')))
        for (const [who, team] of [
          ['a team with a third', 1],
          ['a team with 100', 2],
        ] as const) {
          const times: number[] = []
          for (let run = 0; run < RUNS; run += 1) {
            const began = performance.now()
            await place.all(text, team)
            times.push(performance.now() - began)
          }
          rows.push({ what: `${design}, ${kind}: ${name}, ${who}`, value: micros(median(times)), goal: '' })
        }
      await place.close()
    }
  return rows
}

interface Place {
  exec(text: string): unknown
  insert(tickets: readonly ReturnType<typeof ticket>[], withValues: boolean): unknown
  all(text: string, team: number): unknown
  size(): number | Promise<number>
  close(): unknown
}

function sqlitePlace(file: string): Place {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  return {
    exec: (text) => db.exec(text),
    insert(tickets, withValues) {
      const row = db.prepare('insert into t values (?, ?, ?, ?, ?)')
      const value = withValues ? db.prepare('insert into v values (?, ?, ?, ?, ?)') : undefined
      db.transaction(() => {
        for (const { number, team, open, fields, values } of tickets) {
          row.run(number, team, Number(open), `Ticket ${number} about something`, fields)
          for (const [field, key] of values) value?.run(number, field, key, team, Number(open))
        }
      })()
    },
    all: (text, team) => db.prepare(text).all(team),
    size: () => Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
    close: () => db.close(),
  }
}

async function postgresPlace(url: string): Promise<Place> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    exec: (text) => client.query(text),
    async insert(tickets, withValues) {
      const lists = [
        tickets.map((t) => t.number),
        tickets.map((t) => t.team),
        tickets.map((t) => t.open),
        tickets.map((t) => `Ticket ${t.number} about something`),
        tickets.map((t) => t.fields),
      ]
      await client.query('insert into t select * from unnest($1::int[], $2::int[], $3::boolean[], $4::text[], $5::jsonb[])', lists)
      if (!withValues) return
      const values = tickets.flatMap((t) => t.values.map(([field, key]) => [t.number, field, key, t.team, t.open] as const))
      await client.query(
        'insert into v select * from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::boolean[])',
        [0, 1, 2, 3, 4].map((index) => values.map((value) => value[index])),
      )
    },
    all: (text, team) => client.query({ name: text.slice(0, 60).replaceAll(/\W/g, '') + text.length, text, values: [team] }),
    size: async () => Number((await client.query('select pg_database_size(current_database()) as size')).rows[0].size),
    close: () => client.end(),
  }
}
