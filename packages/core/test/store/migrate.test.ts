import { type Kysely, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { databaseKind } from '../../src/store/host/dialect-kind.ts'
import { emitSql } from '../../src/store/migrate/emit-sql.ts'
import { migrate } from '../../src/store/migrate/migrate.ts'
import { checkSchema, migrationStatus } from '../../src/store/migrate/status.ts'
import { uninstall } from '../../src/store/migrate/uninstall.ts'
import type { MigrationOwner, Migrations } from '../../src/store/migration.ts'
import { openStore } from '../../src/store/open-store.ts'
import { checkIntegrity } from '../../src/store/schema/check-integrity.ts'
import { describeSchema } from '../../src/store/schema/describe-schema.ts'
import { findDrift } from '../../src/store/schema/find-drift.ts'

// biome-ignore lint/suspicious/noExplicitAny: migrations see any tables
type Db = Kysely<any>

const person = async (db: Db) => {
  await db.schema
    .createTable('person')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().check(sql`length(name) > 0`))
    .addColumn('is_active', 'boolean', (c) => c.notNull().defaultTo(true))
    .addColumn('seen_at', 'timestamptz(3)')
    .execute()
  await db.schema.createIndex('person_name').on('person').columns(['name', 'id']).execute()
}
const team = async (db: Db) => {
  await db.schema
    .createTable('team')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('lead_id', 'uuid', (c) => c.references('person.id').onDelete('set null'))
    .addColumn('key', 'varchar(40)', (c) => c.notNull().unique())
    .execute()
}
const price = async (db: Db) => {
  await db.schema
    .createTable('billing_price')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('amount_minor', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('billing_price_amount').on('billing_price').column('amount_minor').execute()
}

const core: MigrationOwner = { id: 'core', migrations: { '0001_person': person, '0002_team': team } }
const billing: MigrationOwner = { id: 'billing', migrations: { '0001_price': price } }
const both = [core, billing]
const withCore = (more: Migrations): MigrationOwner => ({ id: 'core', migrations: { ...core.migrations, ...more } })

const open = async (kind: TestDatabaseKind) => {
  const database = await kind.create()
  const store = openStore(database.database, { schema: database.schema, tables: ['person', 'team'], owners: ['billing'] })
  onTestFinished(async () => {
    await store.close()
    await database.drop()
  })
  return { store, database }
}
const names = (list: readonly { owner: string; name: string }[]) => list.map(({ owner, name }) => `${owner}/${name}`)

forEachDatabase((kind) => {
  it('applies each step once, in the order of owners and names', async () => {
    const { store } = await open(kind)
    await expect(checkSchema(store, both)).rejects.toMatchObject({ code: 'store.schema_behind', params: { count: 3 } })
    expect(names(await migrate(store, both))).toEqual(['core/0001_person', 'core/0002_team', 'billing/0001_price'])
    expect(await migrate(store, both)).toEqual([])
    expect(await checkSchema(store, both)).toEqual([])
    await store.write((tx) =>
      tx.dbFor('billing').insertInto('billing_price').values({ id: '00000000-0000-7000-8000-000000000001', amount_minor: 12 }).execute(),
    )
    expect(await checkIntegrity(store)).toEqual([])
  })

  it('installs a plugin later, reports one that was removed, and uninstalls it', async () => {
    const { store } = await open(kind)
    await migrate(store, [core])
    const before = await describeSchema(store)
    expect(names(await migrate(store, both))).toEqual(['billing/0001_price'])
    expect(await describeSchema(store)).toContain('table billing_price')
    expect(await checkSchema(store, [core])).toEqual(['billing'])
    expect(await migrate(store, [core])).toEqual([])
    expect(await uninstall(store, 'billing')).toEqual(['billing_price'])
    expect(await describeSchema(store)).toBe(before)
    expect(await checkSchema(store, [core])).toEqual([])
    expect(names(await migrate(store, both))).toEqual(['billing/0001_price'])
    await expect(uninstall(store, 'core')).rejects.toMatchObject({ code: 'store.migration_invalid' })
  })

  it('shows on a dry run what would be done, and does nothing', async () => {
    const { store } = await open(kind)
    await migrate(store, [core])
    const before = await describeSchema(store)
    const planned = await migrate(store, both, { dryRun: true })
    expect(names(planned)).toEqual(['billing/0001_price'])
    expect(planned[0]?.sql[0]).toMatch(/^create table "\w+"?.*billing_price" \("id"/)
    expect(await describeSchema(store)).toBe(before)
    expect(names((await migrationStatus(store, both)).pending)).toEqual(['billing/0001_price'])
  })

  it('applies a failing step not at all, and the ones before it', async () => {
    const { store } = await open(kind)
    const bad = withCore({
      '0003_bad': async (db) => {
        await db.insertInto('team').values({ id: '00000000-0000-7000-8000-000000000001', key: 'a' }).execute()
        await db.schema.createTable('half').addColumn('id', 'uuid').execute()
        await db.insertInto('nowhere').values({ id: 1 }).execute()
      },
    })
    await expect(migrate(store, [bad])).rejects.toMatchObject({
      code: 'store.migration_failed',
      params: { owner: 'core', name: '0003_bad' },
    })
    expect(names((await migrationStatus(store, [bad])).applied)).toEqual(['core/0001_person', 'core/0002_team'])
    expect(await describeSchema(store)).not.toContain('half')
    expect(await store.read((tx) => tx.db.selectFrom('team').selectAll().execute())).toEqual([])
    expect(names(await migrate(store, [withCore({ '0003_good': async () => {} })]))).toEqual(['core/0003_good'])
  })

  it('refuses a step that was changed after it was applied', async () => {
    const { store } = await open(kind)
    await migrate(store, both)
    const changed = withCore({
      '0002_team': async (db) => {
        await team(db)
        await db.schema.createIndex('team_key_again').on('team').column('key').execute()
      },
    })
    await expect(migrate(store, [changed])).rejects.toMatchObject({
      code: 'store.migration_changed',
      params: { owner: 'core', name: '0002_team' },
    })
    expect(names((await migrationStatus(store, [changed])).changed)).toEqual(['core/0002_team'])
  })

  it('refuses a schema of a newer version, unless it only adds', async () => {
    const { store } = await open(kind)
    const note: Migrations = {
      '0003_note': { additive: true, up: async (db) => void (await db.schema.createTable('note').addColumn('id', 'uuid').execute()) },
    }
    await migrate(store, [withCore(note)])
    expect(await checkSchema(store, [core])).toEqual([])
    expect(await migrate(store, [core])).toEqual([])
    expect(names((await migrationStatus(store, [core])).ahead)).toEqual(['core/0003_note'])
    await migrate(store, [
      withCore({ ...note, '0004_rename': async (db) => void (await db.schema.alterTable('note').renameTo('memo').execute()) }),
    ])
    await expect(checkSchema(store, [core])).rejects.toMatchObject({
      code: 'store.schema_newer',
      params: { owner: 'core', name: '0004_rename' },
    })
    await expect(migrate(store, [core])).rejects.toMatchObject({ code: 'store.schema_newer' })
  })

  it('refuses a step slipped in before one that is applied', async () => {
    const { store } = await open(kind)
    await migrate(store, [core])
    const slipped = migrate(store, [withCore({ '0001_zzz': async () => {} })])
    await expect(slipped).rejects.toMatchObject({ code: 'store.migration_order', params: { name: '0001_zzz', applied: '0002_team' } })
  })

  it.each([
    ['a bad name', [{ id: 'core', migrations: { first: person } }], 'store.migration_invalid'],
    ['an owner twice', [core, core], 'store.migration_invalid'],
    ['a prefix within a prefix', [core, billing, { id: 'billing_extra', migrations: {} }], 'store.prefix_clash'],
  ] as const)('refuses %s', async (_what, owners, code) => {
    const { store } = await open(kind)
    await expect(migrate(store, owners)).rejects.toMatchObject({ code })
  })

  it('lets a plugin make its own tables only', async () => {
    const { store } = await open(kind)
    const greedy: MigrationOwner = {
      id: 'billing',
      migrations: { '0001_greedy': async (db) => void (await db.schema.createTable('person').addColumn('id', 'uuid').execute()) },
    }
    await expect(migrate(store, [greedy])).rejects.toMatchObject({ code: 'store.migration_failed', cause: { code: 'store.foreign_table' } })
    const index: MigrationOwner = {
      id: 'billing',
      migrations: {
        '0001_price': price,
        '0002_index': async (db) => void (await db.schema.createIndex('price').on('billing_price').column('id').execute()),
      },
    }
    await expect(migrate(store, [index])).rejects.toMatchObject({ code: 'store.migration_failed', cause: { code: 'store.foreign_table' } })
  })

  it('rebuilds a table without losing what refers to it', async () => {
    const { store } = await open(kind)
    await migrate(store, [core])
    const id = '00000000-0000-7000-8000-000000000001'
    await store.write(async (tx) => {
      await tx.db.insertInto('person').values({ id, name: 'Ann', seen_at: '2026-01-02T03:04:05.678Z' }).execute()
      await tx.db.insertInto('team').values({ id, key: 'a', lead_id: id }).execute()
    })
    const rebuild: Migrations = {
      '0003_rebuild': async (db) => {
        if (databaseKind(db) === 'postgres') {
          await db.schema.alterTable('person').addColumn('email', 'text').execute()
          return
        }
        await db.schema
          .createTable('person_new')
          .addColumn('id', 'uuid', (c) => c.primaryKey())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('seen_at', 'timestamptz(3)')
          .addColumn('email', 'text')
          .execute()
        await db
          .insertInto('person_new')
          .columns(['id', 'name', 'seen_at'])
          .expression((e) => e.selectFrom('person').select(['id', 'name', 'seen_at']))
          .execute()
        await db.schema.dropTable('person').execute()
        await db.schema.alterTable('person_new').renameTo('person').execute()
      },
    }
    await migrate(store, [withCore(rebuild)])
    const rows = await store.read((tx) =>
      tx.db
        .selectFrom('team')
        .innerJoin('person', 'person.id', 'team.lead_id')
        .select(['person.name', 'person.seen_at', 'person.email'])
        .execute(),
    )
    expect(rows).toEqual([{ name: 'Ann', seen_at: '2026-01-02T03:04:05.678Z', email: null }])
    // The checks of foreign keys are on again.
    await expect(
      store.write((tx) =>
        tx.db
          .deleteFrom('person')
          .execute()
          .then(() => tx.db.insertInto('team').values({ id: '00000000-0000-7000-8000-000000000002', key: 'b', lead_id: id }).execute()),
      ),
    ).rejects.toMatchObject({
      code: 'store.reference_missing',
    })
  })

  it('refuses a step that leaves a reference dangling', async () => {
    const { store } = await open(kind)
    const dangling = withCore({
      '0003_dangling': async (db) => {
        await db
          .insertInto('team')
          .values({ id: '00000000-0000-7000-8000-000000000001', key: 'a', lead_id: '00000000-0000-7000-8000-00000000000f' })
          .execute()
      },
    })
    await expect(migrate(store, [dangling])).rejects.toMatchObject({ code: 'store.migration_failed' })
    expect(await store.read((tx) => tx.db.selectFrom('team').selectAll().execute())).toEqual([])
  })

  it('emits SQL that leads to the same schema and counts as applied', async () => {
    const { store, database } = await open(kind)
    const { store: other, database: otherDatabase } = await open(kind)
    await migrate(store, both)
    const script = await emitSql(both, kind.kind, { schema: otherDatabase.schema })
    await runScript(kind, otherDatabase.database, script)
    expect(await describeSchema(other)).toBe(await describeSchema(store))
    const status = await migrationStatus(other, both)
    expect(status).toMatchObject({ pending: [], changed: [], newer: [] })
    expect(names(status.applied)).toEqual(names((await migrationStatus(store, both)).applied))
    expect(status.applied[0]?.appliedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(database.schema === otherDatabase.schema).toBe(kind.kind === 'sqlite')
  })

  it('finds what was changed by hand', async () => {
    const { store, database } = await open(kind)
    await migrate(store, both)
    expect(await findDrift(store, both)).toEqual([])
    expect(await findDrift(store, [core])).toEqual([])
    const name =
      kind.kind === 'sqlite' ? (table: string) => sql.id(`deskwright_${table}`) : (table: string) => sql.id(database.schema, table)
    await store.write(async (tx) => {
      await sql`alter table ${name('team')} add column extra text`.execute(tx.db)
      await sql`drop table ${name('billing_price')}`.execute(tx.db)
      await sql`create table ${name('stray')} (id text)`.execute(tx.db)
    })
    expect((await findDrift(store, both)).toSorted()).toEqual([
      'billing_price: missing',
      'stray: not from a migration',
      'team: not from a migration: extra text',
    ])
  })

  it('describes the schema the same way each time', async () => {
    const { store } = await open(kind)
    await migrate(store, both)
    await expect(await describeSchema(store)).toMatchFileSnapshot(`__snapshots__/describe-schema.${kind.kind}.txt`)
  })

  it('writes emitted SQL that does not change unnoticed', async () => {
    await expect(await emitSql(both, kind.kind)).toMatchFileSnapshot(`__snapshots__/emit-sql.${kind.kind}.sql`)
  })
})

const runScript = async (kind: TestDatabaseKind, database: string, script: string): Promise<void> => {
  if (kind.kind === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(database.slice('sqlite:'.length))
    db.exec(script)
    db.close()
    return
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  await client.query(script)
  await client.end()
}
