import { about, forContract, Id, staffOnly } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { VisitsContract } from './sample-plugin.ts'

/** What customers think of the visits: a plugin that requires another, with a command for customers and a query for everybody. */
const Rate = Type.Object({
  ticketId: Id,
  stars: Type.Integer({ minimum: 1, maximum: 5, description: 'One to five' }),
  remark: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'In their own words' })),
})
interface Rate extends Static<typeof Rate> {}
const Rating = Type.Object({
  ticketId: Id,
  stars: about(Type.Integer(), 'One to five'),
  remark: Type.Optional(about(Type.String(), 'In their own words')),
  ratedBy: staffOnly(Id),
})
interface Rating extends Static<typeof Rating> {}
const Average = Type.Object({ stars: about(Type.Number(), 'From one to five'), ratings: about(Type.Integer(), 'How many there are') })
interface Average extends Static<typeof Average> {}

interface RatingsContract {
  id: 'ratings'
  options: { best: number }
  service: {
    rate(input: Rate): Promise<Rating>
    get(input: { ticketId: string }): Promise<Rating>
    average(): Promise<Average>
  }
  permissions: 'ratings.rate'
  events: { 'ratings.rated': { ticketId: string; stars: number } }
  tables: { ratings_rating: { ticket_id: string; stars: number; remark: string | null; rated_by: string } }
  requires: { visits: VisitsContract }
}
const { command, query, definePlugin } = forContract<RatingsContract>()

const rate = command({
  route: 'PUT /tickets/:ticketId/rating',
  permission: 'ratings.rate',
  audience: 'customer',
  input: Rate,
  output: Rating,
  async run(work, { ticketId, stars, remark }) {
    const { ticket } = await work.ticket(ticketId)
    const row = { stars: Math.min(stars, work.options.best), remark: remark ?? null, rated_by: work.actor.id }
    await work.change('ratings.rated', { ticketId, stars }, (db) =>
      db
        .insertInto('ratings_rating')
        .values({ ticket_id: ticket.id, ...row })
        .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet(row))
        .execute(),
    )
    return { ticketId, stars: row.stars, ...(remark === undefined ? {} : { remark }), ratedBy: row.rated_by }
  },
})
const get = query({
  route: 'GET /tickets/:ticketId/rating',
  permission: 'ticket.read',
  audience: 'both',
  input: Type.Object({ ticketId: Id }),
  output: Rating,
  async run(work, { ticketId }) {
    const { ticket } = await work.ticket(ticketId)
    const row = await work.db.selectFrom('ratings_rating').selectAll().where('ticket_id', '=', ticket.id).executeTakeFirst()
    if (!row) return { ticketId, stars: 0 }
    return { ticketId, stars: row.stars, ...(row.remark === null ? {} : { remark: row.remark }), ratedBy: row.rated_by }
  },
})
const average = query({
  route: 'GET /average',
  permission: 'anyone',
  audience: 'public',
  output: Average,
  async run(work) {
    const rows = await work.db.selectFrom('ratings_rating').select('stars').execute()
    return { stars: rows.reduce((sum, row) => sum + row.stars, 0) / Math.max(1, rows.length), ratings: rows.length }
  },
})

export const ratings = definePlugin({
  id: 'ratings',
  version: '0.3.0',
  contract: 1,
  operations: { rate, get, average },
  permissions: { 'ratings.rate': { title: 'Rate visits' } },
  events: { 'ratings.rated': { subject: 'ticketId', audience: 'both', title: 'The visit was rated' } },
  requires: { visits: 1 },
  migrations: {
    '0001_rating': (db) =>
      db.schema
        .createTable('ratings_rating')
        .addColumn('ticket_id', 'uuid', (column) => column.primaryKey())
        .addColumn('stars', 'integer', (column) => column.notNull())
        .addColumn('remark', 'text')
        .addColumn('rated_by', 'uuid', (column) => column.notNull())
        .execute(),
  },
  personalData: {
    columns: { ratings_rating: { rated_by: 'person', remark: 'words' } },
    export: (db, personId) => db.selectFrom('ratings_rating').selectAll().where('rated_by', '=', personId).execute(),
    async erase(db, personId) {
      await db.deleteFrom('ratings_rating').where('rated_by', '=', personId).execute()
    },
  },
  setup(ctx) {
    ctx.within('visits.finished', async ({ ticketId }, work) => void (await work.desk.visits.list({ ticketId })))
  },
})
