import { inUnit, retried, type UnitCall } from './call.ts'
import type { Runtime } from './runtime.ts'
import type { CallContext } from './unit-of-work.ts'

/** What the desk does by itself, without anybody calling: one transaction with its events, as system; the reason stands in the history. */
export async function asProgram<T>(runtime: Runtime, reason: string, run: (context: CallContext) => Promise<T>): Promise<T> {
  const call: UnitCall = { runtime, source: runtime.store, caller: { kind: 'system', reason } }
  const result = await retried(call, () => inUnit(call, true, (unit, actor) => run({ unit, actor, owner: 'core', permission: 'anyone' })))
  runtime.wake()
  return result
}
