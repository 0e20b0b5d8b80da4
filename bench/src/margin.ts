import { createDesk } from '@deskwright/core'
import Database from 'better-sqlite3'
import pg from 'pg'
import { billing } from '../../packages/plugin-billing/src/index.ts'
import type { BenchDatabases } from './databases.ts'
import { median, type Row } from './report.ts'

const CONTRACTS = 1000
const ROUNDS = 7
const year = { from: '2025-01-01', until: '2026-01-01' }

/** The report of a year by contract, over `DESK_BENCH_MARGIN_ENTRIES` time entries (1,000,000 unless told), beside the same sums in plain SQL. */
export async function margin(databases: BenchDatabases): Promise<Row[]> {
  const size = Number(process.env['DESK_BENCH_MARGIN_ENTRIES'] ?? 1_000_000)
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile(`margin_${size}`)}` : await databases.postgresUrl(`margin_${size}`)
    const desk = createDesk({ database, plugins: [billing({ currency: 'EUR' })], admins: ['admin'], worker: false, identify: () => null })
    await desk.migrate()
    const plain = kind === 'SQLite' ? onSqlite(database.slice('sqlite:'.length)) : await onPostgres(database)
    if (!(await plain.isFilled())) await plain.fill(size)
    const system = desk.system('bench').billing
    const times = { raw: [] as number[], report: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.raw.push(await timed(plain.aggregate))
      times.report.push(await timed(() => system.margin({ by: 'contract', ...year })))
    }
    const { total } = await system.margin({ by: 'contract', ...year })
    const told = { minutes: total.minutes, labourMinor: total.labourMinor, revenueMinor: total.exactMinor + total.allocatedMinor }
    const isSame = JSON.stringify(told) === JSON.stringify(sumsOf(await plain.aggregate()))
    await plain.close()
    await desk.close()
    const [raw, report] = [median(times.raw.sort((a, b) => a - b)), median(times.report.sort((a, b) => a - b))]
    rows.push({
      what: `${kind}: margin of a year by contract, ${size} entries on ${CONTRACTS} contracts`,
      value: `${(report / raw).toFixed(2)} of plain SQL (${report.toFixed(0)} ms, plain ${raw.toFixed(0)} ms)`,
      goal: '≤ 1.5',
    })
    rows.push({ what: `${kind}: the sums of both`, value: isSame ? 'the same' : 'not the same', goal: 'the same' })
  }
  return rows
}

/** What plain SQL has found, as the report says it. */
const sumsOf = ([work = [], revenue = []]: readonly (readonly Sums[])[]) => {
  const all = (rows: readonly Sums[], key: string) => rows.reduce((sum, row) => sum + Number(row[key]), 0)
  return { minutes: all(work, 'minutes'), labourMinor: Math.round(all(work, 'labour') / 60), revenueMinor: all(revenue, 'net') }
}
type Sums = Readonly<Record<string, unknown>>

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

interface Plain {
  isFilled(): Promise<boolean> | boolean
  fill(size: number): Promise<void> | void
  /** Work by contract, and what was invoiced by contract and kind. */
  aggregate(): Promise<Sums[][]> | Sums[][]
  close(): Promise<void> | void
}

/** In both dialects: how a table is called, an id out of a number, a day of the year, an instant, a blob, numbers from 1. */
interface Words {
  readonly table: (name: string) => string
  readonly id: (group: string, number: string) => string
  readonly day: (number: string) => string
  readonly at: string
  readonly key: (text: string) => string
  readonly json: string
  readonly no: string
  readonly yes: string
  readonly numbers: (count: number) => string
}

/** A row for each of what would take hours to enter; only reading is measured. */
const statements = ({ table, id, day, at, key, json, no, yes, numbers }: Words, size: number): string[] => [
  `insert into ${table('billing_work_kind')} (id, name, name_key, titles_json, is_billable, is_active, version, created_at, updated_at)
   select ${id('1', 'n')}, 'Work', ${key("'work'")}, ${json}, ${yes}, ${yes}, 1, ${at}, ${at} from ${numbers(1)}`,
  `insert into ${table('billing_contract')} (id, number, number_key, company_id, name, currency, starts_on, anchor_day, renewal, notice_days, is_terminated, version, created_at, updated_at)
   select ${id('2', 'n')}, 'C' || n, ${key("'c' || n")}, ${id('3', 'n')}, 'Care', 'EUR', '2024-01-01', 1, 'none', 0, ${no}, 1, ${at}, ${at} from ${numbers(CONTRACTS)}`,
  `insert into ${table('billing_time_entry')} (id, ticket_id, company_id, contract_id, person_id, work_kind_id, worked_on, minutes, is_billable, is_warranty, cost_rate_minor, state, version, created_by, created_at, updated_at)
   select ${id('4', 'n')}, ${id('5', 'n / 4')}, ${id('3', `1 + n % ${CONTRACTS}`)}, ${id('2', `1 + n % ${CONTRACTS}`)}, 'person ' || (n % 60), ${id('1', '1')},
     ${day('n')}, 5 + n % 90, ${yes}, ${no}, case when n % 60 = 7 then null else 3000 + n % 60 end, case when n % 11 = 0 then 'submitted' else 'approved' end, 1, 'bench', ${at}, ${at}
   from ${numbers(size)}`,
  `insert into ${table('billing_invoice')} (id, kind, number, number_sequence, state, company_id, contract_id, currency, issued_on, due_on, period_from, period_until, tax_mode, tax_rounding, rounding,
     net_minor, tax_minor, gross_minor, paid_minor, credited_minor, taxes_json, seller_json, buyer_json, version, created_by, issued_at)
   select ${id('6', 'n')}, 'invoice', 'INV-' || n, n, 'issued', ${id('3', `1 + n % ${CONTRACTS}`)}, ${id('2', `1 + n % ${CONTRACTS}`)}, 'EUR', '2025-12-31', '2026-01-31', '2025-01-01', '2026-01-01',
     'exclusive', 'line', 'half_up', 9000, 0, 9000, 0, 0, ${json}, ${json}, ${json}, 1, 'bench', ${at} from ${numbers(CONTRACTS * 12)}`,
  `insert into ${table('billing_invoice_line')} (id, invoice_id, position, kind, description, basis, source_kind, source_id, ticket_id, person_id, day_from, day_until, unit, rate_minor, amount_minor, net_minor,
     tax_code, tax_rate, credited_minor, verdict_json)
   select ${id('7', 'n')}, ${id('6', `1 + n % ${CONTRACTS * 12}`)}, n, case when n % 9 = 0 then 'fee' else 'time' end, 'Work', 'list', case when n % 9 = 0 then 'fee' else 'time' end, ${id('4', 'n')}, ${id('5', 'n / 4')},
     ${id('8', 'n % 60')}, ${day('n')}, ${day('n')}, 'hour', 9000, 1000 + n % 5000, 1000 + n % 5000, 'standard', '22', case when n % 500 = 0 then 100 else 0 end, ${json} from ${numbers(Math.floor(size / 10))}`,
]

/** What the report has to say at the least. */
const aggregates = ({ table }: Pick<Words, 'table'>): string[] => [
  `select contract_id, sum(minutes) as minutes, sum(case when cost_rate_minor is null then minutes else 0 end) as uncosted,
     sum(case when state <> 'approved' then minutes else 0 end) as unapproved, sum(minutes * coalesce(cost_rate_minor, 0)) as labour from ${table('billing_time_entry')}
   where worked_on >= '${year.from}' and worked_on < '${year.until}' and state in ('draft', 'submitted', 'approved') group by contract_id`,
  `select i.contract_id, l.source_kind, sum(l.net_minor - l.credited_minor) as net from ${table('billing_invoice_line')} l join ${table('billing_invoice')} i on i.id = l.invoice_id
   where i.kind = 'invoice' and l.day_from >= '${year.from}' and l.day_from < '${year.until}' group by i.contract_id, l.source_kind`,
]

function onSqlite(file: string): Plain {
  const db = new Database(file)
  const words: Words = {
    table: (name) => `deskwright_${name}`,
    id: (group, number) => `printf('019b0000-0000-7000-8000-${group}%011x', ${number})`,
    day: (number) => `date('2025-01-01', '+' || (${number} % 365) || ' days')`,
    at: '1750000000000',
    key: (text) => `cast(${text} as blob)`,
    json: `'[]'`,
    no: '0',
    yes: '1',
    numbers: (count) => `(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${count}) select n from s)`,
  }
  return {
    isFilled: () => db.prepare(`select 1 from ${words.table('billing_contract')} limit 1`).get() !== undefined,
    fill(size) {
      for (const statement of statements(words, size)) db.exec(statement)
      db.exec('analyze')
    },
    aggregate: () => aggregates(words).map((statement) => db.prepare<[], Sums>(statement).all()),
    close: () => void db.close(),
  }
}

async function onPostgres(url: string): Promise<Plain> {
  const client = new pg.Client({ connectionString: url })
  // The server stops while it is connected where something else failed: that is what is told then.
  client.on('error', () => undefined)
  await client.connect()
  const words: Words = {
    table: (name) => `deskwright.${name}`,
    id: (group, number) => `('019b0000-0000-7000-8000-${group}' || lpad(to_hex(${number}), 11, '0'))::uuid`,
    day: (number) => `to_char(date '2025-01-01' + (${number} % 365)::int, 'YYYY-MM-DD')`,
    at: `timestamptz '2025-06-01'`,
    key: (text) => `convert_to(${text}, 'UTF8')`,
    json: `'[]'::jsonb`,
    no: 'false',
    yes: 'true',
    numbers: (count) => `generate_series(1, ${count}) as s(n)`,
  }
  return {
    isFilled: async () => (await client.query(`select 1 from ${words.table('billing_contract')} limit 1`)).rowCount === 1,
    async fill(size) {
      for (const statement of statements(words, size)) await client.query(statement)
      await client.query('vacuum analyze')
    },
    async aggregate() {
      const found: Sums[][] = []
      for (const statement of aggregates(words)) found.push((await client.query<Sums>(statement)).rows)
      return found
    },
    close: () => client.end(),
  }
}
