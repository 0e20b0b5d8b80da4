import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const shopOrder = sqliteTable('shop_order', {
  id: integer('id').primaryKey(),
  number: text('number').notNull(),
  ticketId: text('ticket_id').notNull(),
})
