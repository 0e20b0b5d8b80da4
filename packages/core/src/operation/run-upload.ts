import { type Call, inUnit, retried } from './call.ts'
import { claim, expectUsableKey, keepAnswer } from './idempotency.ts'
import { audienceOf, expectInput, refuseUnlessAllowed } from './run-operation.ts'
import type { Runtime } from './runtime.ts'
import type { CallContext } from './unit-of-work.ts'

/** What an upload has: bytes come in while no transaction is open, before and after it looks and writes in short ones. */
export interface Uploading {
  readonly runtime: Runtime
  readonly signal: AbortSignal | undefined
  read<T>(run: (context: CallContext) => Promise<T>): Promise<T>
  /** Under an idempotency key the same `what` is written once, and answered as it was then. */
  write<T>(what: object, run: (context: CallContext) => Promise<T>): Promise<{ readonly output: T; readonly isRepeated: boolean }>
}

/** Permission and input are checked before a byte is read, and the permission once more when the row is written. */
export async function uploadOf(call: Call): Promise<unknown> {
  const { operation, runtime, input, caller } = call
  const key = 'options' in caller ? caller.options.idempotencyKey : undefined
  if (key !== undefined) expectUsableKey(key)
  const inOne = <T>(writable: boolean, run: (context: CallContext) => Promise<T>): Promise<T> =>
    retried(call, () =>
      inUnit(call, writable, (unit, actor) => {
        refuseUnlessAllowed(operation, actor)
        return run({ unit, actor, owner: operation.owner, permission: operation.spec.permission })
      }),
    )
  const acting = await inOne(false, async ({ actor }) => {
    expectInput(operation, actor, input)
    return audienceOf(operation, actor)
  })
  const uploading: Uploading = {
    runtime,
    signal: call.signal,
    read: (run) => inOne(false, run),
    write: (what, run) =>
      inOne(true, async (context) => {
        const { unit, actor } = context
        const stored = key === undefined ? undefined : await claim(unit, actor, operation, what, key)
        // It is what this operation has answered before.
        if (stored) return { output: stored.output as Awaited<ReturnType<typeof run>>, isRepeated: true }
        const output = await run(context)
        if (key !== undefined) await keepAnswer(unit, actor, key, output)
        return { output, isRepeated: false }
      }),
  }
  const output = operation.output[acting](await operation.spec.run(uploading, input))
  if (runtime.checkOutputs) operation.checkOutput(acting, output)
  return output
}
