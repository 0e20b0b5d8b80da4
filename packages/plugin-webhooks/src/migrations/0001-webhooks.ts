import type { Migrations } from '@deskwright/core'
import { sql } from 'kysely'

/** Who is told, and what they were told. */
export const webhookTables: Migrations[string] = async (db) => {
  await db.schema
    .createTable('webhooks_subscription')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('service_id', 'uuid')
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('events_json', 'jsonb', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('on', 'off', 'disabled')`))
    .addColumn('generation', 'integer', (c) => c.notNull().check(sql`generation > 0`))
    .addColumn('overlap_ends_at', 'timestamptz(3)')
    .addColumn('failure_count', 'bigint', (c) => c.notNull())
    .addColumn('failing_since_at', 'timestamptz(3)')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_by', 'uuid')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('webhooks_delivery')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('subscription_id', 'uuid', (c) => c.notNull().references('webhooks_subscription.id').onDelete('cascade'))
    .addColumn('event_id', 'uuid')
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('ticket_id', 'uuid')
    .addColumn('is_public', 'boolean', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('waiting', 'sending', 'delivered', 'dead', 'held', 'dropped')`))
    .addColumn('attempt_count', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('lease_ends_at', 'timestamptz(3)', (c) => c.check(sql`(lease_ends_at is null) = (state <> 'sending')`))
    .addColumn('status', 'integer')
    .addColumn('took_ms', 'bigint')
    .addColumn('answer', 'text')
    .addColumn('error', 'text')
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    // However often an event is handed out, a subscription has it once, under one id.
    .addUniqueConstraint('webhooks_delivery_once', ['subscription_id', 'event_id'])
    .execute()
  await db.schema.createIndex('webhooks_delivery_due').on('webhooks_delivery').columns(['state', 'due_at']).execute()
  await db.schema.createIndex('webhooks_delivery_list').on('webhooks_delivery').columns(['subscription_id', 'id']).execute()
  await db.schema.createIndex('webhooks_delivery_age').on('webhooks_delivery').column('created_at').execute()
}
