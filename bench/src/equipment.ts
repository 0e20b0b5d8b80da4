import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      fileURLToPath(new URL('./equipment-import.ts', import.meta.url)),
      database,
      databases.folder,
      String(LINES),
    ])
    const { seconds, mb, before, created, faulty } = JSON.parse(stdout) as Record<string, number>
    rows.push({
      what: `${kind}: import of ${LINES.toLocaleString('en')} lines (${created} entered, ${faulty} refused), in a process of its own`,
      value: `${seconds?.toFixed(0)} s; ${mb} MB at the most, ${before} MB before it`,
      goal: '≤ 128 MB',
    })
  }
  return rows
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
