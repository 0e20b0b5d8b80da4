import { setImmediate as turn } from 'node:timers/promises'
import { coreError } from '../error/core-errors.ts'
import { defaultStorage } from '../file/default-storage.ts'
import { DeskFiles } from '../file/desk-files.ts'
import { fileSettings } from '../file/files-options.ts'
import { Scanning } from '../file/scanning.ts'
import type { HookBus } from '../hook/hook-bus.ts'
import { deskFetch } from '../http/desk-fetch.ts'
import { httpSettings } from '../http/http-options.ts'
import { SharedPoints } from '../http/limits/shared-points.ts'
import { openApiDocument } from '../http/openapi/document.ts'
import { EmbeddedQueue } from '../job/embedded-queue.ts'
import { jobKinds } from '../job/job-kind.ts'
import { Worker } from '../job/worker.ts'
import { Deliverer } from '../notification/deliverer.ts'
import { jobTools } from '../notification/post.ts'
import { expectCaller, expectReason } from '../operation/expect-caller.ts'
import { invoke } from '../operation/invoke.ts'
import { consoleLogger, type Logger } from '../operation/logger.ts'
import type { DeskTypeError, PluginContract, RequiresOf, ReservedId } from '../plugin/contract.ts'
import type { DeskPlugin } from '../plugin/plugin-spec.ts'
import { reindex } from '../search/reindex.ts'
import { emitSql } from '../store/migrate/emit-sql.ts'
import { migrate } from '../store/migrate/migrate.ts'
import { checkSchema, migrationStatus } from '../store/migrate/status.ts'
import { uninstall } from '../store/migrate/uninstall.ts'
import { openStore } from '../store/open-store.ts'
import type { Store, StoreOptions } from '../store/store.ts'
import { coreTableNames } from '../tables.ts'
import { textsOf } from '../text/texts.ts'
import { FieldIndexes } from '../ticket/field-indexes.ts'
import { exportDesk } from '../transfer/export-desk.ts'
import { importDesk } from '../transfer/import-desk.ts'
import { expectNoImport } from '../transfer/import-progress.ts'
import { Cursors } from '../value/cursor.ts'
import { choresOf } from './chores.ts'
import { type ComposedDesk, composeDesk } from './compose-desk.ts'
import { coreJobs } from './core-jobs.ts'
import { createRuntime } from './create-runtime.ts'
import type { Callers, Desk } from './desk.ts'
import type { DeskOptions } from './desk-options.ts'
import { doctor } from './doctor.ts'
import { forgetPlugin } from './forget-plugin.ts'
import { deskInfo } from './info.ts'
import { pastOf } from './past.ts'
import { cursorSecret, migrationOwners, seed } from './setup.ts'
import { Start } from './start.ts'
import { surroundingsOf } from './surroundings.ts'
import { expectKnownStatuses, mapStatuses } from './ticket-statuses.ts'

type RequiredId<C> = C extends unknown ? keyof RequiresOf<C> & string : never
type Missing<C extends PluginContract> = Exclude<RequiredId<C>, C['id']>
type Clash<C extends PluginContract> = Extract<C['id'], ReservedId>
/** A clash again, after `definePlugin`: the plugin may have been built against a core that did not have the group yet. */
export type Checked<C extends PluginContract> = [Clash<C>] extends [never]
  ? [Missing<C>] extends [never]
    ? unknown
    : { readonly plugins: DeskTypeError<`a plugin requires '${Missing<C>}', which is not installed`> }
  : { readonly plugins: DeskTypeError<`'${Clash<C>}' is a name of core`> }

/**
 * A desk: a set of operations over one database. Synchronous, and touches no database, so it can be exported from a module.
 * Everything that can be wrong with the composition fails here, with a code and a sentence that says what to do.
 */
export function createDesk<const P extends readonly DeskPlugin[] = readonly []>(
  options: DeskOptions<P> & Checked<P[number]['~contract']>,
): Desk<P[number]['~contract']> {
  return assembleDesk(options, composeDesk(options)) as unknown as Desk<P[number]['~contract']>
}

// biome-ignore lint/suspicious/noExplicitAny: whatever is installed
type AnyDeskOptions = DeskOptions<any>

/** What desks of one process share. */
export interface SharedParts {
  readonly pools?: StoreOptions['pools']
  /** Something was committed. */
  readonly woken?: () => void
}

