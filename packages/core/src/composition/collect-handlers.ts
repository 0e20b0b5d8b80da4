import type { FileScanner } from '../file/scanner.ts'
import type { GateHandler, RegisteredHandler, TransactionHandler } from '../hook/registered-handler.ts'
import type { RegisteredEvent } from '../operation/composition.ts'
import type { AfterOptions } from '../plugin/context.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'

/** Event → name → handler, as `createDesk({ after })` has it. */
export interface HostHandlerTable {
  // biome-ignore lint/suspicious/noExplicitAny: payload and desk are typed where the table is written
  readonly [event: string]: { readonly [name: string]: (event: any, desk: any) => unknown } | undefined
}

/** Runs every plugin's `setup` once, in their order, and notes what it hangs where; the host's handlers come last. */
export function collectHandlers(
  plugins: readonly InstalledPlugin[],
  host: HostHandlerTable,
  events: Iterable<Pick<RegisteredEvent, 'name' | 'owner'>>,
): RegisteredHandler[] {
  const handlers: RegisteredHandler[] = []
  const all = [...events]
  for (const plugin of plugins) {
    const owner = plugin.id
    const context: object = {
      options: plugin.options,
      guard: (event: string, run: TransactionHandler['run']) => handlers.push({ phase: 'guard', owner, event, run }),
      within: (event: string, run: TransactionHandler['run']) => handlers.push({ phase: 'within', owner, event, run }),
      gate: (when: GateHandler['when'], run: GateHandler['run']) => handlers.push({ phase: 'gate', owner, when, run }),
      scan: (scan: FileScanner) => handlers.push({ phase: 'scan', owner, scan }),
      after: (name: string, event: string, run: () => void, options: AfterOptions = {}) =>
        handlers.push({ ...options, phase: 'after', owner, name, events: [event], run }),
      // Of its own it would be told of what it does about others', without end.
      afterEvery: (name: string, run: () => void, options: AfterOptions = {}) =>
        handlers.push({
          ...options,
          phase: 'after',
          owner,
          name,
          events: all.filter((event) => event.owner !== owner).map((event) => event.name),
          run,
        }),
    }
    plugin.setup?.(context as never)
  }
  for (const [event, named] of Object.entries(host))
    for (const [name, run] of Object.entries(named ?? {}))
      handlers.push({
        phase: 'after',
        owner: 'host',
        name,
        events: [event],
        run: async (delivered, desk) => void (await run(delivered, desk)),
      })
  return handlers
}
