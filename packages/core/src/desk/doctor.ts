import { sql } from 'kysely'
import { isDeskError } from '../error/desk-error.ts'
import { findLost } from '../file/find-lost.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { asPlugin } from '../plugin/as-plugin.ts'
import { checkIndex } from '../search/check-index.ts'
import { migrationStatus } from '../store/migrate/status.ts'
import type { MigrationOwner } from '../store/migration.ts'
import { checkIntegrity } from '../store/schema/check-integrity.ts'
import { findDrift } from '../store/schema/find-drift.ts'
import { checkLinks } from './check-links.ts'
import { checkRunning } from './check-running.ts'
import { checkSurroundings } from './check-surroundings.ts'
import type { Surroundings } from './surroundings.ts'
import { vanishedStatuses } from './ticket-statuses.ts'

export interface Finding {
  /** `error`: something is wrong or lost. `warning`: it will be, or it is unusual. */
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
}
export interface DoctorOptions {
  /** Also how the desk is set up and doing: `identify`, open routes, secrets, contracts, clocks, plugins' health, deliveries given up. */
  readonly setup?: boolean
}
export interface Diagnosis {
  readonly healthy: boolean
  readonly findings: readonly Finding[]
}

const SLOW_EVENT_MS = 60_000

/** Everything that can be checked without changing anything: schema, integrity, the invariants of history, ticket types, deliveries. */
export async function doctor(runtime: Runtime, owners: readonly MigrationOwner[], setup?: Surroundings): Promise<Diagnosis> {
  const findings: Finding[] = []
  const add = (severity: Finding['severity'], code: string, message: string) => findings.push({ severity, code, message })
  if (setup) checkSurroundings(runtime.composition, setup, add)
  try {
    const status = await migrationStatus(runtime.store, owners)
    for (const { owner, name } of status.pending)
      add('error', 'doctor.pending', `The migration '${name}' of '${owner}' is not applied. Run deskwright migrate.`)
    for (const { owner, name } of status.changed)
      add('error', 'doctor.changed', `The migration '${name}' of '${owner}' was changed after it was applied.`)
    for (const { owner, name } of status.newer)
      add('error', 'doctor.newer', `The database has '${name}' of '${owner}', which this version does not know.`)
    for (const owner of status.removedOwners)
      add('warning', 'doctor.removed', `'${owner}' is not installed, and its tables are still there. Install it again, or uninstall it.`)
    for (const problem of await checkIntegrity(runtime.store)) add('error', 'doctor.integrity', problem)
    if (status.pending.length) return { healthy: false, findings }
    for (const drift of await findDrift(runtime.store, owners))
      add('warning', 'doctor.drift', `The schema differs from its migrations: ${drift}. Undo what was changed by hand.`)
    await checkTypes(runtime, add)
    for (const { severity, code, message } of await checkIndex(runtime)) add(severity, code, message)
    for (const { id, upkeep } of runtime.composition.plugins)
      for (const { severity, code, message } of (await upkeep?.check(asPlugin(runtime, id))) ?? []) add(severity, code, message)
    await checkFiles(runtime, add)
    if (setup) await checkRunning(runtime, setup, add)
    await runtime.store.read(async ({ db }) => {
      await checkHistory(db, add)
      await checkLinks(db, (message) => add('error', 'doctor.links', message))
      await checkDeliveries(db, runtime, add)
    })
  } catch (error) {
    if (!isDeskError(error)) throw error
    add('error', error.code, error.message)
  }
  return { healthy: !findings.some((finding) => finding.severity === 'error'), findings }
}

export type Add = (severity: Finding['severity'], code: string, message: string) => void

/** Every version of a ticket is an event: no gap, none twice, the last one the ticket's own. */
async function checkHistory(db: CoreDb, add: Add): Promise<void> {
  const broken = await db
    .selectFrom('ticket')
    .innerJoin('event', (join) =>
      join.onRef('event.subject_id', '=', sql`cast(${sql.ref('ticket.id')} as text)` as never).on('event.subject_kind', '=', 'ticket'),
    )
    .select(['ticket.number', 'ticket.version'])
    .groupBy(['ticket.number', 'ticket.version'])
    .having(({ eb, fn }) =>
      eb.or([
        eb(fn.count<number>('event.sequence'), '<>', eb.ref('ticket.version')),
        eb(fn.max('event.subject_version'), '<>', eb.ref('ticket.version')),
      ]),
    )
    .limit(10)
    .execute()
  for (const { number } of broken) add('error', 'doctor.history', `Ticket ${number} and its history do not agree.`)
  const silent = await db
    .selectFrom('ticket')
    .select('number')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('event')
            .select('event.sequence')
            .whereRef('event.subject_id', '=', sql`cast(${sql.ref('ticket.id')} as text)` as never)
            .where('event.subject_kind', '=', 'ticket'),
        ),
      ),
    )
    .limit(10)
    .execute()
  for (const { number } of silent) add('error', 'doctor.history', `Ticket ${number} has no history.`)
}

/** A desk that never had a file needs no storage. */
async function checkFiles(runtime: Runtime, add: Add): Promise<void> {
  const any = await runtime.store.read(({ db }) => {
    const core: CoreDb = db
    return core.selectFrom('file').select('id').limit(1).executeTakeFirst()
  })
  if (!any) return
  const { lost, orphans } = await findLost(runtime)
  for (const id of lost.slice(0, 10))
    add('error', 'doctor.file_lost', `The bytes of file ${id} are not in the storage. Restore them from a backup.`)
  if (lost.length > 10) add('error', 'doctor.file_lost', `${lost.length - 10} more files have no bytes in the storage.`)
  if (orphans > 0)
    add(
      'warning',
      'doctor.file_orphans',
      `${orphans} stored files belong to nothing. The worker removes them; run deskwright worker, or call desk.tick().`,
    )
}

async function checkTypes(runtime: Runtime, add: Add): Promise<void> {
  for (const { code, message } of await runtime.store.read((tx) => vanishedStatuses(tx, runtime.composition))) add('error', code, message)
}

async function checkDeliveries(db: CoreDb, runtime: Runtime, add: Add): Promise<void> {
  const oldest = await db
    .selectFrom('event')
    .select('occurred_at')
    .where('position', 'is', null)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  if (oldest && runtime.clock() - Date.parse(oldest.occurred_at) > SLOW_EVENT_MS)
    add('warning', 'doctor.no_worker', `Events wait since ${oldest.occurred_at} for a worker. Run deskwright worker, or call desk.tick().`)
}
