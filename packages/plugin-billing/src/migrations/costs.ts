import { type Kysely, sql } from 'kysely'

export async function costs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('billing_cost_rate')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('valid_from', 'text', (c) => c.notNull())
    .addColumn('currency', 'text', (c) => c.notNull())
    .addColumn('rate_minor', 'bigint', (c) => c.notNull().check(sql`rate_minor >= 0`))
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('billing_cost_rate_person').on('billing_cost_rate').columns(['person_id', 'valid_from', 'id']).execute()
  await db.schema
    .createTable('billing_material_cost')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('price_item_id', 'uuid', (c) => c.notNull().references('billing_price_item.id'))
    .addColumn('valid_from', 'text', (c) => c.notNull())
    .addColumn('currency', 'text', (c) => c.notNull())
    .addColumn('cost_minor', 'bigint', (c) => c.notNull().check(sql`cost_minor >= 0`))
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addUniqueConstraint('billing_material_cost_day', ['price_item_id', 'valid_from'])
    .execute()
}
