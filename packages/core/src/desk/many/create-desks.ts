import { AsyncLocalStorage } from 'node:async_hooks'
import { coreError } from '../../error/core-errors.ts'
import { isDeskError } from '../../error/desk-error.ts'
import { asResponse } from '../../http/answer.ts'
import type { FetchMount } from '../../http/fetchable.ts'
import { problemAnswer, refusalOf } from '../../http/problem.ts'
import type { RunningWorker, TickCounts } from '../../job/worker.ts'
import { consoleLogger } from '../../operation/logger.ts'
import type { PluginContract } from '../../plugin/contract.ts'
import type { DeskPlugin } from '../../plugin/plugin-spec.ts'
import { internalsOf } from '../../store/desk-store.ts'
import { readLedger } from '../../store/migrate/ledger.ts'
import { acceptedLanguages } from '../../text/language.ts'
import { createIdSource } from '../../value/id-source.ts'
import { composeDesk } from '../compose-desk.ts'
import { assembleDesk, type Checked } from '../create-desk.ts'
import type { Desk } from '../desk.ts'
import type { Desks, TenantOutcome } from './desks.ts'
import type { DesksOptions, TenantPlace } from './desks-options.ts'
import { heldResponse } from './held-response.ts'
import { OpenTenants } from './open-tenants.ts'
import { SharedPools } from './shared-pools.ts'
import { expectFile, identitiesOf, makeFolder } from './tenant-places.ts'
import { TenantWork } from './tenant-work.ts'

const IDLE_MS = 60_000
const MAX_OPEN = 100
/** One desk among many gets by with less than one that has the process for itself. */
const small = { readers: 1, cacheKiB: 1000 }
/** How long `close` waits for what is under way. */
const CLOSE_MS = 10_000
const ROUND_AT_ONCE = 4
/** One tenant's turn. */
const TICK_MS = 5000

type AnyDesk = Desk<PluginContract>

/**
 * The desks of a vendor's tenants in one process: a file or a schema each, one composition, one pool for each server, one set of workers. Synchronous, and
 * touches no database. A desk is opened by the first call for it and closed when nobody needs it. Throws what is wrong with the composition.
 */
export function createDesks<const P extends readonly DeskPlugin[] = readonly []>(
  options: DesksOptions<P> & Checked<P[number]['~contract']>,
): Desks<P[number]['~contract']> {
  return new TenantDesks(options) as unknown as Desks<P[number]['~contract']>
}

class TenantDesks implements Desks<PluginContract> {
  // biome-ignore lint/suspicious/noExplicitAny: whatever is installed
  readonly #options: DesksOptions<any>
  readonly #composed: ReturnType<typeof composeDesk>
  readonly #pools = new SharedPools()
  readonly #tenants: OpenTenants<AnyDesk>
  readonly #work: TenantWork
  /** What an open desk has for itself alone → whose it is. */
  readonly #owned = new Map<unknown, string>()
  readonly #current = new AsyncLocalStorage<string>()
  readonly #newId: () => string
  readonly #creating = new Set<string>()
  #isWorking: boolean

