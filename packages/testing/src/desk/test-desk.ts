import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AsOptions,
  createDesk,
  type Desk,
  type DeskOptions,
  type DeskPlugin,
  type DeskServices,
  folderStorage,
  type Person,
  type PluginContract,
} from '@deskwright/core'
import { type TestDatabase, testDatabases } from '../database/test-databases.ts'
import { type ActorName, actorNames, createActors, personOf, type TestActor, type TestPlaces } from './actors.ts'
import { Canaries } from './canaries.ts'
import { EventRecorder } from './event-recorder.ts'
import { makeDue } from './make-due.ts'
import { RecordingLog } from './recording-log.ts'
import { TestClock } from './test-clock.ts'
import { TestIds } from './test-ids.ts'
import { headersOf, identifyByHeader, requestOf } from './test-request.ts'
import { watchedServices } from './watched-services.ts'

/** As for `createDesk`, with the database by its kind, and with defaults that suit tests: no worker, outputs checked, nothing printed. */
export interface TestDeskOptions<P extends readonly DeskPlugin[]> extends Partial<Omit<DeskOptions<P>, 'database'>> {
  /** SQLite in a file of its own, PostgreSQL in a schema of its own (`sqlite` unless told), or a place made before, which stays when the desk is closed. */
  readonly database?: TestDatabase['kind'] | TestDatabase
  /** Where the clock stands at first; Monday, 5 January 2026, 09:00 UTC unless told. */
  readonly now?: string
  /** People, companies and teams to act with; true unless told. Without them the first administrator is still `admin`. */
  readonly cast?: boolean
}

/** Who does something: one of the cast, or any person as the host would name them. */
export type Who = ActorName | Person

export interface TestDesk<C extends PluginContract = never> {
  readonly desk: Desk<C>
  readonly clock: TestClock
  readonly ids: TestIds
  readonly log: RecordingLog
  /** Empty with `cast: false`. */
  readonly actors: Readonly<Record<ActorName, TestActor>>
  readonly places: TestPlaces
  readonly events: EventRecorder
  /** What reaches customers through `as` and `fetch` is watched by itself; `close` throws when one of them was seen. */
  readonly canaries: Canaries
  readonly database: TestDatabase
  /** The operations as somebody, in the capacity that they are made for unless told. */
  as(who: Who, options?: AsOptions): DeskServices<C>
  /** A request to `desk.fetch` as somebody, or as nobody. `'POST /api/tickets'`; the body is sent as JSON. */
  fetch(who: Who | null, target: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Works through everything that is due: order, deliveries, retries, jobs. `jobs`: these recurring ones (`plugin/job`) are due now, whatever the time. */
  tick(options?: { readonly jobs?: readonly string[] }): ReturnType<Desk['tick']>
  /** Another desk on the same database, as another process or a later version has it. Closed together with this one. */
  another<const Q extends readonly DeskPlugin[] = readonly []>(options?: TestDeskOptions<Q>): Desk<Q[number]['~contract']>
  /** Closes the desk and deletes its database. Throws when a customer got a canary. */
  close(): Promise<void>
}

/**
 * A migrated desk with a database, a clock and a cast of its own.
 *
 * ```ts
 * const t = await testDesk({ plugins: [billing({ currency: 'EUR' })], database: 'postgres' })
 * const ticket = await t.as('customer').tickets.create({ subject: 'Printer' })
 * await t.close()
 * ```
 */
export async function testDesk<const P extends readonly DeskPlugin[] = readonly []>(
  options: TestDeskOptions<P> = {},
): Promise<TestDesk<P[number]['~contract']>> {
  const { database: asked = 'sqlite', now, cast = true, ...rest } = options
  const database = typeof asked === 'string' ? await place(asked) : asked
  const clock = new TestClock(now)
  const ids = new TestIds(clock.now)
  const log = new RecordingLog()
  const canaries = new Canaries()
  const opened: Desk[] = []
  // Made at the first file; the same for other desks on this database.
  const folder = join(tmpdir(), `deskwright-files-${randomUUID()}`)
  const open = (more: Partial<Omit<DeskOptions<readonly DeskPlugin[]>, 'database'>>): Desk => {
    const defaults = {
      clock: clock.now,
      newId: ids.next,
      log,
      files: { storage: folderStorage(folder) },
      worker: false,
      checkOutputs: true,
      identify: identifyByHeader,
      admins: ['admin'],
    }
    const all = {
      ...defaults,
      ...more,
      database: database.database,
      store: { synchronous: 'normal', ...more.store, schema: database.schema },
    }
    const desk = createDesk(all as never) as unknown as Desk
    opened.push(desk)
    return desk
  }
  const release = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()))
    await rm(folder, { recursive: true, force: true })
    if (typeof asked === 'string') await database.drop()
  }
  try {
    const desk = open(rest)
    await desk.migrate()
    const { actors, places } = cast ? await createActors(desk) : { actors: {}, places: {} }
    const known = actors as Readonly<Record<ActorName, TestActor>>
    const test: TestDesk = {
      desk,
      clock,
      ids,
      log,
      actors: known,
      places: places as TestPlaces,
      events: new EventRecorder(desk),
      canaries,
      database,
      as(who, asOptions) {
        const { person, options: own } = actorOf(known, who, asOptions)
        const services = desk.as(person, own)
        return own.acting === 'staff' ? services : watchedServices(services, (reached) => canaries.watch(reached))
      },
      async fetch(who, target, body, headers = {}) {
        const actor = who === null ? undefined : actorOf(known, who)
        const response = await desk.fetch(requestOf(target, body, { ...headersOf(actor), ...headers }))
        return actor?.options.acting === 'staff' ? response : canaries.watch(response)
      },
      async tick({ jobs = [] } = {}) {
        await makeDue(desk, jobs)
        return desk.tick()
      },
      another: (more = {}) => {
        const { database: _database, now: _now, cast: _cast, ...own } = more
        return open({ ...own, plugins: own.plugins ?? [] } as never) as never
      },
      async close() {
        await release()
        canaries.expectUnseen()
      },
    }
    return test as unknown as TestDesk<P[number]['~contract']>
  } catch (error) {
    await release()
    throw error
  }
}

/** Throws where this kind of database can't be had, with the reason; see `describeOnBothDatabases` for a visible skip instead. */
async function place(kind: TestDatabase['kind']): Promise<TestDatabase> {
  const found = testDatabases.find((one) => one.kind === kind)
  if (!found) throw new TypeError(`'${kind}' is no database. Say 'sqlite' or 'postgres'.`)
  if (found.missing !== undefined) throw new Error(found.missing)
  return found.create()
}

function actorOf(actors: Readonly<Record<ActorName, TestActor>>, who: Who, options?: AsOptions): { person: Person; options: AsOptions } {
  if (typeof who !== 'string') return { person: who, options: options ?? {} }
  const actor = actors[who]
  if (actor) return { person: actor.person, options: options ?? actor.options }
  if (!actorNames.includes(who)) throw new TypeError(`There is nobody called '${who}' in the cast: ${actorNames.join(', ')}.`)
  return { person: personOf(who), options: options ?? {} }
}
