import type { TObject } from 'typebox'
import type { LinkRole } from './link-kinds.ts'

/** What code asks for instead of a status's name. `new`, `open` and `waiting` are at work, `resolved` waits for silence or protest. */
export type Category = 'new' | 'open' | 'waiting' | 'resolved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** A text per language (BCP 47 tag → text); `en` is the last resort. */
export interface Titles {
  readonly en: string
  readonly [language: string]: string
}
/** One text alone stands for every language. */
export type Title = string | Titles

export interface StatusSpec {
  readonly category: Category
  readonly title: Title
  /** What customers read instead; moves inside the house share one. */
  readonly customerTitle?: Title
}

/** Statuses by name, by category (also those that plugins add), or all. Tombstones are never among them. */
export type From<S extends string = string> = readonly S[] | { readonly category: readonly Category[] } | '*'
export interface MoveSpec<S extends string = string> {
  readonly from: From<S>
  /** `same` stays where it is (the command is about something else), `initial` is where tickets start. */
  readonly to: S | 'same' | 'initial'
}

/**
 * What performs a command without anybody naming it: an assignment, a public reply by staff, a message of the customer, `until` of a
 * waiting in mode `act`, silence after the solution, or the outcome of the approvals that were asked for: all accepted, one refused, or
 * void by a change (also: all taken back). An outcome moves nothing that waits for something else. Nobody's permission for the command is
 * asked: it was asked for the cause.
 */
export type Trigger =
  | 'assigned'
  | 'staff_reply'
  | 'customer_message'
  | 'wait_over'
  | 'silence'
  | 'approval_accepted'
  | 'approval_refused'
  | 'approval_void'

/** What a command does besides changing the status. Everything that follows from the categories (times, counts) follows by itself. */
export interface CommandEffects {
  /** A resolution that the command always gives, e.g. `cancelled`. */
  readonly resolution?: string
  /** `actor_if_none`: whoever performs it gets the ticket if nobody has it. `previous_or_team`: back to who had it, if still entitled, else to nobody. */
  readonly assignee?: 'actor_if_none' | 'previous_or_team'
}

export interface CommandSpec<S extends string = string> extends MoveSpec<S> {
  /** More moves of the same command. A named status beats a category, a category beats `*`. */
  readonly also?: readonly MoveSpec<S>[]
  readonly permission: string
  readonly audience: 'staff' | 'customer' | 'both'
  readonly title: Title
  readonly customerTitle?: Title
  /** Strict. `on`, `until`, `mode` (into waiting), `resolution` and `text` (into resolved or closed) are taken into the ticket's facts. */
  readonly input?: TObject
  /** Adds `reason` to the input. */
  readonly requiresReason?: boolean
  /** Customers may perform it only while work has not started. */
  readonly customerUntil?: 'started'
  readonly triggers?: readonly Trigger[]
  readonly effects?: CommandEffects
}

interface FieldBase {
  readonly title: Title
  /** Who sees it. Staff see everything, so there is no field for customers alone. */
  readonly audience: 'staff' | 'both'
  /** Who fills it in; `staff` unless told. */
  readonly write?: 'staff' | 'customer' | 'both'
  /** Demanded at creation of whoever may write it. */
  readonly required?: boolean
  /** Lists may be filtered by it. */
  readonly filterable?: boolean
  /** Lists may be sorted by it; what has no value comes before all others. */
  readonly sortable?: boolean
}
export type FieldSpec = FieldBase &
  (
    | { readonly kind: 'string' | 'date' | 'boolean' | 'person' }
    | { readonly kind: 'number'; readonly unit?: string }
    | { readonly kind: 'choice'; readonly options: { readonly [code: string]: Title } }
    | { readonly kind: 'reference'; readonly target: 'ticket' | 'company' | 'team' }
  )

/** Where a gate stands. */
interface GatePlace {
  /** Before this category is entered; `resolved` unless told. */
  readonly to?: Category
  /** Instead of `to`: before this command, wherever it leads. */
  readonly command?: string
  /** Ends that need nothing of it: what is declined need not have been approved. */
  readonly unlessResolution?: readonly string[]
}
/** Something that must be there before a ticket goes on. Plugins' own gates are code: `ctx.gate`. */
export type GateSpec = GatePlace &
  (
    | { readonly gate: 'resolution_text' }
    | { readonly gate: 'fields_filled'; readonly fields: readonly string[] }
    /** Every approval that was asked for is accepted, and the content is still what was approved. `atLeastOne`: and one was asked for. */
    | { readonly gate: 'approvals_done'; readonly atLeastOne?: boolean }
    /** Every item of every checklist is done. */
    | { readonly gate: 'checklist_done' }
    /** Parents wait: no ticket that is part of this one is still open. */
    | { readonly gate: 'no_open_children' }
    | LinkedGateSpec
  )

