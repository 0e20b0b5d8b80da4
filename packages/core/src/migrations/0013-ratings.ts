import { type Kysely, sql } from 'kysely'

/** What requesters think of solutions: one word for each solution. */
export async function ratings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rating')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('solution_sequence', 'bigint', (c) => c.notNull().check(sql`solution_sequence >= 1`))
    .addColumn('score', 'integer', (c) => c.notNull().check(sql`score between 1 and 5`))
    .addColumn('comment', 'text')
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('solved_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .addUniqueConstraint('rating_once', ['ticket_id', 'solution_sequence'])
    .execute()
  await db.schema.createIndex('rating_created').on('rating').column('created_at').execute()
  await db.schema.createIndex('rating_person').on('rating').column('person_id').execute()
}
