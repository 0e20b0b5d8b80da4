import Type, { type Static, type TSchema } from 'typebox'
import { about, Code, Id, Line, NextCursor, pageInput, staffOnly } from '../value/schema.ts'
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
  open: optional(about(Type.Boolean(), 'True: at work, which is new, open or waiting; false: the others')),
  category: optional(about(listOf(CategoryName, 5), 'Any of these')),
  type: optional(about(listOf(Code, 20), 'Any of these types')),
  priority: optional(about(listOf(PriorityName, 4), 'Any of these')),
  requesterId: optional(about(oneOrMany(Type.Union([Id, word('me')])), 'Who asks; `me` is the caller')),
  companyId: optional(about(oneOrMany(Id), 'Of these companies')),
  waitingOn: optional(about(oneOrMany(Code), 'What it waits for: codes of the type')),
  createdFrom: optional(about(Moment, 'Opened then or later: an instant, or such as `today-7d`')),
  createdBefore: optional(about(Moment, 'Opened before then: an instant, or such as `today-7d`')),
  updatedFrom: optional(about(Moment, 'By the last change that the caller’s audience may see')),
  updatedBefore: optional(about(Moment, 'By the last change that the caller’s audience may see')),
  resolvedFrom: optional(about(Moment, 'Resolved then or later')),
  resolvedBefore: optional(about(Moment, 'Resolved before then')),
  closedFrom: optional(about(Moment, 'Closed then or later')),
  closedBefore: optional(about(Moment, 'Closed before then')),
  waitingUntilFrom: optional(about(Moment, 'Until when it waits')),
  waitingUntilBefore: optional(about(Moment, 'Until when it waits')),
  fields: optional(
    about(
      Type.Unsafe<Record<string, FieldCondition>>(FieldFilter),
      'By fields that the types declare `filterable`, as far as the caller’s audience sees them',
    ),
  ),
  status: staffOnly(about(listOf(Code, 20), 'Internal names of statuses')),
  teamId: staffOnly(about(oneOrMany(Type.Union([Id, word('mine')])), 'Whose queue; `mine` are the teams of the caller')),
  assigneeId: staffOnly(about(oneOrMany(Type.Union([Id, word('me'), word('none')])), 'Who has it; `me` is the caller, `none` nobody')),
  unassigned: staffOnly(about(Type.Boolean(), 'True: of nobody; false: of somebody')),
  unanswered: staffOnly(about(Type.Boolean(), 'Has a public message of the customer that no staff has answered')),
  followed: staffOnly(about(Type.Boolean(), 'The caller follows it')),
  tag: staffOnly(about(oneOrMany(Line), 'With any of these tags')),
  withoutTag: staffOnly(about(oneOrMany(Line), 'With none of these tags')),
  channel: staffOnly(about(oneOrMany(Code), 'How it came in: any of these')),
}

export const ticketSorting = {
  sort: optional(
    about(
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
      '`fields.<name>` by a field that is `sortable`',
    ),
  ),
  order: optional(about(Type.Union([Type.Literal('newest'), Type.Literal('oldest')]), '`newest` unless told')),
}

export const TicketFilter = Type.Object({ ...ticketFilter })
export interface TicketFilter extends Static<typeof TicketFilter> {}

export const ListTickets = Type.Object({ ...pageInput, ...ticketFilter, ...ticketSorting })
export interface ListTickets extends Static<typeof ListTickets> {}
export const TicketPage = Type.Object(
  { items: about(Type.Array(TicketView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'TicketPage' },
)
export interface TicketPage extends Static<typeof TicketPage> {}
