import { setTimeout as sleep } from 'node:timers/promises'
import { loadActor, PERSON_STALE } from '../access/load-actor.ts'
import type { LoadedActor } from '../access/actor-access.ts'
import { refreshPerson } from './refresh-person.ts'
import type { HostGrant } from '../access/host-access.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { TransactionSource, Tx } from '../store/store.ts'
import type { Caller } from './caller.ts'
import type { RegisteredOperation } from './composition.ts'
import { claim, expectUsableKey, keepAnswer } from './idempotency.ts'
import { refuseUnlessAllowed, runOperation } from './run-operation.ts'
import type { Runtime } from './runtime.ts'
import { streamOf } from './run-stream.ts'
import { currentUnit, UnitOfWork } from './unit-of-work.ts'

const MAX_TRIES = 6
const FIRST_PAUSE_MS = 5

/** The one way into the desk: every library call, request, job and handler ends here. */
export async function invoke(
  runtime: Runtime,
  source: TransactionSource,
  caller: Caller,
  operation: RegisteredOperation,
  input: unknown,
): Promise<unknown> {
  if (currentUnit.getStore()?.runtime === runtime) throw coreError('operation.outside_transaction', { operation: operation.id })
  const call = { runtime, source, caller, operation, input, hostGrants: await hostGrantsOf(runtime, caller) }
  try {
    if (operation.spec.kind === 'stream') return await streamOf(call)
    const output = await retried(call, () => attempt(call))
    if (operation.spec.kind === 'command') runtime.wake()
    return output
  } catch (error) {
    audit(runtime, call, error)
    throw error
  }
}

export interface Call {
  readonly runtime: Runtime
  readonly source: TransactionSource
  readonly caller: Caller
  readonly operation: RegisteredOperation
  readonly input: unknown
  readonly hostGrants: readonly HostGrant[]
  /** Who it turned out to be, for the audit of a refusal. */
  actor?: LoadedActor
}

const hostGrantsOf = async (runtime: Runtime, caller: Caller): Promise<readonly HostGrant[]> =>
  caller.kind === 'person' && runtime.grantsFor ? await runtime.grantsFor(caller.person) : []

/** Repeats the whole call when nothing was saved and the same may succeed. In the host's transaction that is the host's to decide. */
export async function retried<T>({ runtime, source }: Call, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await run()
    } catch (error) {
      if (!source.isRetryable(error) || tries >= MAX_TRIES) throw error
      if (source !== runtime.store) throw coreError('desk.retry_transaction', {}, { cause: error })
      await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random()))
    }
}

async function attempt(call: Call): Promise<unknown> {
  const { operation, caller, input } = call
  const isCommand = operation.spec.kind === 'command'
  const key = isCommand && caller.kind === 'person' ? caller.options.idempotencyKey : undefined
  return inUnit(call, isCommand, async (unit, actor) => {
    if (key === undefined) return runOperation(unit, actor, operation, input)
    refuseUnlessAllowed(operation, actor)
    expectUsableKey(key)
    const stored = await claim(unit, actor, operation, input, key)
    if (stored) return stored.output
    const output = await runOperation(unit, actor, operation, input)
    await keepAnswer(unit, actor, key, output)
    return output
  })
}

/** Runs something as the caller in a transaction of its own; a caller who is new, or has a new name, is written down first. */
export async function inUnit<T>(call: Call, writable: boolean, run: (unit: UnitOfWork, actor: LoadedActor) => Promise<T>): Promise<T> {
  const { runtime, source, caller, hostGrants } = call
  const inTransaction = async (tx: Tx): Promise<T | typeof PERSON_STALE> => {
    const actor = await loadActor(runtime, tx, caller, hostGrants)
    if (actor === PERSON_STALE) return PERSON_STALE
    call.actor = actor
    const unit = new UnitOfWork(runtime, tx, writable, cause(caller))
    unit.setCaller(actor)
    const result = await currentUnit.run(unit, () => run(unit, actor))
    if (writable) await unit.flush()
    return result
  }
  const once = () => (writable ? source.write(inTransaction) : source.read(inTransaction))
  let result = await once()
  if (result === PERSON_STALE && caller.kind === 'person') {
    await refreshPerson(runtime, source, caller.person)
    result = await once()
  }
  if (result === PERSON_STALE) throw coreError('access.person_changing')
  return result
}

const cause = (caller: Caller): { id?: string; depth?: number } => ({
  ...(caller.causeId === undefined ? {} : { id: caller.causeId }),
  ...(caller.depth === undefined ? {} : { depth: caller.depth }),
})

/** Refusals are recorded apart and after the answer, so that they write nothing of the desk. */
function audit(runtime: Runtime, call: Call, error: unknown): void {
  if (!call.actor || !isDeskError(error) || (error.status !== 403 && error.status !== 404)) return
  const { ticketId } = (typeof call.input === 'object' && call.input !== null ? call.input : {}) as { ticketId?: unknown }
  const subjectId = typeof ticketId === 'string' ? ticketId.slice(0, 64) : null
  runtime.audit.record({ kind: 'denied', actor: call.actor, operation: call.operation.id, subjectId, code: error.code })
}
