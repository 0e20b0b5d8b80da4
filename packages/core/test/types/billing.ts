import Type, { type Static } from 'typebox'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Person } from '../../src/operation/actor.ts'
import type { HostHandlers } from '../../src/plugin/context.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { Database } from '../../src/store/database.ts'

/** Time on tickets: the plugin that the type tests look at. It is compiled and never run. */
export const AddTime = Type.Object({ ticketId: Type.String(), minutes: Type.Integer({ minimum: 1 }), note: Type.Optional(Type.String()) })
export interface AddTime extends Static<typeof AddTime> {}
export const TimeEntry = Type.Object({ id: Type.String(), minutes: Type.Integer(), cents: Type.Integer() })
export interface TimeEntry extends Static<typeof TimeEntry> {}
const TimeTotal = Type.Object({ minutes: Type.Integer() })
interface TimeTotal extends Static<typeof TimeTotal> {}

export interface BillingService {
  /** Books time on a ticket. */
  addTime(input: AddTime): Promise<TimeEntry>
  total(input: { ticketId: string }): Promise<TimeTotal>
}
export interface BillingContract {
  id: 'billing'
  options: { centsPerHour: number; closeWithoutTime?: boolean }
  service: BillingService
  permissions: 'billing.time' | 'billing.price'
  events: { 'billing.time_added': { ticketId: string; entryId: string; minutes: number } }
  tables: { billing_time: { id: string; ticket_id: string; person_id: string; minutes: number } }
}

const { command, query, definePlugin } = forContract<BillingContract>()

const addTime = command({
  route: 'POST /tickets/:ticketId/time',
  permission: 'billing.time',
  audience: 'staff',
  input: AddTime,
  output: TimeEntry,
  async run(work, { ticketId, minutes }) {
    const { ticket } = await work.ticket(ticketId)
    const id = work.newId()
    await work.change('billing.time_added', { ticketId, entryId: id, minutes }, (db) =>
      db.insertInto('billing_time').values({ id, ticket_id: ticket.id, person_id: work.actor.id, minutes }).execute(),
    )
    return { id, minutes, cents: Math.round((minutes * work.options.centsPerHour) / 60) }
  },
})
const total = query({
  route: 'GET /tickets/:ticketId/time',
  permission: 'billing.time',
  audience: 'staff',
  input: Type.Object({ ticketId: Type.String() }),
  output: TimeTotal,
  async run(work, { ticketId }) {
    const { ticket } = await work.ticket(ticketId)
    const rows = await work.db.selectFrom('billing_time').select('minutes').where('ticket_id', '=', ticket.id).execute()
    return { minutes: rows.reduce((sum, row) => sum + row.minutes, 0) }
  },
})
export const billing = definePlugin({
  id: 'billing',
  version: '1.0.0',
  contract: 1,
  operations: { addTime, total },
  permissions: { 'billing.time': { title: 'Book time' }, 'billing.price': { title: 'See prices' } },
  events: { 'billing.time_added': { subject: 'ticketId', audience: 'staff', title: 'Time was booked on a ticket' } },
  migrations: { '0001_time': (db) => db.schema.createTable('billing_time').addColumn('id', 'uuid').execute() },
  personalData: {
    export: (db, personId) => db.selectFrom('billing_time').selectAll().where('person_id', '=', personId).execute(),
    async erase(db, personId) {
      await db.updateTable('billing_time').set({ person_id: 'erased' }).where('person_id', '=', personId).execute()
    },
  },
  acts: ['ticket.read', 'billing.time'],
  setup(ctx) {
    if (ctx.options.closeWithoutTime) return
    // as the plugin: who resolves a ticket need not be allowed to see its time
    ctx.gate({ to: 'resolved' }, async ({ ticketId }, work) => {
      const { minutes } = await work.asPlugin.billing.total({ ticketId })
      return minutes ? [] : [{ code: 'billing.no_time' }]
    })
  },
})

export const makeDesk = (database: Database, identify: () => Person | null, after: HostHandlers<BillingContract> = {}) =>
  createDesk({ database, plugins: [billing({ centsPerHour: 6000 })], identify, admins: ['ann'], after })
