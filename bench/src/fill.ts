import Database from 'better-sqlite3'
import pg from 'pg'

/** A desk full of tickets: one team has half of them, thirty share the rest; one in ten is open. Rows are written directly, as only reading is measured. */
export interface World {
  readonly size: number
  readonly busy: string
  readonly quiet: readonly string[]
  readonly companies: readonly string[]
  readonly requesters: readonly string[]
  readonly newId: () => string
}

/** The newest 50 open tickets with the names that a list shows, as one would write it by hand. */
export interface RawLists {
  team(teamId: string): unknown
  teams(teamIds: readonly string[], personId: string): unknown
  company(companyId: string): unknown
  /** The newest 51 of a company, open or not, with names, tags, and the newest six messages of each: what a page of its history is made of. */
  history(companyId: string): unknown
  close(): unknown
}

const columns = [
  'id',
  'type',
  'status',
  'category',
  'is_open',
  'subject',
  'priority',
  'requester_id',
  'company_id',
  'team_id',
  'channel',
  'fields_json',
  'waited_ms',
  'reopen_count',
  'version',
  'public_version',
  'created_at',
  'updated_at',
  'public_updated_at',
] as const

const start = Date.parse('2024-01-01T00:00:00.000Z')

function* tickets({ size, busy, quiet, companies, requesters, newId }: World) {
  for (let index = 0; index < size; index++) {
    const isOpen = index % 10 === 3
    const teamId = index % 2 === 0 ? (quiet[(index >> 1) % quiet.length] ?? busy) : busy
    const at = start + index * 60_000
    yield {
      id: newId(),
      type: 'question',
      status: isOpen ? 'open' : 'closed',
      category: isOpen ? 'open' : 'closed',
      is_open: isOpen,
      subject: `Question number ${index} about something that does not work`,
      priority: (index % 4) + 1,
      requester_id: requesters[index % requesters.length],
      company_id: companies[Math.floor(index / 10) % companies.length],
      team_id: quietOpen(index, quiet, teamId),
      channel: 'api',
      fields_json: '{}',
      waited_ms: 0,
      reopen_count: 0,
      version: 1,
      public_version: 1,
      created_at: at,
      updated_at: at,
      public_updated_at: at,
    }
  }
}
/** Open tickets (every tenth) go to both kinds of team. */
const quietOpen = (index: number, quiet: readonly string[], teamId: string) =>
  index % 20 === 3 ? (quiet[Math.floor(index / 20) % quiet.length] ?? teamId) : teamId

const names = (prefix: string) => `
  select t.*, r.name as requester_name, c.name as company_name, team.key as team_key, team.title as team_title, a.name as assignee_name
  from ${prefix}ticket t join ${prefix}person r on r.id = t.requester_id join ${prefix}team team on team.id = t.team_id
  left join ${prefix}company c on c.id = t.company_id left join ${prefix}person a on a.id = t.assignee_id`

