import type { LoadedActor } from '../access/actor-access.ts'
import type { Composition, RegisteredOperation } from './composition.ts'
import { runNested } from './run-operation.ts'
import type { CallContext } from './unit-of-work.ts'

export type Invoke = (operation: RegisteredOperation, input: unknown) => Promise<unknown>
type Method = (input?: unknown) => Promise<unknown>

/** The groups of a desk as objects with methods, each made when first looked at. */
export function servicesOf(composition: Composition, invoke: Invoke): object {
  const services: Record<string, object> = {}
  for (const [id, operations] of composition.groups) {
    let group: Record<string, Method> | undefined
    Object.defineProperty(services, id, {
      enumerable: true,
      get() {
        if (!group) {
          group = {}
          for (const [method, operation] of operations) group[method] = (input = {}) => invoke(operation, input)
          Object.freeze(group)
        }
        return group
      },
    })
  }
  return Object.freeze(services)
}

/** The same inside a transaction, as `actor`. */
export function nestedServices(context: CallContext, actor: LoadedActor): object {
  return servicesOf(context.unit.runtime.composition, (operation, input) => runNested(context, actor, operation, input))
}

export function nestedMethod(context: CallContext, group: string, method: string): Method {
  const operation = context.unit.runtime.composition.groups.get(group)?.get(method)
  if (!operation) throw new TypeError(`core has no operation ${group}.${method}`)
  return (input = {}) => runNested(context, context.actor, operation, input)
}