  // biome-ignore lint/suspicious/noExplicitAny: whatever is installed
  constructor(options: DesksOptions<any>) {
    this.#options = options
    const { identify: _, ...composing } = options
    this.#composed = composeDesk(composing)
    this.#newId = options.newId ?? createIdSource()
    this.#isWorking = options.worker === false
    this.#tenants = new OpenTenants((tenant) => this.#open(tenant), {
      idleMs: options.idleMs ?? IDLE_MS,
      maxOpen: options.maxOpen ?? MAX_OPEN,
    })
    this.#work = new TenantWork({
      log: options.log ?? consoleLogger,
      tenants: () => this.#list(),
      tick: (tenant) => this.#tick(tenant),
    })
  }

  get openCount(): number {
    return this.#tenants.size
  }

  get current(): string {
    const tenant = this.#current.getStore()
    if (tenant === undefined) throw coreError('tenant.none_here')
    return tenant
  }

  async with<T>(tenant: string, run: (desk: AnyDesk) => Promise<T>): Promise<T> {
    const { desk, letGo } = await this.#tenants.hold(nameOf(tenant))
    try {
      return await this.#current.run(tenant, () => run(desk))
    } finally {
      letGo()
    }
  }

  readonly fetch = async (request: Request, mount?: FetchMount): Promise<Response> => {
    let tenant: string | null
    try {
      tenant = (await this.#options.tenantOf?.(request)) ?? null
    } catch (error) {
      return this.#refuse(request, mount, error)
    }
    if (tenant === null) return this.#refuse(request, mount, coreError('tenant.unknown'))
    return this.fetchFor(tenant, request, mount)
  }

  async fetchFor(tenant: string, request: Request, mount?: FetchMount): Promise<Response> {
    let held: Awaited<ReturnType<OpenTenants<AnyDesk>['hold']>>
    try {
      held = await this.#tenants.hold(nameOf(tenant))
    } catch (error) {
      return this.#refuse(request, mount, error)
    }
    if (!this.#isWorking) {
      this.#isWorking = true
      this.#work.start()
    }
    try {
      const answer = await this.#current.run(tenant, () => held.desk.fetch(request, mount))
      return heldResponse(answer, held.letGo)
    } catch (error) {
      held.letGo()
      throw error
    }
  }

  async create(tenant: string): Promise<void> {
    if (this.#creating.has(nameOf(tenant)) || this.#tenants.has(tenant)) throw coreError('tenant.exists')
    this.#creating.add(tenant)
    try {
      await this.#create(tenant)
    } finally {
      this.#creating.delete(tenant)
    }
  }

  async #create(tenant: string): Promise<void> {
    const place = await this.#locate(tenant)
    makeFolder(place)
    const desk = this.#assemble(tenant, place)
    try {
      const internals = internalsOf(desk['~store'])
      if (await internals.transact('read', (tx) => readLedger(tx, internals))) throw coreError('tenant.exists')
      await desk.migrate()
    } finally {
      await desk.close()
    }
    this.#tenants.forgetFailure(tenant)
  }

  async migrate(): Promise<readonly TenantOutcome[]> {
    return this.#forEach(async (tenant) => {
      try {
        await this.with(tenant, (desk) => desk.migrate())
      } finally {
        this.#tenants.closeIfUsedOnce(tenant)
      }
    })
  }

  async tick(): Promise<readonly TenantOutcome<TickCounts>[]> {
    return this.#forEach((tenant) => this.#tick(tenant))
  }

  async #tick(tenant: string): Promise<TickCounts> {
    try {
      return await this.with(tenant, (desk) => desk.tick({ maxMs: TICK_MS }))
    } finally {
      this.#tenants.closeIfUsedOnce(tenant)
    }
  }

  startWorker(options?: Parameters<Desks<never>['startWorker']>[0]): RunningWorker {
    this.#isWorking = true
    return this.#work.start(options)
  }

  release(tenant: string): Promise<void> {
    return this.#tenants.release(tenant)
  }

  async close(): Promise<void> {
    await this.#work.stop()
    await this.#tenants.close(CLOSE_MS)
    await this.#pools.close()
  }

  /** A few at a time; what one fails by is its own outcome. */
  async #forEach<T>(run: (tenant: string) => Promise<T>): Promise<TenantOutcome<T>[]> {
    const tenants = await this.#list()
    const outcomes: TenantOutcome<T>[] = []
    const waiting = tenants.values()
    const work = async (): Promise<void> => {
      for (const tenant of waiting)
        try {
          outcomes.push({ tenant, value: await run(tenant) })
        } catch (error) {
          outcomes.push({ tenant, error })
        }
    }
    await Promise.all(Array.from({ length: ROUND_AT_ONCE }, work))
    return outcomes
  }

  async #list(): Promise<readonly string[]> {
    const names: string[] = []
    for await (const name of await this.#options.tenants()) names.push(name)
    return names
  }

  async #locate(tenant: string): Promise<TenantPlace> {
    const place = await this.#options.locate(tenant)
    if (!place) throw coreError('tenant.unknown')
    return place
  }

  async #open(tenant: string): Promise<AnyDesk> {
    const place = await this.#locate(tenant)
    expectFile(place)
    const desk = this.#assemble(tenant, place)
    try {
      const internals = internalsOf(desk['~store'])
      // Nothing is made for a name that somebody has thought up, whatever the registry says of it.
      if (!(await internals.transact('read', (tx) => readLedger(tx, internals)))) throw coreError('tenant.unknown')
      await this.#ready(desk)
      return desk
    } catch (error) {
      await desk.close().catch(() => {})
      throw error
    }
  }

  async #ready(desk: AnyDesk): Promise<void> {
    try {
      await desk.ready()
    } catch (error) {
      if (this.#options.migrates === false || !isDeskError(error) || error.code !== 'store.schema_behind') throw error
      await desk.migrate()
    }
  }

  /** Takes what the tenant has for itself, and gives it back when the desk is closed. Throws `tenant.clash`. */
  #assemble(tenant: string, place: TenantPlace): AnyDesk {
    const identities = identitiesOf(place)
    for (const identity of identities) {
      const other = this.#owned.get(identity)
      if (other !== undefined && other !== tenant) throw coreError('tenant.clash')
    }
    const { locate: _l, tenants: _t, tenantOf: _o, idleMs: _i, maxOpen: _m, migrates: _g, identify, store, ...shared } = this.#options
    const desk = assembleDesk(
      {
        ...shared,
        database: place.database,
        store: { ...small, ...store, ...(place.schema === undefined ? {} : { schema: place.schema }) },
        ...(place.files ? { files: place.files } : {}),
        ...(place.admins ? { admins: place.admins } : {}),
        ...(identify ? { identify: (request: Request) => identify(request, tenant) } : {}),
        worker: false,
      },
      this.#composed,
      { pools: this.#pools, woken: () => this.#work.wake(tenant) },
    )
    for (const identity of identities) this.#owned.set(identity, tenant)
    const close = async (): Promise<void> => {
      try {
        await desk.close()
      } finally {
        for (const identity of identities) if (this.#owned.get(identity) === tenant) this.#owned.delete(identity)
      }
    }
    return Object.freeze({ ...desk, close })
  }

  /** As a desk would refuse it, without one. */
  #refuse(request: Request, mount: FetchMount | undefined, error: unknown): Response {
    const { texts } = this.#composed.composition
    const languages = texts.chain(acceptedLanguages(request.headers.get('accept-language')))
    const docsUrl = `${typeof mount?.path === 'string' ? mount.path : ''}/api/docs`
    const refusal = refusalOf(error, { docsUrl, languages, texts, newId: this.#newId })
    if (refusal.isOurs) {
      const log = this.#options.log ?? consoleLogger
      log.warn({ incident: refusal.incident, error }, 'tenant: a desk could not be opened')
    }
    return asResponse(problemAnswer(refusal))
  }
}

/** What comes from a request may be anything. */
const nameOf = (tenant: unknown): string => {
  if (typeof tenant !== 'string' || tenant === '' || tenant.length > 200) throw coreError('tenant.unknown')
  return tenant
}
