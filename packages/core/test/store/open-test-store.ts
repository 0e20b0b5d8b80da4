import { type Kysely, sql } from 'kysely'
import { onTestFinished } from 'vitest'
import type { TestDatabase, TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store, StoreOptions } from '../../src/store/store.ts'

export const tables = ['ticket', 'message', 'team'] as const

/** Tables with a column of every kind. */
// biome-ignore lint/suspicious/noExplicitAny: tests name tables freely
export const createTables = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('team')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .execute()
  await db.schema
    .createTable('ticket')
    .addColumn('number', 'integer', (c) => c.generatedAlwaysAsIdentity().primaryKey())
    .addColumn('id', 'uuid', (c) => c.notNull().unique())
    .addColumn('subject', 'text')
    .addColumn('team_id', 'uuid', (c) => c.references('team.id'))
    .addColumn('due_on', 'date')
    .addColumn('price', sql`numeric(12, 4)`)
    .addColumn('is_open', 'boolean', (c) => c.notNull().defaultTo(true))
    .addColumn('fields_json', 'jsonb')
    .addColumn('waited_ms', 'bigint', (c) => c.check(sql`waited_ms >= 0`))
    .addColumn('content', 'bytea')
    .addColumn('created_at', 'timestamptz(3)')
    .addColumn('closed_at', 'timestamptz(3)')
    .execute()
  await db.schema.createIndex('ticket_created').on('ticket').columns(['created_at', 'id']).execute()
  await db.schema
    .createTable('message')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
}

export interface TestStore {
  readonly store: Store
  readonly database: TestDatabase
  /** A second store on the same database, like another process. */
  another(options?: StoreOptions): Store
}

/** An empty store with the tables above; closed and dropped with the test. */
export const openTestStore = async (kind: TestDatabaseKind, options: StoreOptions = {}): Promise<TestStore> => {
  const database = await kind.create()
  const opened: Store[] = []
  const another = (more: StoreOptions = {}): Store => {
    const store = openStore(database.database, { schema: database.schema, tables, ...options, ...more })
    opened.push(store)
    return store
  }
  onTestFinished(async () => {
    await Promise.all(opened.map((store) => store.close()))
    await database.drop()
  })
  const store = another()
  await store.write(async (tx) => {
    if (store.kind === 'postgres') await sql`create schema ${sql.id(database.schema)}`.execute(tx.db)
    await createTables(tx.db)
  })
  return { store, database, another }
}

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
