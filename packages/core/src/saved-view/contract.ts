import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import type { Ticket } from '../ticket/contract.ts'
import { TicketFilter, ticketSorting } from '../ticket/list-schema.ts'
import { Code, Id, Language, Name, nullable, OpenObject, pageInput, type Removed, staffOnly, Version } from '../value/schema.ts'

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
export const FilterFault = Type.Object({ pointer: Type.String(), code: Type.String(), message: Type.String() }, { title: 'FilterFault' })
export interface FilterFault extends Static<typeof FilterFault> {}

export const SavedView = Type.Object(
  {
    id: Id,
    /** Of views that came with the desk, such as `my_open`. */
    key: nullable(Code),
    /** In the reader's language, as far as there is one. */
    title: Type.String(),
    titles: Type.Unsafe<Readonly<Record<string, string>>>(OpenObject),
    shared: Shared,
    audience: staffOnly(Audience),
    teamId: staffOnly(nullable(Id)),
    /** Input of `tickets.list`. */
    filter: Type.Unsafe<TicketFilter>(OpenObject),
    /** `created`, `updated`, `priority`, or a field: `fields.<name>`. */
    sort: Type.String(),
    order: Type.Union([Type.Literal('newest'), Type.Literal('oldest')]),
    columns: Type.Array(Type.String()),
    /** Empty while everything that the view asks for is there. */
    faults: Type.Array(FilterFault),
    mayChange: Type.Boolean(),
    version: Version,
  },
  { title: 'SavedView' },
)
export interface SavedView extends Static<typeof SavedView> {}
export const SavedViewList = Type.Object({ items: Type.Array(SavedView) }, { title: 'SavedViewList' })
export interface SavedViewList extends Static<typeof SavedViewList> {}

export const CreateView = Type.Object({
  titles: ViewTitles,
  filter: TicketFilter,
  ...ticketSorting,
  columns: Type.Optional(Columns),
  /** `nobody` unless told. */
  shared: staffOnly(Shared),
  teamId: staffOnly(Id),
  /** A view of the desk can be for customers: each of them sees by it what they may see. */
  audience: staffOnly(Audience),
})
export interface CreateView extends Static<typeof CreateView> {}
export const UpdateView = Type.Object({
  viewId: Id,
  titles: Type.Optional(ViewTitles),
  filter: Type.Optional(TicketFilter),
  ...ticketSorting,
  columns: Type.Optional(Columns),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateView extends Static<typeof UpdateView> {}
export const ViewById = Type.Object({ viewId: Id })
export interface ViewById extends Static<typeof ViewById> {}
export const ArrangeViews = Type.Object({ viewIds: Type.Array(Id, { minItems: 1, maxItems: 300, uniqueItems: true }) })
export interface ArrangeViews extends Static<typeof ArrangeViews> {}
/** The caller's own views and those of their teams and the desk; with a team, that team's. */
export const ListViews = Type.Object({ teamId: staffOnly(Id) })
export interface ListViews extends Static<typeof ListViews> {}
export const CountViews = Type.Object({ viewIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })) })
export interface CountViews extends Static<typeof CountViews> {}
export const ViewCounts = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        viewId: Id,
        /** Null where the filter has a fault. */
        count: nullable(Type.Integer()),
        /** There are more than were counted. */
        hasMore: Type.Boolean(),
        faults: Type.Array(FilterFault),
      }),
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
