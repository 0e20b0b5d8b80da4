import type { EventsOf, PluginContract } from '../plugin/contract.ts'
import type { FieldChange } from './event-log.ts'
import type { CallContext } from './unit-of-work.ts'

/** `unit.change` with the events of one of core's contracts, for changes that keep old and new values beside the event. */
export const recorderFor =
  <C extends PluginContract>() =>
  <E extends keyof EventsOf<C> & string, T>(
    context: CallContext,
    event: E,
    payload: EventsOf<C>[E],
    write: () => T | Promise<T>,
    changes: readonly FieldChange[] = [],
  ): Promise<T> =>
    context.unit.change(context, event, payload as object, write, { changes })

/** What is different between two versions of something, as staff see it. Values are text; null is none. */
export function fieldChanges<K extends string>(
  before: Readonly<Record<K, string | boolean | null>>,
  after: Readonly<Record<K, string | boolean | null>>,
  fields: readonly K[],
): (FieldChange & { readonly field: K })[] {
  const text = (value: string | boolean | null) => (value === null ? null : String(value))
  return fields.flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, from: text(before[field]), to: text(after[field]), isPublic: false }],
  )
}