/**
 * A ticket at the other end of a link: a complaint is `caused_by` a problem, `corrected_by` a change, and `verified_by` the check that it
 * worked. Of several all must be done.
 */
export interface LinkedGateSpec {
  readonly gate: 'linked'
  /** What the gated ticket is to the other one. */
  readonly role: LinkRole
  /** It must also be resolved or closed, and not cancelled. */
  readonly done?: boolean
  /** Asked for only where it ends like this; always unless told. */
  readonly resolutions?: readonly string[]
}

/** Levels by code, and a priority for each pair: `cells[impact][urgency]`. */
export interface PriorityMatrix {
  readonly impacts: { readonly [code: string]: Title }
  readonly urgencies: { readonly [code: string]: Title }
  readonly cells: { readonly [impact: string]: { readonly [urgency: string]: Priority } }
}
export interface PrioritySpec {
  readonly default: Priority
  readonly matrix?: PriorityMatrix
}

export interface WindowSpec {
  /** Days after the solution in which a ticket can be reopened; null: for ever. 14 unless told. */
  readonly reopenDays?: number | null
  /** Days of silence after which a resolved ticket is closed; null: never. 7 unless told. */
  readonly autoCloseDays?: number | null
  /**
   * Days before that on which the event `ticket.close_announced` tells of it, so that nobody is surprised; null: never, unless told.
   * A ticket is then closed so many days after it at the earliest, also where the telling was late.
   */
  readonly autoCloseWarnDays?: number | null
  /** Key of the calendar (`calendars` of `createDesk`) that counts the days; without one a day is 24 hours. */
  readonly calendar?: string
}

/** A ticket type is data: what can happen to tickets of this kind. S is the union of its statuses. */
export interface TicketTypeSpec<S extends string = string> {
  readonly id: string
  readonly title: Title
  readonly statuses: { readonly [K in S]: StatusSpec }
  /** Needed only if several statuses have category `new`. */
  readonly initial?: NoInfer<S>
  readonly commands: { readonly [name: string]: CommandSpec<NoInfer<S>> }
  readonly fields?: { readonly [name: string]: FieldSpec }
  readonly gates?: readonly GateSpec[]
  /** How a ticket can end, by code. */
  readonly resolutions?: { readonly [code: string]: Title }
  /** What a ticket can wait for, by code. */
  readonly waitingFor?: { readonly [code: string]: Title }
  readonly priority?: PrioritySpec
  readonly windows?: WindowSpec
  /** Key of the team that gets new tickets; `intake` unless told. */
  readonly defaultTeam?: string
  /** Who may open tickets of this type; `both` unless told. */
  readonly openedBy?: 'staff' | 'both'
  /** Channels are accepted unless told otherwise here. */
  readonly channelRules?: { readonly [channel: string]: 'accept' | 'refuse' }
}

/** What can be added to a type. B is the union of the statuses it has already, as far as known. */
export interface TicketTypeAdditions<B extends string = string, S extends string = string> {
  readonly statuses?: { readonly [K in S]: StatusSpec }
  readonly commands?: { readonly [name: string]: CommandSpec<NoInfer<B | S>> }
  readonly fields?: { readonly [name: string]: FieldSpec }
  readonly gates?: readonly GateSpec[]
}
/** What a plugin adds to a type that somebody else defined. */
export interface TicketTypeExtension<B extends string = string, S extends string = string> extends TicketTypeAdditions<B, S> {
  /** Id of the type. */
  readonly extends: string
}

/**
 * Writes down a ticket type. Status names are inferred from `statuses`; `from` and `to` of commands must be among them.
 * Everything else is checked when the desk is created, all faults at once.
 */
export const defineTicketType = <const S extends string>(spec: TicketTypeSpec<S>): TicketTypeSpec<S> => spec

/** Adds to a type: by its id (statuses of the type are then unchecked until construction) or by its definition (checked at once). */
export const extendTicketType = <const B extends string, const S extends string = never>(
  type: string | TicketTypeSpec<B>,
  additions: TicketTypeAdditions<B, S>,
): TicketTypeExtension<B, S> => ({ ...additions, extends: typeof type === 'string' ? type : type.id })
