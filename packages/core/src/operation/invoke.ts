import { coreError } from '../error/core-errors.ts'
import type { TransactionSource } from '../store/store.ts'
import { traced } from '../trace/tracer.ts'
import { actingOf } from './actor.ts'
import type { Acting } from './audience.ts'
import { auditRefusal } from './audit-refusal.ts'
import { type Call, inUnit, retried } from './call.ts'
import type { Caller } from './caller.ts'
import type { RegisteredOperation } from './composition.ts'
import { claim, expectUsableKey, keepAnswer } from './idempotency.ts'
import { expectInput, refuseUnlessAllowed, runOperation } from './run-operation.ts'
import { streamOf } from './run-stream.ts'
import { uploadOf } from './run-upload.ts'
import type { Runtime } from './runtime.ts'
import { currentUnit } from './unit-of-work.ts'

/**
 * The one way into the desk: every library call, request, job and handler ends here. `onReader` is told in which languages whoever was refused
 * reads, as soon as the desk knows who it is.
 */
export async function invoke(
  runtime: Runtime,
  source: TransactionSource,
  caller: Caller,
  operation: RegisteredOperation,
  input: unknown,
  signal?: AbortSignal,
  onReader?: (languages: readonly string[]) => void,
  onActor?: (acting: Acting) => void,
): Promise<unknown> {
  const around = currentUnit.getStore()
  if (around?.runtime === runtime && !around.isOver) throw coreError('operation.outside_transaction', { operation: operation.id })
  const call: Call = { runtime, source, caller, operation, input, ...(signal && { signal }) }
  const { tracer } = runtime.composition.hooks.watchdog
  const run = () => invoked(call, input, onReader, onActor)
  return tracer ? traced(tracer, `desk ${operation.id}`, spanOf(operation, caller.kind), run) : run()
}

async function invoked(
  call: Call,
  input: unknown,
  onReader: ((languages: readonly string[]) => void) | undefined,
  onActor: ((acting: Acting) => void) | undefined,
): Promise<unknown> {
  const { runtime, operation } = call
  try {
    if (operation.spec.kind === 'stream') return await streamOf(call)
    const output = operation.spec.kind === 'upload' ? await uploadOf(call) : await retried(call, () => attempt(call))
    if (operation.spec.kind !== 'query') runtime.wake()
    return operation.owner === 'core' && operation.spec.settle ? await operation.spec.settle(call, input, output) : output
  } catch (error) {
    auditRefusal(call, error)
    if (call.actor) onReader?.(call.actor.languages)
    throw error
  } finally {
    if (call.actor) onActor?.(actingOf(call.actor))
  }
}

const spanOf = ({ id, owner, spec }: RegisteredOperation, caller: Caller['kind']) => ({
  'desk.operation': id,
  'desk.plugin': owner,
  'desk.kind': spec.kind,
  'desk.caller': caller,
})

async function attempt(call: Call): Promise<unknown> {
  const { operation, caller, input } = call
  const isCommand = operation.spec.kind === 'command'
  const key = isCommand && 'options' in caller ? caller.options.idempotencyKey : undefined
  return inUnit(call, isCommand, async (unit, actor) => {
    if (key === undefined) return runOperation(unit, actor, operation, input)
    refuseUnlessAllowed(operation, actor)
    expectUsableKey(key)
    expectInput(operation, actor, input)
    const stored = await claim(unit, actor, operation, input, key)
    if (stored && operation.spec.isAnswerSecret) throw coreError('idempotency.answer_secret')
    if (stored) return stored.output
    const output = await runOperation(unit, actor, operation, input)
    await keepAnswer(unit, actor, key, operation.spec.isAnswerSecret ? null : output)
    return output
  })
}
