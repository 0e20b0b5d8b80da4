import { about, defineErrors, forContract, type Html, Id, Instant, nullable, staffOnly } from '@deskwright/core'
import Type, { type Static } from 'typebox'

/** Visits of a technician on tickets: a small plugin with one of everything, which conforms. */
const PlanVisit = Type.Object({
  ticketId: Id,
  technicianId: Id,
  startsAt: Instant,
  place: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Where to go, in words' }),
})
interface PlanVisit extends Static<typeof PlanVisit> {}
const VisitView = Type.Object({
  id: Id,
  ticketId: Id,
  startsAt: Instant,
  place: about(Type.String(), 'Where to go, in words'),
  technicianId: staffOnly(about(nullable(Id), 'Who goes; null: nobody any more')),
  state: about(Type.Union([Type.Literal('planned'), Type.Literal('done')]), 'Whether it was made'),
})
interface VisitView extends Static<typeof VisitView> {}
const VisitList = Type.Object({ items: about(Type.Array(VisitView), 'Those of the ticket') })
interface VisitList extends Static<typeof VisitList> {}
const FinishVisit = Type.Object({ visitId: Id })
interface FinishVisit extends Static<typeof FinishVisit> {}
const OfTicket = Type.Object({ ticketId: Id })
interface OfTicket extends Static<typeof OfTicket> {}
const VisitPart = Type.Object(
  {
    floor: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'On which floor' })),
    keyBox: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Where the key is' })),
  },
  { description: 'How to get in' },
)
interface VisitPart extends Static<typeof VisitPart> {}

export interface VisitsService {
  /** Plans a visit on a ticket. */
  plan(input: PlanVisit): Promise<VisitView>
  /** The visit has been made. */
  finish(input: FinishVisit): Promise<VisitView>
  list(input: OfTicket): Promise<VisitList>
  /** Visits to come, as CSV. */
  calendar(): Promise<import('@deskwright/core').Bytes>
}
interface VisitRow {
  id: string
  ticket_id: string
  technician_id: string | null
  starts_at: string
  place: string
  state: 'planned' | 'done'
}
export interface VisitsContract {
  id: 'visits'
  options: { calendarTitle?: string }
  service: VisitsService
  permissions: 'visits.plan' | 'visits.read'
  events: {
    'visits.planned': { visitId: string; ticketId: string; technicianId: string }
    'visits.finished': { visitId: string; ticketId: string }
    'visits.described': { ticketId: string }
  }
  tables: { visits_visit: VisitRow; visits_place: { ticket_id: string; floor: string | null; key_box: string | null } }
  ticketExtension: { input: VisitPart; view: VisitPart }
  jobs: { tidy: object }
}

export const visitsError = defineErrors({
  'visits.not_found': [404, 'There is no visit {visitId} that you may see.'],
  'visits.in_the_past': [422, 'A visit is planned for the future, not for {startsAt}.'],
  'visits.done': [409, 'This visit has been made. Plan another one.'],
})

export const kit = forContract<VisitsContract>()
const { command, query, stream, ticketExtension, definePlugin } = kit

export const viewOf = (row: VisitRow): VisitView => ({
  id: row.id,
  ticketId: row.ticket_id,
  startsAt: row.starts_at,
  place: row.place,
  technicianId: row.technician_id,
  state: row.state,
})

const plan = command({
  route: 'POST /tickets/:ticketId/visits',
  summary: 'Plans a visit on a ticket.',
  permission: 'visits.plan',
  audience: 'staff',
  input: PlanVisit,
  output: VisitView,
  async run(work, { ticketId, technicianId, startsAt, place }) {
    const { ticket } = await work.ticket(ticketId)
    const technician = await work.person(technicianId)
    if (startsAt <= work.now) throw visitsError('visits.in_the_past', { startsAt })
    const row: VisitRow = {
      id: work.newId(),
      ticket_id: ticket.id,
      technician_id: technician.id,
      starts_at: startsAt,
      place,
      state: 'planned',
    }
    await work.change('visits.planned', { visitId: row.id, ticketId: ticket.id, technicianId: technician.id }, (db) =>
      db.insertInto('visits_visit').values(row).execute(),
    )
    return viewOf(row)
  },
})

export const finish = command({
  route: 'POST /visits/:visitId/finish',
  summary: 'Records that a visit has been made.',
  permission: 'visits.plan',
  audience: 'staff',
  input: FinishVisit,
  output: VisitView,
  async run(work, { visitId }) {
    const row = await work.db
      .selectFrom('visits_visit')
      .selectAll()
      .where('id', '=', visitId)
      .where(work.scope.tickets('visits_visit.ticket_id'))
      .executeTakeFirst()
    if (!row) throw visitsError('visits.not_found', { visitId })
    await work.ticket(row.ticket_id)
    if (row.state === 'done') throw visitsError('visits.done')
    await work.change('visits.finished', { visitId, ticketId: row.ticket_id }, (db) =>
      db.updateTable('visits_visit').set({ state: 'done' }).where('id', '=', visitId).execute(),
    )
    return viewOf({ ...row, state: 'done' })
  },
})

export const list = query({
  route: 'GET /tickets/:ticketId/visits',
  summary: 'The visits of a ticket.',
  permission: 'visits.read',
  audience: 'both',
  input: OfTicket,
  output: VisitList,
  async run(work, { ticketId }) {
    const { ticket } = await work.ticket(ticketId)
    const rows = await work.db.selectFrom('visits_visit').selectAll().where('ticket_id', '=', ticket.id).orderBy('id').execute()
    return { items: rows.map(viewOf) }
  },
})

