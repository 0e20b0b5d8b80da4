import { type Kysely, sql } from 'kysely'

/** Who is at a ticket right now. */
export async function live(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('presence')
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('tab', 'text', (c) => c.notNull())
    .addColumn('looking_until_ms', 'bigint', (c) => c.notNull())
    .addColumn('writing_until_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('presence_pk', ['ticket_id', 'person_id', 'tab'])
    .addCheckConstraint('presence_writing', sql`writing_until_ms <= looking_until_ms`)
    .execute()
  // The board asks for all that still counts; leaving asks for one's own.
  await db.schema.createIndex('presence_until').on('presence').column('looking_until_ms').execute()
  await db.schema.createIndex('presence_person').on('presence').columns(['person_id', 'looking_until_ms']).execute()
}
