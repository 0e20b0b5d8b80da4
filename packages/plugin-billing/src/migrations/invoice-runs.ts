import { type Kysely, sql } from 'kysely'

export async function invoiceRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('billing_run')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('on_day', 'text', (c) => c.notNull())
    .addColumn('company_id', 'uuid')
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('running', 'done')`))
    .addColumn('target_count', 'bigint', (c) => c.notNull())
    .addColumn('done_position', 'bigint', (c) => c.notNull())
    .addColumn('issued_count', 'bigint', (c) => c.notNull())
    .addColumn('credited_count', 'bigint', (c) => c.notNull())
    .addColumn('blocked_count', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('finished_at', 'timestamptz(3)')
    .addCheckConstraint('billing_run_over', sql`(state = 'done') = (finished_at is not null)`)
    .execute()
  await db.schema
    .createTable('billing_run_target')
    .addColumn('run_id', 'uuid', (c) => c.notNull().references('billing_run.id').onDelete('cascade'))
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('company_id', 'uuid', (c) => c.notNull())
    .addColumn('contract_id', 'uuid', (c) => c.references('billing_contract.id'))
    .addColumn('outcome', 'text', (c) => c.check(sql`outcome in ('issued', 'credited', 'blocked', 'nothing')`))
    .addColumn('invoice_id', 'uuid', (c) => c.references('billing_invoice.id'))
    .addColumn('fault_count', 'bigint', (c) => c.notNull())
    .addColumn('faults_json', 'jsonb', (c) => c.notNull())
    .addColumn('credits_json', 'jsonb', (c) => c.notNull())
    .addPrimaryKeyConstraint('billing_run_target_key', ['run_id', 'position'])
    .addCheckConstraint('billing_run_target_invoice', sql`coalesce(outcome, '') = 'issued' or invoice_id is null`)
    .execute()
}