export function fillSqlite(file: string, world: World): RawLists {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const insert = db.prepare(
    `insert into deskwright_ticket (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  )
  // A database that was kept is full already.
  if (!db.prepare('select 1 from deskwright_ticket limit 1').get()) {
    db.transaction(() => {
      for (const ticket of tickets(world)) insert.run({ ...ticket, is_open: ticket.is_open ? 1 : 0 })
    })()
    db.exec('analyze')
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
  const select = names('deskwright_')
  const team = db.prepare(`${select} where t.team_id = ? and t.is_open = 1 order by t.number desc limit 51`)
  const company = db.prepare(`${select} where t.company_id = ? and t.is_open = 1 order by t.number desc limit 51`)
  const half = (state: 0 | 1) =>
    `select number from (select number from deskwright_ticket where company_id = @id and is_open = ${state} order by number desc limit 51)`
  const newest = db.prepare(
    `${select} where t.number in (select number from (${half(0)} union all ${half(1)}) order by number desc limit 51) order by t.number desc`,
  )
  const tags = db.prepare('select ticket_id, tag from deskwright_tag where ticket_id in (select value from json_each(?)) order by tag')
  const messages = db.prepare(
    `select id, ticket_id, visibility, author_kind, author_id, acting, channel, created_at, substr(body, 1, 300) as body
       from deskwright_message where ticket_id = ? order by id desc limit 6`,
  )
  const branch = (condition: string) =>
    `select number from (select number from deskwright_ticket where ${condition} and is_open = 1 order by number desc limit 51)`
  const teams = db.prepare(
    `${select} where t.number in (select number from (${[...world.quiet.map(() => branch('team_id = ?')), branch('assignee_id = ?')].join(' union ')}) order by number desc limit 51) order by t.number desc`,
  )
  return {
    team: (id) => team.all(id),
    teams: (ids, personId) => teams.all(...ids, personId),
    company: (id) => company.all(id),
    history: (id) => {
      const rows = newest.all({ id }) as { id: string }[]
      const tagged = tags.all(JSON.stringify(rows.map((row) => row.id)))
      return [rows, tagged, rows.map((row) => messages.all(row.id))]
    },
    close: () => db.close(),
  }
}

export async function fillPostgres(url: string, world: World): Promise<RawLists> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // As the desk's own sessions have it.
  await client.query('set random_page_cost = 1.1')
  let batch: unknown[][] = []
  const flush = async () => {
    const lists = columns.map((_, index) => batch.map((row) => row[index]))
    const types = [
      'uuid',
      'text',
      'text',
      'text',
      'boolean',
      'text',
      'int',
      'uuid',
      'uuid',
      'uuid',
      'text',
      'jsonb',
      'bigint',
      'int',
      'int',
      'int',
      'timestamptz',
      'timestamptz',
      'timestamptz',
    ]
    const arrays = types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')
    await client.query(`insert into deskwright.ticket (${columns.join(', ')}) select * from unnest(${arrays})`, lists)
    batch = []
  }
  if (!(await client.query('select 1 from deskwright.ticket limit 1')).rowCount) {
    for (const ticket of tickets(world)) {
      batch.push(columns.map((column) => (column.endsWith('_at') ? new Date(Number(ticket[column])).toISOString() : ticket[column])))
      if (batch.length === 5_000) await flush()
    }
    if (batch.length) await flush()
    await client.query('vacuum analyze')
  }
  const select = names('deskwright.')
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
  return {
    team: (id) => run('team', `${select} where t.team_id = $1 and t.is_open order by t.number desc limit 51`, [id]),
    company: (id) => run('company', `${select} where t.company_id = $1 and t.is_open order by t.number desc limit 51`, [id]),
    teams: (ids, personId) =>
      run(
        'teams',
        `${select} where t.number in (select number from (
           select l.number from unnest($1::uuid[]) as b(id) cross join lateral (select number from deskwright.ticket where team_id = b.id and is_open order by number desc limit 51) l
           union (select number from deskwright.ticket where assignee_id = $2 and is_open order by number desc limit 51)) u order by number desc limit 51) order by t.number desc`,
        [ids, personId],
      ),
    history: async (id) => {
      const half = (state: boolean) =>
        `(select number from deskwright.ticket where company_id = $1 and is_open = ${state} order by number desc limit 51)`
      const { rows } = await run(
        'newest',
        `${select} where t.number in (select number from (${half(true)} union all ${half(false)}) u order by number desc limit 51) order by t.number desc`,
        [id],
      )
      const ids = rows.map((row: { id: string }) => row.id)
      const tags = run('tags', 'select ticket_id, tag from deskwright.tag where ticket_id = any($1::uuid[]) order by tag', [ids])
      const messages = run(
        'messages',
        `select m.* from unnest($1::uuid[]) as t(id) cross join lateral (
           select id, ticket_id, visibility, author_kind, author_id, acting, channel, created_at, substr(body, 1, 300) as body
           from deskwright.message where ticket_id = t.id order by id desc limit 6) m order by m.id desc`,
        [ids],
      )
      return [rows, await tags, await messages]
    },
    close: () => client.end(),
  }
}
