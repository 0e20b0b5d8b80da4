import type { TObject } from 'typebox'
import type { Category, CommandEffects, FieldSpec, GateSpec, PrioritySpec, Titles, Trigger } from './ticket-type.ts'

export interface Status {
  readonly name: string
  readonly owner: string
  readonly category: Category
  readonly title: Titles
  readonly customerTitle: Titles
}
export interface Command {
  readonly name: string
  readonly owner: string
  readonly permission: string
  readonly audience: 'staff' | 'customer' | 'both'
  readonly title: Titles
  readonly customerTitle: Titles
  /** Strict and whole: `reason` is in it where one is required. Compiled by the operation layer. */
  readonly input: TObject
  readonly requiresReason: boolean
  readonly customerUntil: 'started' | null
  readonly triggers: readonly Trigger[]
  readonly effects: CommandEffects
}
/** One arrow: made once, compared by identity. */
export interface Transition {
  readonly command: Command
  readonly from: string
  readonly to: string
  readonly fromCategory: Category
  readonly toCategory: Category
}
export interface Field {
  readonly name: string
  readonly owner: string
  readonly title: Titles
  readonly audience: 'staff' | 'both'
  readonly write: 'staff' | 'customer' | 'both'
  readonly required: boolean
  readonly filterable: boolean
  readonly sortable: boolean
  /** What the kind brings with it: unit, options, target. */
  readonly spec: FieldSpec
}
export interface Gate {
  readonly owner: string
  /** Category whose entering it guards; null where it guards a command. */
  readonly to: Category | null
  readonly command: string | null
  readonly spec: GateSpec
}
export interface Windows {
  readonly reopenDays: number | null
  readonly autoCloseDays: number | null
  readonly autoCloseWarnDays: number | null
  readonly calendar: string | null
}

/** A ticket type, checked and compiled. Immutable; look-ups by name allocate nothing. */
export interface Machine {
  readonly typeId: string
  readonly owner: string
  readonly title: Titles
  /** In the order of definition, those of plugins after. Without tombstones. */
  readonly statuses: readonly Status[]
  readonly commands: readonly Command[]
  readonly transitions: readonly Transition[]
  /** Status of new tickets; always of category `new`. */
  readonly initial: string
  readonly fields: readonly Field[]
  /** Those that lists may be filtered or sorted by. */
  readonly indexedFields: readonly Field[]
  readonly gates: readonly Gate[]
  readonly resolutions: Readonly<Record<string, Titles>>
  readonly waitingFor: Readonly<Record<string, Titles>>
  readonly priority: PrioritySpec
  readonly windows: Windows
  readonly defaultTeam: string
  readonly openedBy: 'staff' | 'both'
  readonly channelRules: Readonly<Record<string, 'accept' | 'refuse'>>
  status(name: string): Status | undefined
  command(name: string): Command | undefined
  /** Undefined for a status that vanished with a plugin; `closed` for tombstones. */
  category(status: string): Category | undefined
  /** The arrow, or undefined where there is none. No rule of time or audience is asked: that is `resolveTransition`. */
  transition(status: string, command: string): Transition | undefined
  commandsFrom(status: string): readonly Transition[]
  triggered(status: string, trigger: Trigger): Transition | undefined
  /** State diagram (Mermaid stateDiagram-v2), the same for the same type. */
  toMermaid(language?: string | readonly string[]): string
}
