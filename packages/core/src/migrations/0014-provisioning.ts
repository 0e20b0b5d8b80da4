import type { Kysely } from 'kysely'

/** What the host vouches for in people, rules that give by it, and what each has given. */
export async function provisioning(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('person').addColumn('host_facts', 'text').execute()
  await db.schema
    .createTable('provisioning_rule')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('domain', 'text')
    .addColumn('attributes_json', 'jsonb', (c) => c.notNull())
    .addColumn('company_id', 'uuid', (c) => c.references('company.id'))
    .addColumn('role_id', 'text')
    .addColumn('scope', 'text')
    .addColumn('scope_id', 'uuid')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('author_id', 'uuid', (c) => c.references('person.id'))
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('provisioning_given')
    .addColumn('rule_id', 'uuid', (c) => c.notNull().references('provisioning_rule.id'))
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('grant_id', 'uuid')
    .addColumn('is_member', 'boolean', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addPrimaryKeyConstraint('provisioning_given_key', ['rule_id', 'person_id'])
    .execute()
  await db.schema.createIndex('provisioning_given_person').on('provisioning_given').column('person_id').execute()
  await db.schema.createIndex('provisioning_rule_state').on('provisioning_rule').columns(['state', 'id']).execute()
}