export const calendar = stream({
  route: 'GET /calendar',
  summary: 'Visits to come, as CSV.',
  permission: 'visits.read',
  audience: 'staff',
  contentType: 'text/csv',
  async *run({ read, options }) {
    yield `${options.calendarTitle ?? 'visit'},place\n`
    const rows = await read((work) =>
      work.db
        .selectFrom('visits_visit')
        .select(['starts_at', 'place'])
        .where('state', '=', 'planned')
        .where(work.scope.tickets('visits_visit.ticket_id'))
        .orderBy('starts_at')
        .execute(),
    )
    for (const row of rows) yield `${row.starts_at},${JSON.stringify(row.place)}\n`
  },
})

export const extension = ticketExtension({
  input: VisitPart,
  view: VisitPart,
  audience: { floor: 'both', keyBox: 'staff' },
  async load(work, ticketIds) {
    const rows = ticketIds.length
      ? await work.db
          .selectFrom('visits_place')
          .selectAll()
          .where('ticket_id', 'in', [...ticketIds])
          .execute()
      : []
    const places = new Map(rows.map((row) => [row.ticket_id, row]))
    return new Map(ticketIds.map((id) => [id, partOf(places.get(id))]))
  },
  async save(work, ticket, { floor, keyBox }) {
    const row = { floor: floor ?? null, key_box: keyBox ?? null }
    await work.change('visits.described', { ticketId: ticket.id }, (db) =>
      db
        .insertInto('visits_place')
        .values({ ticket_id: ticket.id, ...row })
        .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet(row))
        .execute(),
    )
  },
})

const partOf = (row: { floor: string | null; key_box: string | null } | undefined): VisitPart => ({
  ...(row?.floor ? { floor: row.floor } : {}),
  ...(row?.key_box ? { keyBox: row.key_box } : {}),
})

export const visits = definePlugin({
  id: 'visits',
  version: '1.0.0',
  contract: 1,
  operations: { plan, finish, list, calendar },
  permissions: { 'visits.plan': { title: 'Plan visits' }, 'visits.read': { title: 'See visits' } },
  events: {
    'visits.planned': { subject: 'ticketId', audience: 'both', title: 'A visit was planned' },
    'visits.finished': { subject: 'ticketId', audience: 'both', title: 'A visit was made' },
    'visits.described': { subject: 'ticketId', audience: 'both', title: 'The place was described' },
  },
  roles: { 'visits.technician': { title: 'Technician', capacity: 'staff', permissions: ['ticket.read', 'visits.plan', 'visits.read'] } },
  migrations: {
    '0001_visit': async (db) => {
      await db.schema
        .createTable('visits_visit')
        .addColumn('id', 'uuid', (column) => column.primaryKey())
        .addColumn('ticket_id', 'uuid', (column) => column.notNull())
        .addColumn('technician_id', 'uuid')
        .addColumn('starts_at', 'timestamptz(3)', (column) => column.notNull())
        .addColumn('place', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('visits_visit_ticket').on('visits_visit').columns(['ticket_id', 'id']).execute()
    },
    '0002_place': (db) =>
      db.schema
        .createTable('visits_place')
        .addColumn('ticket_id', 'uuid', (column) => column.primaryKey())
        .addColumn('floor', 'text')
        .addColumn('key_box', 'text')
        .execute(),
  },
  ticketExtension: extension,
  personalData: {
    columns: { visits_visit: { technician_id: 'person', place: 'kept' } },
    export: (db, personId) => db.selectFrom('visits_visit').selectAll().where('technician_id', '=', personId).execute(),
    async erase(db, personId) {
      await db.updateTable('visits_visit').set({ technician_id: null }).where('technician_id', '=', personId).execute()
    },
    async kept(db, personId) {
      const rows = await db.selectFrom('visits_visit').select('id').where('technician_id', '=', personId).execute()
      return [{ what: 'visits', count: rows.length, why: 'history_of_tickets' }]
    },
  },
  acts: ['ticket.read', 'ticket.note', 'visits.read'],
  extendTicketTypes: [
    {
      extends: 'incident',
      statuses: { on_site: { category: 'open', title: { en: 'On site' } } },
      commands: {
        arrive: { from: { category: ['open'] }, to: 'on_site', permission: 'visits.plan', audience: 'staff', title: { en: 'Arrive' } },
        leave: { from: ['on_site'], to: 'open', permission: 'visits.plan', audience: 'staff', title: { en: 'Leave' } },
      },
    },
  ],
  pages: [
    {
      path: '/visits',
      title: 'Visits',
      audience: 'both',
      slot: 'ticket_panel',
      async render(desk, { parameters: { ticketId = '' } }) {
        const { items } = await desk.visits.list({ ticketId })
        const html: Html = { '~html': `<p>${items.length}</p>` }
        return html
      },
    },
  ],
  jobs: { tidy: { every: '1d', run: async (asPlugin) => void (await asPlugin.tickets.list({ limit: 1 })) } },
  setup(ctx) {
    ctx.guard('visits.planned', async ({ ticketId }, work) => void (await work.ticket(ticketId)))
    ctx.within('visits.finished', async ({ ticketId }, work) => void (await work.desk.visits.list({ ticketId })))
    ctx.gate({ to: 'resolved' }, async ({ ticketId }, work) => {
      const { items } = await work.asPlugin.visits.list({ ticketId })
      return items.some(({ state }) => state === 'planned') ? [{ code: 'visits.to_come' }] : []
    })
    ctx.after('note', 'visits.finished', async ({ payload }, asPlugin) => {
      await asPlugin.tickets.note({ ticketId: payload.ticketId, body: 'The technician was there.' })
    })
  },
})
