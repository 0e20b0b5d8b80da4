import type { RoleDefinition } from '../access/default-roles.ts'
import type { PermissionIndex } from '../access/permission-set.ts'
import type { CalendarSpec } from '../calendar/calendar-spec.ts'
import type { HookBus } from '../hook/hook-bus.ts'
import type { Machines } from '../machine/machines.ts'
import type { Titles } from '../machine/ticket-type.ts'
import type { InstalledPlugin } from '../plugin/plugin-spec.ts'
import type { InstalledPage } from '../plugin/site-spec.ts'
import type { TicketExtension } from '../plugin/ticket-extension.ts'
import type { TextBook } from '../text/text-book.ts'
import type { Acting, Audience } from './audience.ts'
import type { InputCheck } from './input-check.ts'
import type { AnyOperation } from './operation.ts'
import type { PlainSchema } from './plain-schema.ts'
import type { Projection } from './projection.ts'

/** An operation with everything that the way to it needs, prepared once. */
export interface RegisteredOperation {
  /** `tickets.create`: group and method. */
  readonly id: string
  readonly group: string
  readonly method: string
  /** `core` or the plugin's id. */
  readonly owner: string
  readonly spec: AnyOperation
  /** Bit of the permission; -1 for `anyone`. */
  readonly bit: number
  readonly input: Readonly<Record<Acting, InputCheck>>
  readonly outputSchema: Readonly<Record<Acting, PlainSchema>>
  readonly output: Readonly<Record<Acting, Projection>>
  /** Throws `operation.output_invalid` where the projected output does not fit the declared schema: a fault of the operation. */
  checkOutput(acting: Acting, output: unknown): void
}

export interface RegisteredEvent {
  readonly name: string
  readonly owner: string
  /** Key of the payload that holds the subject's id, and the kind it names: `ticketId` → `ticket`. */
  readonly subjectKey: string
  readonly subjectKind: string
  readonly audience: Audience
  readonly isPublic: boolean
  readonly title: Titles
}

export interface RegisteredDocumentKind {
  readonly owner: string
  /** Which a reader must hold; undefined: whoever the document names. */
  readonly permission: string | undefined
}

export interface RegisteredRole extends RoleDefinition {
  readonly title: Titles
  readonly owner: string
}

// biome-ignore lint/suspicious/noExplicitAny: invariant in its types
export type AnyTicketExtension = TicketExtension<any, any>

/** Everything that `createDesk` checked, once. Immutable, without a database: many desks can share one. */
export interface Composition {
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, RegisteredOperation>>
  readonly operations: readonly RegisteredOperation[]
  readonly events: ReadonlyMap<string, RegisteredEvent>
  readonly permissions: PermissionIndex
  readonly permissionTitles: ReadonlyMap<string, { readonly title: Titles; readonly owner: string }>
  readonly roles: ReadonlyMap<string, RegisteredRole>
  readonly machines: Machines
  /** Those that the desk is created with, by key. */
  readonly calendars: ReadonlyMap<string, CalendarSpec>
  readonly plugins: readonly InstalledPlugin[]
  readonly extensions: ReadonlyMap<string, AnyTicketExtension>
  readonly hooks: HookBus
  readonly texts: TextBook
  /** Keys that catalogues can give a text for. */
  readonly textKeys: ReadonlySet<string>
  /** Kinds of documents that plugins put into search, by full name: `<plugin>_<kind>`. */
  readonly documentKinds: ReadonlyMap<string, RegisteredDocumentKind>
  /** Pages and panels of all plugins, in their order. */
  readonly pages: readonly InstalledPage[]
  /** The plugin that shows them. */
  readonly site: { readonly plugin: InstalledPlugin; readonly answer: NonNullable<InstalledPlugin['site']>['answer'] } | undefined
}
