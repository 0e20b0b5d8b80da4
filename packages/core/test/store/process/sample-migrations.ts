import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { MigrationOwner } from '../../../src/store/migration.ts'

// biome-ignore lint/suspicious/noExplicitAny: migrations see any tables
type Db = Kysely<any>

const pause = Number(process.env['PAUSE_MS'] ?? 5)

const step = (n: number) => async (db: Db) => {
  const table = `item_${n}`
  await db.schema
    .createTable(table)
    .addColumn('id', 'integer', (c) => c.generatedAlwaysAsIdentity().primaryKey())
    .addColumn('label', 'text', (c) => c.notNull())
    .execute()
  for (let row = 0; row < 5; row++) {
    await db
      .insertInto(table)
      .values({ label: `${n}.${row}` })
      .execute()
    await sleep(pause)
  }
  await db.schema.createIndex(`item_${n}_label`).on(table).column('label').execute()
  await db.insertInto('run').values({ step: n }).execute()
}

/** Steps of tables, data and waiting, as slow as `PAUSE_MS` says; every run of a step leaves a row in `run`. */
export const sampleOwners: readonly MigrationOwner[] = [
  {
    id: 'core',
    migrations: {
      '0001_run': async (db) =>
        void (await db.schema
          .createTable('run')
          .addColumn('id', 'integer', (c) => c.generatedAlwaysAsIdentity().primaryKey())
          .addColumn('step', 'integer')
          .execute()),
      '0002_first': step(1),
      '0003_slow': async (db) => {
        await db.insertInto('run').values({ step: 0 }).execute()
        await db.updateTable('item_1').set({ label: 'changed' }).where('label', '=', '1.1').execute()
        await sleep(pause * 60)
        await db.insertInto('item_1').values({ label: 'late' }).execute()
      },
      '0004_second': step(2),
    },
  },
  {
    id: 'extra',
    migrations: { '0001_own': async (db) => void (await db.schema.createTable('extra_own').addColumn('id', 'uuid').execute()) },
  },
]
export const sampleTables = ['run', 'item_1', 'item_2']
export const sampleSteps = 5
