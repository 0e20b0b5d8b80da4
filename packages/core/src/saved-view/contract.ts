import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import type { Ticket } from '../ticket/contract.ts'
import { TicketFilter, ticketSorting } from '../ticket/list-schema.ts'
import {
  about,
  Code,
  ExpectedVersion,
  Id,
  Language,
  Name,
  nullable,
  OpenObject,
  pageInput,
  type Removed,
  staffOnly,
  Version,
} from '../value/schema.ts'

/** Language → title; at least one. */
const ViewTitles = Type.Record(Language, Name, { minProperties: 1, maxProperties: 20, additionalProperties: false })
/** Names of properties of a ticket, `fields.<name>` or `ext.<plugin>`; a page draws those that it knows. */
const Columns = Type.Array(
  Type.String({
    pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][a-z0-9_]*)?$',
    maxLength: 120,
    'x-fault': { kind: 'column', message: 'must be the name of a column: status, fields.<name>, ext.<plugin>' },
  }),
  {
    minItems: 1,
    maxItems: 30,
    uniqueItems: true,
  },
)
const Shared = Type.Union([Type.Literal('nobody'), Type.Literal('team'), Type.Literal('desk')])
const Audience = Type.Union([Type.Literal('staff'), Type.Literal('customer')])
/** What is asked for that is not there any more: a JSON pointer into the filter, and why. */
export const FilterFault = Type.Object(
  {
    pointer: about(Type.String(), 'JSON pointer into the filter'),
    code: about(Type.String(), 'What is wrong with it'),
    message: about(Type.String(), 'The same as a sentence'),
  },
  { title: 'FilterFault' },
)
export interface FilterFault extends Static<typeof FilterFault> {}

export const SavedView = Type.Object(
  {
    id: Id,
    key: about(nullable(Code), 'Of views that came with the desk, such as `my_open`; null: somebody made it'),
    title: about(Type.String(), 'In the reader’s language, as far as there is one'),
    titles: about(Type.Unsafe<Readonly<Record<string, string>>>(OpenObject), 'By language'),
    shared: about(Shared, 'With whom: `nobody` is the person’s own'),
    audience: staffOnly(about(Audience, 'For staff or for customers')),
    teamId: staffOnly(about(nullable(Id), 'Of a view that is shared with a team; else null')),
    filter: about(Type.Unsafe<TicketFilter>(OpenObject), 'Input of `tickets.list`'),
    sort: about(Type.String(), '`created`, `updated`, `priority`, or a field: `fields.<name>`.'),
    order: about(Type.Union([Type.Literal('newest'), Type.Literal('oldest')]), 'By the sort: from the newest, or from the oldest'),
    columns: about(Type.Array(Type.String()), 'Properties of a ticket, `fields.<name>` or `ext.<plugin>`'),
    faults: about(Type.Array(FilterFault), 'Empty while everything that the view asks for is there'),
    mayChange: about(Type.Boolean(), 'The reader may change it'),
    version: Version,
  },
  { title: 'SavedView' },
)
export interface SavedView extends Static<typeof SavedView> {}
export const SavedViewList = Type.Object({ items: about(Type.Array(SavedView), 'In the caller’s own order') }, { title: 'SavedViewList' })
export interface SavedViewList extends Static<typeof SavedViewList> {}

export const CreateView = Type.Object({
  titles: about(ViewTitles, 'By language'),
  filter: about(TicketFilter, 'As `tickets.list` takes it'),
  ...ticketSorting,
  columns: Type.Optional(about(Columns, 'Properties of a ticket, `fields.<name>` or `ext.<plugin>`; a page draws those that it knows')),
  shared: staffOnly(about(Shared, 'With whom; `nobody` unless told')),
  teamId: staffOnly(about(Id, 'The team that it is shared with')),
  audience: staffOnly(about(Audience, 'A view of the desk can be for customers: each of them sees by it what they may see')),
})
export interface CreateView extends Static<typeof CreateView> {}
export const UpdateView = Type.Object({
  viewId: Id,
  titles: Type.Optional(about(ViewTitles, 'By language')),
  filter: Type.Optional(about(TicketFilter, 'The whole of it')),
  ...ticketSorting,
  columns: Type.Optional(about(Columns, 'All of them')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateView extends Static<typeof UpdateView> {}
export const ViewById = Type.Object({ viewId: Id })
export interface ViewById extends Static<typeof ViewById> {}
export const ArrangeViews = Type.Object({
  viewIds: about(
    Type.Array(Id, { minItems: 1, maxItems: 300, uniqueItems: true }),
    'Views in the caller’s own order; those that are not named come after',
  ),
})
export interface ArrangeViews extends Static<typeof ArrangeViews> {}
/** The caller's own views and those of their teams and the desk; with a team, that team's. */
export const ListViews = Type.Object({
  teamId: staffOnly(about(Id, 'The views of this team; the caller’s own, those of their teams and the desk’s unless told')),
})
export interface ListViews extends Static<typeof ListViews> {}
export const CountViews = Type.Object({
  viewIds: Type.Optional(about(Type.Array(Id, { minItems: 1, maxItems: 100 }), 'These; all of the caller’s unless told')),
})
export interface CountViews extends Static<typeof CountViews> {}
export const ViewCounts = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          viewId: Id,
          count: about(nullable(Type.Integer()), 'Null where the filter has a fault'),
          hasMore: about(Type.Boolean(), 'There are more than were counted'),
          faults: about(Type.Array(FilterFault), 'What the filter asks for that is not there any more'),
        }),
      ),
      'One for each view',
    ),
  },
  { title: 'ViewCounts' },
)
export interface ViewCounts extends Static<typeof ViewCounts> {}
export const TicketsOfView = Type.Object({ viewId: Id, ...pageInput })
export interface TicketsOfView extends Static<typeof TicketsOfView> {}

export interface ViewsService<X = never> {
  /** In the caller's own order. */
  list(input?: ListViews): Promise<SavedViewList>
  get(input: ViewById): Promise<SavedView>
  create(input: CreateView): Promise<SavedView>
  update(input: UpdateView): Promise<SavedView>
  remove(input: ViewById): Promise<Removed>
  /** Puts views into an order of the caller's own; those that are not named come after. */
  arrange(input: ArrangeViews): Promise<SavedViewList>
  /** How many tickets each of the caller's views has, exact up to 1,000 or the rows that one count may look at. */
  counts(input?: CountViews): Promise<ViewCounts>
  /** `tickets.list` with the view's filter and order: the same pages and cursors. */
  tickets(input: TicketsOfView): Promise<{ items: Ticket<X>[]; nextCursor: string | null }>
}
export interface ViewsContract<X = never> {
  id: 'views'
  service: ViewsService<X>
  permissions: 'view.share'
  events: {
    'view.created': { viewId: string }
    'view.updated': { viewId: string; fields: readonly string[] }
    'view.removed': { viewId: string }
    'view.arranged': { personId: string }
  }
  tables: CoreTables
}
