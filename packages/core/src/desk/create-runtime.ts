import { RoleCache } from '../access/role-cache.ts'
import type { DeskFiles } from '../file/desk-files.ts'
import { WakeCalls } from '../hook/wake-calls.ts'
import { sampleGrantsFor } from '../http/sample-identity/sample-people.ts'
import { LiveFeed } from '../live/feed.ts'
import { Afterwards } from '../operation/afterwards.ts'
import { AuditLog } from '../operation/audit-log.ts'
import type { Composition } from '../operation/composition.ts'
import { invoke } from '../operation/invoke.ts'
import { KeyUses } from '../operation/key-uses.ts'
import type { Logger } from '../operation/logger.ts'
import type { Runtime } from '../operation/runtime.ts'
import { ScopedReads } from '../operation/scoped-reads.ts'
import { servicesOf } from '../operation/services.ts'
import type { EnqueueOptions } from '../operation/work.ts'
import { applyRules } from '../provisioning/apply-rules.ts'
import { indexChanges } from '../search/index-changes.ts'
import { documentOf } from '../search/plugin-document.ts'
import type { Store, Tx } from '../store/store.ts'
import { performTransition } from '../ticket/transition.ts'
import type { Cursors } from '../value/cursor.ts'
import { createIdSource } from '../value/id-source.ts'
import type { AccessOptions, RunningOptions } from './desk-options.ts'

/** What the runtime takes from parts that are made after it. */
export interface Wiring {
  readonly files: DeskFiles
  ready(): Promise<void>
  cursors(): Cursors
  enqueue(tx: Tx, job: string, input: object, options: EnqueueOptions, causeId: string | null): Promise<void>
  wake(): void
}

export function createRuntime(
  composition: Composition,
  store: Store,
  log: Logger,
  defaultType: string,
  options: AccessOptions & RunningOptions,
  wiring: Wiring,
): Runtime {
  const clock = options.clock ?? Date.now
  const newId = options.newId ?? createIdSource()
  const runtime: Runtime = {
    composition,
    store,
    clock,
    isPast: false,
    newId,
    log,
    audit: new AuditLog(store, clock, newId, log),
    afterwards: new Afterwards(async ({ owner, method, input }) => {
      const services = runtime.servicesFor({ kind: 'plugin', id: owner }) as {
        [id: string]: { [method: string]: (input: object) => Promise<unknown> }
      }
      await services[owner]?.[method]?.(input)
    }, log),
    keyUses: new KeyUses(store, log),
    roles: new RoleCache(composition.permissions),
    reads: new ScopedReads(),
    grantsFor: options.grantsFor ?? (options.identify ? undefined : sampleGrantsFor),
    veto: options.veto,
    admins: options.admins ?? [],
    checkOutputs: options.checkOutputs ?? false,
    defaultType,
    get cursors() {
      return wiring.cursors()
    },
    calls: new WakeCalls(store, log),
    live: new LiveFeed(() => runtime, options.live),
    performTransition,
    provision: applyRules,
    indexChanges,
    documentOf,
    files: wiring.files,
    enqueue: wiring.enqueue,
    servicesFor: (caller, source = store) =>
      servicesOf(composition, async (operation, input) => {
        await wiring.ready()
        return invoke(runtime, source, caller, operation, input)
      }),
    wake: wiring.wake,
  }
  return runtime
}