/** A composition on a database. */
export function assembleDesk(
  options: AnyDeskOptions,
  { composition, defaultType }: ComposedDesk,
  { pools, woken }: SharedParts = {},
): Desk<PluginContract> {
  const log = options.log ?? consoleLogger
  const owners = migrationOwners(composition)
  const surroundings = surroundingsOf(options)
  const statusMapping = options.statusMapping ?? {}
  const store = openStore(options.database, {
    ...options.store,
    ...(pools ? { pools } : {}),
    tables: coreTableNames,
    owners: composition.plugins.map((plugin) => plugin.id),
  })
  const files = deskFiles(options, store, composition.hooks, log)
  const start = new Start(async () => {
    await checkSchema(store, owners)
    // One look at everything, as a start seldom finds anything to write.
    const found = await store.read(async (tx) => {
      await expectNoImport(tx)
      await expectKnownStatuses(tx, composition, statusMapping)
      const isReady = (await fieldIndexes.isDeclared(tx)) && (await worker.isRegistered(tx))
      return { isReady, secret: await cursorSecret(tx) }
    })
    if (!found.isReady) {
      await fieldIndexes.declare()
      await worker.register()
    }
    return new Cursors(found.secret)
  })
  const runtime = createRuntime(composition, store, log, defaultType, options, {
    files,
    ready: () => start.done(),
    cursors: () => start.value,
    enqueue: (tx, job, input, enqueueOptions, causeId) => worker.enqueue(tx, job, input, enqueueOptions, causeId),
    wake: () => {
      worker.wake()
      runtime.live.wake()
      woken?.()
    },
  })
  const fieldIndexes = new FieldIndexes(runtime)
  const deliverer = new Deliverer(runtime)
  const queue = options.queue ?? new EmbeddedQueue()
  const worker = new Worker({
    store,
    hooks: composition.hooks,
    jobs: new Map([...coreJobs(runtime).map((kind) => [kind.name, kind] as const), ...jobKinds(composition.plugins, jobTools(runtime))]),
    queue,
    newId: runtime.newId,
    log,
    servicesFor: runtime.servicesFor,
    calls: runtime.calls,
    chores: choresOf(runtime, { fieldIndexes, deliverer }),
  })
  let isWorking = options.worker === false
  const fetch = deskFetch({
    composition,
    log,
    newId: runtime.newId,
    now: runtime.clock,
    identify: options.identify,
    files: files.settings,
    isProduction: process.env['NODE_ENV'] === 'production',
    options: options.http,
    points: new SharedPoints(store),
    async ready() {
      await start.done()
      // asked anew each time: the database may have gone away, or on
      await checkSchema(store, owners)
    },
    async invoke(operation, caller, input, signal, onReader, onActor) {
      await start.done()
      if (!isWorking) worker.start()
      isWorking = true
      return invoke(runtime, store, caller, operation, input, signal, onReader, onActor)
    },
  })
  const desk: Desk<PluginContract> = {
    ...callers(runtime.servicesFor),
    in: (transaction) => {
      const source = store.join(transaction)
      return callers((caller) => runtime.servicesFor(caller, source))
    },
    past(reason) {
      expectReason(reason)
      return pastOf(runtime, () => start.done(), reason)
    },
    fetch,
    async migrate({ dryRun = false } = {}) {
      const report = await migrate(store, owners, { dryRun })
      if (!dryRun) {
        await seed(store, composition, new Date(runtime.clock()).toISOString(), runtime.newId)
        await mapStatuses(runtime, statusMapping)
        start.reset()
        await start.done()
        await fieldIndexes.build({ isOver: false })
      }
      return report
    },
    migrationSql: () => emitSql(owners, store.kind, options.store?.schema === undefined ? {} : { schema: options.store.schema }),
    status: () => migrationStatus(store, owners),
    doctor: ({ setup = false } = {}) => doctor(runtime, owners, setup ? surroundings : undefined),
    info: () => deskInfo(runtime, owners, { ...surroundings, queue: queue.constructor.name, isWorking: options.worker !== false }),
    reindex: async (reindexOptions) => {
      await start.done()
      return reindex(runtime, reindexOptions)
    },
    export: async (exportOptions) => {
      await start.done()
      return exportDesk(runtime, owners, exportOptions)
    },
    async import(importOptions) {
      // Looked at anew by the next call: until all rows are there this desk answers nobody.
      if (!importOptions.dryRun) start.reset()
      const report = await importDesk(runtime, owners, importOptions)
      if (!importOptions.dryRun) {
        start.reset()
        await start.done()
        await fieldIndexes.build({ isOver: false })
      }
      return report
    },
    async uninstall(pluginId) {
      if (composition.plugins.some(({ id }) => id === pluginId)) throw coreError('plugin.installed', { plugin: pluginId })
      await checkSchema(store, owners)
      await forgetPlugin(runtime, pluginId)
      await uninstall(store, pluginId)
    },
    tick: async (tickOptions) => {
      await start.done()
      // Denials are written a second late, to be counted; whoever calls this wants done what there is to do.
      await runtime.audit.flush()
      await runtime.afterwards.flush()
      await runtime.keyUses.flush()
      return worker.tick(tickOptions)
    },
    startWorker: (startOptions) => worker.start(startOptions),
    ready: () => start.done(),
    async close() {
      await runtime.live.close()
      await worker.stop()
      await deliverer.close()
      await runtime.afterwards.flush()
      await runtime.keyUses.flush()
      await runtime.audit.flush()
      await turn()
      await store.close()
    },
    openApi: ({ serverUrl = '/' } = {}) => {
      const { title, version } = httpSettings(options.http)
      return openApiDocument(composition, { title, version, serverUrl })
    },
    operations: composition.operations,
    machines: composition.machines.all,
    texts: textsOf(composition.texts, composition.textKeys),
    '~store': store,
  }
  return Object.freeze(desk)
}

const callers = (
  servicesFor: (caller: Parameters<ReturnType<typeof createRuntime>['servicesFor']>[0]) => object,
): Callers<PluginContract> => ({
  as(person, options = {}) {
    expectCaller(person, options)
    return servicesFor({ kind: 'person', person, options }) as never
  },
  system(reason) {
    expectReason(reason)
    return servicesFor({ kind: 'system', reason }) as never
  },
})

function deskFiles(
  { files = {}, database }: Pick<DeskOptions<readonly []>, 'files' | 'database'>,
  store: Store,
  hooks: HookBus,
  log: Logger,
): DeskFiles {
  const settings = fileSettings(files)
  const { storage, scan } = files
  const scanners = [...hooks.scanners, ...(scan ? [{ owner: 'host', scan }] : [])]
  return new DeskFiles(
    store,
    () => storage ?? defaultStorage(database),
    settings,
    new Scanning(scanners, settings.scanMs, hooks.watchdog, log),
  )
}
