import { type LoadedActor, mayAnywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { expectTime } from '../hook/hook-call.ts'
import { traced } from '../trace/tracer.ts'
import { frozenCopy } from '../value/deep-freeze.ts'
import { actingOf } from './actor.ts'
import { isFor } from './audience.ts'
import type { RegisteredOperation } from './composition.ts'
import { inputInvalid } from './input-check.ts'
import type { CallContext, UnitOfWork } from './unit-of-work.ts'

/** Permission somewhere and the right capacity: what can be said before any row is read. Throws 401 or 403. */
export function refuseUnlessAllowed(operation: RegisteredOperation, actor: LoadedActor): void {
  const { spec } = operation
  if (spec.audience !== 'public' && actor.id === 'anonymous' && actor.kind === 'person') throw coreError('access.unauthenticated')
  if (!actor.isSystem && !isFor(spec.audience, actingOf(actor)))
    throw coreError('access.wrong_capacity', { acting: actingOf(actor), audience: spec.audience })
  if (operation.bit !== ANYONE && !mayAnywhere(actor, operation.bit)) throw coreError('access.denied', { permission: spec.permission })
}

const ANYONE = -1

/** Which audience's fields go in and out: the capacity's, and for system the operation's own. */
export const audienceOf = (operation: RegisteredOperation, actor: LoadedActor) =>
  actor.isSystem && operation.spec.audience === 'customer' ? 'customer' : actingOf(actor)

/** Throws `input.invalid` with all faults at once. */
export function expectInput(operation: RegisteredOperation, actor: LoadedActor, input: unknown): void {
  const faults = operation.input[audienceOf(operation, actor)].faults(input)
  if (faults.length) throw inputInvalid(faults)
}

/** Checks and runs an operation inside a unit of work; its output has passed the audience's serializer. */
export async function runOperation(
  unit: UnitOfWork,
  actor: LoadedActor,
  operation: RegisteredOperation,
  input: unknown,
  depth = 0,
): Promise<unknown> {
  refuseUnlessAllowed(operation, actor)
  const audience = audienceOf(operation, actor)
  expectInput(operation, actor, input)
  const work = unit.workFor({ actor, owner: operation.owner, permission: operation.spec.permission, depth })
  const result: unknown = await operation.spec.run(work, frozenCopy(input))
  const output = operation.output[audience](result)
  if (unit.runtime.checkOutputs) operation.checkOutput(audience, output)
  return output
}

/** An operation called by another one, in the same transaction. What the outer one has changed is in the database before the inner one looks. */
export async function runNested(
  { unit, depth = 0 }: Pick<CallContext, 'unit' | 'depth'>,
  actor: LoadedActor,
  operation: RegisteredOperation,
  input: unknown,
): Promise<unknown> {
  if (operation.spec.kind === 'stream' || operation.spec.kind === 'upload')
    throw coreError('operation.stream_nested', { operation: operation.id })
  expectTime()
  const run = () => unit.nested(operation, depth + 1, () => runOperation(unit, actor, operation, input, depth + 1))
  const { tracer } = unit.runtime.composition.hooks.watchdog
  if (!tracer) return run()
  const { id, owner, spec } = operation
  return traced(tracer, `desk ${id}`, { 'desk.operation': id, 'desk.plugin': owner, 'desk.kind': spec.kind, 'desk.caller': 'nested' }, run)
}
