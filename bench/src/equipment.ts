import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createDesk, folderStorage } from '@deskwright/core'
import Database from 'better-sqlite3'
import pg from 'pg'
import { equipment as plugin } from '../../packages/plugin-equipment/src/index.ts'
import type { BenchDatabases } from './databases.ts'
import { median, micros, type Row } from './report.ts'

const TICKETS = Number(process.env['DESK_BENCH_ITEM_TICKETS'] ?? 5000)
const LINES = Number(process.env['DESK_BENCH_LINES'] ?? 100_000)
const RUNS = 300
const AT_ONCE = 8

/** The first page of an item's history, beside the SQL that reads it; and what an import of many lines takes. */
export async function equipment(databases: BenchDatabases): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const name = `equipment_${TICKETS}`
    const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile(name)}` : await databases.postgresUrl(name)
    rows.push(await history(kind, database, databases.folder))
  }
  for (const kind of ['SQLite', 'PostgreSQL'] as const) {
    const database = kind === 'SQLite' ? `sqlite:${databases.sqliteFile()}` : await databases.postgresUrl()
    const folder = await mkdtemp(join(databases.folder, 'import-'))
    const of = `${kind}: import of ${LINES.toLocaleString('en')} lines, a hundredth of them bad, in a process of its own`
    rows.push(rowOf(`${of}: dry run`, await imported(database, folder, 'dry')))
    const killed = await begunAndKilled(database, folder)
    rows.push(
      rowOf(`${of}: gone on with after it was killed at line ${killed.toLocaleString('en')}`, await imported(database, folder, 'resume')),
    )
  }
  return rows
}

interface Imported {
  readonly seconds: number
  readonly idle: number
  readonly most: number
  readonly created: number
  readonly faulty: number
  readonly done: number
}

const rowOf = (what: string, { seconds, idle, most, created, faulty, done }: Imported): Row => ({
  what: `${what} (${done} lines: ${created} right, ${faulty} refused)`,
  value: `${seconds.toFixed(0)} s; ${most} MB at the most, ${most - idle} MB over the idle desk`,
  goal: '≤ 128 MB over it',
})

const script = fileURLToPath(new URL('./equipment-import.ts', import.meta.url))
const child = (database: string, folder: string, mode: string) =>
  spawn(process.execPath, [...process.execArgv, '--expose-gc', script, database, folder, String(LINES), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

async function imported(database: string, folder: string, mode: 'dry' | 'resume'): Promise<Imported> {
  let last = ''
  for await (const line of createInterface({ input: child(database, folder, mode).stdout })) last = line
  return JSON.parse(last) as Imported
}

/** Kills it half way; gives the line that it had come to. */
async function begunAndKilled(database: string, folder: string): Promise<number> {
  const begun = child(database, folder, 'begin')
  let last = 0
  for await (const line of createInterface({ input: begun.stdout })) {
    last = (JSON.parse(line) as { lines?: number }).lines ?? last
    if (last >= LINES / 2) begun.kill('SIGKILL')
  }
  return last
}

async function history(kind: 'SQLite' | 'PostgreSQL', database: string, folder: string): Promise<Row> {
  const desk = createDesk({
    database,
    plugins: [plugin()],
    admins: ['admin'],
    worker: false,
    files: { storage: folderStorage(folder) },
    identify: () => null,
  })
  await desk.migrate()
  const system = desk.system('bench')
  const first = desk.as({ externalId: 'admin' })
  const { person } = await first.people.me()
  const kept = (await system.equipment.items({ limit: 1 })).items[0]?.id
  const itemId = kept ?? (await fill())
  await first.access.grant({ personId: person.id, roleId: 'equipment.keeper', scope: 'all' }).catch(() => undefined)
  const admin = desk.as({ externalId: 'admin' }, { acting: 'staff' })
  const raw = kind === 'SQLite' ? rawSqlite(database.slice('sqlite:'.length)) : await rawPostgres(database)
  // In turns, so that both have the same machine.
  const times = { desk: [] as number[], raw: [] as number[] }
  for (let index = 0; index < RUNS * 2; index += 1) {
    times.raw.push(await timed(() => raw.read(itemId)))
    times.desk.push(await timed(() => admin.equipment.itemHistory({ itemId })))
  }
  const [whole, plain] = [median(times.desk.slice(RUNS)), median(times.raw.slice(RUNS))]
  await raw.close()
  await desk.close()
  return {
    what: `${kind}: history of an item with ${TICKETS.toLocaleString('en')} tickets, first page`,
    value: micros(whole),
    raw: micros(plain),
    ratio: `${(whole / plain).toFixed(2)} ×`,
    goal: '≤ 1.5 ×',
  }

  async function fill(): Promise<string> {
    const { id: companyId } = await system.companies.create({ name: 'Sample Company' })
    await system.companies.saveMember({ companyId, personId: person.id })
    const { id: kindId } = await system.equipment.createKind({ name: 'Printer' })
    const { id } = await system.equipment.createItem({ inventoryNumber: 'P 1', name: 'Printer', kindId, companyId })
    const open = async (n: number): Promise<void> => {
      const subject = `It prints nothing but stripes, ${n}`
      await system.tickets.create({ subject, requesterId: person.id, companyId, ext: { equipment: { itemIds: [id] } } })
    }
    for (let done = 0; done < TICKETS; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => open(done + n)))
    return id
  }
}

/** As an adept of SQL would write the page by hand: may the item be seen, and its entries, those of tickets only where the ticket is there. */
const pageOf = (prefix: string, mark: string): string => `select h.* from ${prefix}equipment_history h
  where h.item_id = ${mark}
    and (h.ticket_id is null or exists (select 1 from ${prefix}ticket t where t.id = h.ticket_id))
  order by h.happened_at desc, h.id desc limit 51`
const itemOf = (prefix: string, mark: string): string => `select * from ${prefix}equipment_item where id = ${mark}`

function rawSqlite(file: string) {
  const db = new Database(file)
  const [item, page] = [db.prepare(itemOf('deskwright_', '?')), db.prepare(pageOf('deskwright_', '?'))]
  return {
    async read(id: string): Promise<unknown> {
      return [item.get(id), page.all(id)]
    },
    async close() {
      db.close()
    },
  }
}

async function rawPostgres(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    async read(id: string): Promise<unknown> {
      const item = await client.query({ name: 'item', text: itemOf('deskwright.', '$1'), values: [id] })
      const page = await client.query({ name: 'page', text: pageOf('deskwright.', '$1'), values: [id] })
      return [item, page]
    },
    close: () => client.end(),
  }
}

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
