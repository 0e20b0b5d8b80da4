import type { TestDatabase, TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { memoryStorage } from '../files/memory-storage.ts'
import { type ProbeContract, type ProbeScript, probe, writeRow } from './probe-plugin.ts'

/** A desk with hooks that use the database in every phase, and the people and places that commands name. */
export interface Stage {
  readonly desk: Desk<ProbeContract>
  readonly place: TestDatabase
  readonly script: ProbeScript
  readonly companyId: string
  readonly teamId: string
  /** Handlers of `ticket.replied` that have run after the commit, by ticket. */
  readonly delivered: string[]
  /** Different each time: for names that must be new. */
  fresh(): string
  close(): Promise<void>
}

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** One connection for each kind of work, so that one that is not given back is noticed by the next call. */
export async function openStage(kind: TestDatabaseKind, store: StoreOptions = {}): Promise<Stage> {
  const place = await kind.create()
  const delivered: string[] = []
  const script: ProbeScript = {
    async play(work, ticketId) {
      await writeRow(work, ticketId)
      await work.desk.tickets.note({ ticketId, body: 'Played.' })
      await work.desk.tickets.note({ ticketId: 'nonsense', body: 'Refused.' }).catch(() => {})
      await work.asPlugin.probe.write({ ticketId })
    },
    guard: async (ticketId, work) => void (await work.desk.tickets.get({ ticketId })),
    within: (ticketId, work) => writeRow(work, ticketId),
    async gate({ ticketId }, work) {
      await work.db.selectFrom('probe_row').selectAll().where('ticket_id', '=', ticketId).execute()
      return []
    },
    after: async (ticketId) => void delivered.push(ticketId),
  }
  const desk: Desk<ProbeContract> = createDesk({
    database: place.database,
    store: { schema: place.schema, poolSize: 1, readers: 1, busyDeadlineMs: 1000, synchronous: 'normal', ...store },
    plugins: [probe(script)],
    admins: ['admin', 'deputy'],
    files: { storage: memoryStorage(), scan: ({ name }) => (name === 'bad' ? { quarantine: 'It looks bad.' } : 'accept') },
    worker: false,
    log: quiet,
    hookTimeLimit: 10_000,
  })
  await desk.migrate()
  const admin = desk.as({ externalId: 'admin' })
  for (const externalId of ['deputy', 'customer']) await desk.as({ externalId }).people.me()
  await admin.access.grant({ personId: (await admin.people.me()).person.id, roleId: 'probe.player', scope: 'all' })
  const companyId = (await admin.companies.create({ name: 'ACME' })).id
  const teamId = (await admin.teams.create({ key: 'net', title: 'Network' })).id
  let count = 0
  return {
    desk,
    place,
    script,
    companyId,
    teamId,
    delivered,
    fresh: () => {
      count += 1
      return `fresh_${count}`
    },
    async close() {
      await desk.close()
      await place.drop()
    },
  }
}
