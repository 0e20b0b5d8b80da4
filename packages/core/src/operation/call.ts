import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadedActor } from '../access/actor-access.ts'
import { loadActor, PERSON_STALE } from '../access/load-actor.ts'
import { coreError } from '../error/core-errors.ts'
import type { TransactionSource, Tx } from '../store/store.ts'
import type { Caller } from './caller.ts'
import type { RegisteredOperation } from './composition.ts'
import { refreshPerson } from './refresh-person.ts'
import type { Runtime } from './runtime.ts'
import { currentUnit, UnitOfWork } from './unit-of-work.ts'

const MAX_TRIES = 6
const FIRST_PAUSE_MS = 5

/** Who acts on which desk, in whose transactions. */
export interface UnitCall {
  readonly runtime: Runtime
  readonly source: TransactionSource
  readonly caller: Caller
  /** Who it turned out to be, for the audit of a refusal. */
  actor?: LoadedActor
  /** Tickets that earlier tries wanted: locked first, in their order, by the next one. */
  wanted?: readonly string[]
}
/** One call of an operation on its way. */
export interface Call extends UnitCall {
  readonly operation: RegisteredOperation
  readonly input: unknown
  /** Fires when nobody waits for a stream any more. */
  readonly signal?: AbortSignal
}

/** Repeats the whole call when nothing was saved and the same may succeed. In the host's transaction that is the host's to decide. */
export async function retried<T>({ runtime, source }: UnitCall, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await run()
    } catch (error) {
      if (!source.isRetryable(error) || tries >= MAX_TRIES) throw error
      if (source !== runtime.store) throw coreError('desk.retry_transaction', {}, { cause: error })
      await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random()))
    }
}

/** Runs something as the caller in a transaction of its own; a caller who is new, or has a new name, is written down first. */
export async function inUnit<T>(call: UnitCall, writable: boolean, run: (unit: UnitOfWork, actor: LoadedActor) => Promise<T>): Promise<T> {
  const { runtime, source, caller } = call
  // Each time anew: a stream may last for hours.
  const hostGrants = caller.kind === 'person' && runtime.grantsFor ? await runtime.grantsFor(caller.person) : []
  const inTransaction = async (tx: Tx): Promise<T | typeof PERSON_STALE> => {
    const actor = await loadActor(runtime, tx, caller, hostGrants)
    if (actor === PERSON_STALE) return PERSON_STALE
    call.actor = actor
    const unit = new UnitOfWork(runtime, tx, writable, caller.causeId)
    unit.setCaller(actor)
    open = unit
    if (writable && call.wanted) await unit.tickets.lock(call.wanted)
    const result = await currentUnit.run(unit, () => run(unit, actor))
    if (writable) await unit.flush()
    return result
  }
  let open: UnitOfWork | undefined
  const once = async () => {
    try {
      return await (writable ? source.write(inTransaction) : source.read(inTransaction))
    } finally {
      if (open) {
        open.isOver = true
        call.wanted = [...open.tickets.wanted]
      }
    }
  }
  let result = await once()
  if (result === PERSON_STALE && caller.kind === 'person') {
    await refreshPerson(runtime, source, caller.person)
    result = await once()
  }
  if (result === PERSON_STALE) throw coreError('access.person_changing')
  for (const thought of open?.afterthoughts ?? []) runtime.afterwards.add(thought)
  return result
}
