// The shop's own: it was there before the desk, and nothing in it changes.
import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import pg from 'pg'

export const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] })
export const db = drizzle(pool)

export const returns = pgTable('shop_return', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  orderNumber: text('order_number').notNull(),
  ticketId: text('ticket_id').notNull(),
})
