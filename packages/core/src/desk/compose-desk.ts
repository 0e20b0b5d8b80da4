import { declarationFaults } from '../calendar/declared-calendars.ts'
import { compose } from '../composition/compose.ts'
import { coreError } from '../error/core-errors.ts'
import { notifyHandler } from '../notification/operations.ts'
import type { Composition } from '../operation/composition.ts'
import { consoleLogger } from '../operation/logger.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import { coreGroups } from './core-groups.ts'
import type { DeskOptions } from './desk-options.ts'
import { textOptions } from './language-options.ts'

/** What a desk is made of besides its database: checked and compiled once, however many desks share it. */
export interface ComposedDesk {
  readonly composition: Composition
  readonly defaultType: string
}

// biome-ignore lint/suspicious/noExplicitAny: whatever is installed
type ComposedOptions = Omit<DeskOptions<any>, 'database' | 'identify'>

/** Throws what is wrong with the composition, all at once. */
export function composeDesk(options: ComposedOptions): ComposedDesk {
  const log = options.log ?? consoleLogger
  const installed: unknown = options.plugins ?? []
  const composition = compose({
    core: coreGroups,
    coreHandlers: [notifyHandler],
    plugins: installed as readonly InstalledPlugin[],
    ticketTypes: options.ticketTypes ?? [],
    withDefaultTypes: options.defaultTicketTypes ?? true,
    calendars: options.calendars ?? {},
    faults: declarationFaults(options.calendars ?? {}),
    roles: options.roles ?? {},
    after: options.after ?? {},
    languages: textOptions(options),
    log,
    ...(options.tracer === undefined ? {} : { tracer: options.tracer }),
    ...(options.hookTimeLimit === undefined ? {} : { hookTimeLimit: options.hookTimeLimit }),
  })
  const defaultType = defaultTypeOf(
    options.defaultType,
    composition.machines.all.map((machine) => machine.typeId),
  )
  return { composition, defaultType }
}

function defaultTypeOf(asked: string | undefined, types: readonly string[]): string {
  const [first] = types
  if (asked !== undefined && !types.includes(asked)) throw coreError('machine.unknown_type', { type: asked, known: types.join(', ') })
  const type = asked ?? (types.includes('question') ? 'question' : first)
  if (type === undefined) throw coreError('desk.no_types')
  return type
}
