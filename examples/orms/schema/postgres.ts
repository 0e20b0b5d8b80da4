import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export const shopOrder = pgTable('shop_order', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  number: text('number').notNull(),
  ticketId: text('ticket_id').notNull(),
})
