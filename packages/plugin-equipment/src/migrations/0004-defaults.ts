import type { Migrations } from '@deskwright/core'
import type { Kysely } from 'kysely'

/** Plans that items of a model begin with, fields of the tickets that plans open, and readings in the order of their time. */
export const defaults: Migrations[string] = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('equipment_model').addColumn('plans_json', 'jsonb').execute()
  await db.schema.alterTable('equipment_plan').addColumn('fields_json', 'jsonb').execute()
  await db.schema.alterTable('equipment_plan').addColumn('copied_from', 'uuid').execute()
  await db.schema.createIndex('equipment_plan_calendar').on('equipment_plan').columns(['calendar_id', 'id']).execute()
  await db.schema.createIndex('equipment_reading_time').on('equipment_reading').columns(['meter_id', 'read_at desc', 'id desc']).execute()
}
