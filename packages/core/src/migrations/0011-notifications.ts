import { type Kysely, sql } from 'kysely'

/** Who is told what and why, and how it gets to them. */
export async function notifications(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notification')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('event.id'))
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('acting', 'text', (c) => c.notNull().check(sql`acting in ('staff', 'customer')`))
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('message_id', 'uuid')
    .addColumn('is_in_inbox', 'boolean', (c) => c.notNull())
    .addColumn('is_read', 'boolean', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    // However often an event is delivered, nobody is told of it twice.
    .addUniqueConstraint('notification_once', ['event_id', 'person_id'])
    .execute()
  await db.schema.createIndex('notification_inbox').on('notification').columns(['person_id', 'is_in_inbox', 'is_read', 'id']).execute()
  await db.schema
    .createTable('notification_preference')
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('is_on', 'boolean', (c) => c.notNull())
    .addPrimaryKeyConstraint('notification_preference_pk', ['person_id', 'reason', 'channel'])
    .execute()
  await db.schema
    .createTable('notification_delivery')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('acting', 'text', (c) => c.notNull().check(sql`acting in ('staff', 'customer')`))
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('waiting', 'done', 'dead')`))
    .addColumn('attempt_count', 'bigint', (c) => c.notNull())
    .addColumn('due_ms', 'bigint', (c) => c.notNull())
    .addColumn('lease_until_ms', 'bigint', (c) => c.notNull())
    .addColumn('error', 'text')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('notification_delivery_due').on('notification_delivery').columns(['state', 'due_ms']).execute()
  await db.schema
    .createIndex('notification_delivery_person')
    .on('notification_delivery')
    .columns(['person_id', 'ticket_id', 'state'])
    .execute()
  await db.schema
    .createTable('notification_item')
    .addColumn('notification_id', 'uuid', (c) => c.notNull().references('notification.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('delivery_id', 'uuid', (c) => c.notNull().references('notification_delivery.id'))
    .addPrimaryKeyConstraint('notification_item_pk', ['notification_id', 'channel'])
    .execute()
  await db.schema.createIndex('notification_item_delivery').on('notification_item').column('delivery_id').execute()
}
