import { setTimeout as sleep } from 'node:timers/promises'
import { coreError } from '../error/core-errors.ts'
import type { Caller } from '../operation/caller.ts'
import { invoke } from '../operation/invoke.ts'
import type { Runtime } from '../operation/runtime.ts'
import { servicesOf } from '../operation/services.ts'
import type { DeskServices, PluginContract } from '../plugin/contract.ts'
import type { Store, TransactionSource, Tx } from '../store/store.ts'
import { instantPattern } from '../value/schema.ts'
import type { Past, PastActor } from './desk.ts'

const MAX_TRIES = 6
const FIRST_PAUSE_MS = 5
const anInstant = new RegExp(`^${instantPattern}$`)
const aChannel = /^[a-z][a-z0-9_]{0,79}$/
const anId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Throws `access.past_instant`, `access.past_actor`. */
export function pastOf(runtime: Runtime, ready: () => Promise<void>, reason: string): Past<PluginContract> {
  const services = (at: number | undefined, source: TransactionSource, actor: PastActor | undefined): DeskServices<PluginContract> => {
    const caller = callerOf(reason, actor)
    return servicesOf(runtime.composition, async (operation, input) => {
      await ready()
      return invoke(runtimeAt(runtime, at), source, caller, operation, input)
    }) as never
  }
  return Object.freeze<Past<PluginContract>>({
    async record(write) {
      await ready()
      const result = await repeated(runtime.store, (tx) => {
        const source = within(runtime.store, tx)
        return write((instant, actor) => services(instant === undefined ? undefined : momentOf(runtime, instant), source, actor))
      })
      runtime.wake()
      return result
    },
    now: (actor) => services(undefined, runtime.store, actor),
  })
}

/** The desk as it is but for the clock, and for everything that would follow. To be made when it has started. */
const runtimeAt = (runtime: Runtime, at: number | undefined): Runtime => ({
  ...runtime,
  clock: at === undefined ? runtime.clock : () => at,
  isPast: true,
  // The host's rules are about who may do what today.
  grantsFor: undefined,
  veto: undefined,
  enqueue: async () => {},
  wake: () => {},
})

/** Calls of one transaction, each of which can fail without it. What the database asks to be repeated is repeated by the whole. */
const within = ({ kind }: Store, tx: Tx): TransactionSource => ({
  kind,
  write: (run) => tx.savepoint(() => run(tx)),
  read: (run) => tx.savepoint(() => run(tx)),
  isRetryable: () => false,
})

async function repeated<T>(store: Store, run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await store.write(run)
    } catch (error) {
      if (!store.isRetryable(error) || tries >= MAX_TRIES) throw error
      await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random()))
    }
}

function momentOf({ clock }: Runtime, instant: string): number {
  const at = anInstant.test(instant) ? Date.parse(instant) : Number.NaN
  if (!(at <= clock())) throw coreError('access.past_instant', { instant })
  return at
}

function callerOf(reason: string, actor: PastActor | undefined): Caller {
  if (actor === undefined) return { kind: 'system', reason }
  const { personId, acting, channel = 'system' }: { readonly [K in keyof PastActor]?: unknown } = actor
  if (typeof personId !== 'string' || !anId.test(personId))
    throw coreError('access.past_actor', { reason: 'personId is the id of a person' })
  if (acting !== 'staff' && acting !== 'customer') throw coreError('access.past_actor', { reason: "acting is 'staff' or 'customer'" })
  if (typeof channel !== 'string' || !aChannel.test(channel))
    throw coreError('access.past_actor', { reason: 'channel is a word in snake_case' })
  return { kind: 'past', personId, acting, channel, reason }
}
