import Type, { type Static, type TSchema } from 'typebox'
import { Code, Id, Line, NextCursor, pageInput, staffOnly } from '../value/schema.ts'
import type { FieldCondition } from './field-filter.ts'
import { Moment } from './moment.ts'
import { CategoryName, PriorityName, TicketView } from './schemas.ts'

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
const listOf = <T extends TSchema>(item: T, maxItems = 50) => Type.Array(item, { minItems: 1, maxItems })
/** One value, or several of which any will do. */
const oneOrMany = <T extends TSchema>(item: T) => Type.Union([item, listOf(item)])
const word = <const W extends string>(text: W) => Type.Literal(text)

/**
 * What tickets may be filtered by. Everything named must hold; of several values under one name, any. `me` is the caller and `mine` the
 * teams of the caller, so that one saved filter serves everybody. Each audience has its own: by what it can't see it can't filter.
 */
const FieldScalar = Type.Union([Type.String({ maxLength: 10_000 }), Type.Number(), Type.Boolean()])
/** Custom fields by name: a value, several of which any will do, a range with both ends in it, or null for none. */
const FieldFilter = Type.Object(
  {},
  {
    maxProperties: 10,
    additionalProperties: Type.Union([
      FieldScalar,
      Type.Null(),
      listOf(FieldScalar),
      Type.Object({ from: optional(FieldScalar), to: optional(FieldScalar) }, { additionalProperties: false }),
    ]),
  },
)

const ticketFilter = {
  open: optional(Type.Boolean()),
  category: optional(listOf(CategoryName, 5)),
  type: optional(listOf(Code, 20)),
  priority: optional(listOf(PriorityName, 4)),
  requesterId: optional(oneOrMany(Type.Union([Id, word('me')]))),
  companyId: optional(oneOrMany(Id)),
  waitingOn: optional(oneOrMany(Code)),
  createdFrom: optional(Moment),
  createdBefore: optional(Moment),
  /** By the last change that the caller's audience may see. */
  updatedFrom: optional(Moment),
  updatedBefore: optional(Moment),
  resolvedFrom: optional(Moment),
  resolvedBefore: optional(Moment),
  closedFrom: optional(Moment),
  closedBefore: optional(Moment),
  /** Until when it waits. */
  waitingUntilFrom: optional(Moment),
  waitingUntilBefore: optional(Moment),
  /** By fields that the types declare `filterable`, as far as the caller's audience sees them. */
  fields: optional(Type.Unsafe<Record<string, FieldCondition>>(FieldFilter)),
  status: staffOnly(listOf(Code, 20)),
  teamId: staffOnly(oneOrMany(Type.Union([Id, word('mine')]))),
  assigneeId: staffOnly(oneOrMany(Type.Union([Id, word('me'), word('none')]))),
  unassigned: staffOnly(Type.Boolean()),
  /** Has a public message of the customer that no staff has answered. */
  unanswered: staffOnly(Type.Boolean()),
  /** The caller follows it. */
  followed: staffOnly(Type.Boolean()),
  tag: staffOnly(oneOrMany(Line)),
  withoutTag: staffOnly(oneOrMany(Line)),
  channel: staffOnly(oneOrMany(Code)),
}

export const ticketSorting = {
  /** `fields.<name>` by a field that is `sortable`. */
  sort: optional(
    Type.Union([
      Type.Literal('created'),
      Type.Literal('updated'),
      Type.Literal('priority'),
      Type.String({
        pattern: '^fields\\.[a-z][a-z0-9_]*$',
        maxLength: 80,
        'x-fault': { kind: 'sort', message: 'must be created, updated, priority, or fields.<name>' },
      }),
    ]),
  ),
  order: optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')])),
}

export const TicketFilter = Type.Object({ ...ticketFilter })
export interface TicketFilter extends Static<typeof TicketFilter> {}

export const ListTickets = Type.Object({ ...pageInput, ...ticketFilter, ...ticketSorting })
export interface ListTickets extends Static<typeof ListTickets> {}
export const TicketPage = Type.Object({ items: Type.Array(TicketView), nextCursor: NextCursor }, { title: 'TicketPage' })
export interface TicketPage extends Static<typeof TicketPage> {}
