import type { Migrations } from '@deskwright/core'
import { type Kysely, sql } from 'kysely'

/** Counters of items, what they showed, and plans that go by them. */
export const meters: Migrations[string] = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('equipment_meter')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('item_id', 'uuid', (c) => c.notNull().references('equipment_item.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('unit', 'text')
    .addColumn('base_count', 'bigint', (c) => c.notNull())
    .addColumn('total_count', 'bigint', (c) => c.notNull())
    .addColumn('last_value_count', 'bigint')
    .addColumn('last_read_at', 'timestamptz(3)')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('equipment_meter_item').on('equipment_meter').columns(['item_id', 'id']).execute()
  await db.schema
    .createTable('equipment_reading')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('meter_id', 'uuid', (c) => c.notNull().references('equipment_meter.id').onDelete('cascade'))
    .addColumn('read_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('value_count', 'bigint', (c) => c.notNull().check(sql`value_count >= 0`))
    .addColumn('total_count', 'bigint', (c) => c.notNull())
    .addColumn('correction', 'text', (c) => c.check(sql`correction in ('replaced', 'mistake')`))
    .addColumn('note', 'text')
    .addColumn('taken_by', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('equipment_reading_meter').on('equipment_reading').columns(['meter_id', 'id']).execute()
  await db.schema.createIndex('equipment_reading_by').on('equipment_reading').column('taken_by').execute()
  await db.schema
    .alterTable('equipment_plan')
    .addColumn('meter_id', 'uuid', (c) => c.references('equipment_meter.id'))
    .execute()
  await db.schema.alterTable('equipment_plan').addColumn('basis_count', 'bigint').execute()
  await db.schema.createIndex('equipment_plan_meter').on('equipment_plan').column('meter_id').execute()
}
