import { expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { coreMigrations } from '../../src/desk/setup.ts'
import { migrate } from '../../src/store/migrate/migrate.ts'
import { migrationStatus } from '../../src/store/migrate/status.ts'
import { openStore } from '../../src/store/open-store.ts'
import { describeSchema } from '../../src/store/schema/describe-schema.ts'
import { findDrift } from '../../src/store/schema/find-drift.ts'

const owners = [{ id: 'core', migrations: coreMigrations }]

forEachDatabase((kind) => {
  it("has the committed schema of core, and checksums that don't move under applied migrations", async () => {
    const database = await kind.create()
    const store = openStore(database.database, { schema: database.schema, tables: [] })
    onTestFinished(async () => {
      await store.close()
      await database.drop()
    })
    await migrate(store, owners)
    const { applied } = await migrationStatus(store, owners)
    expect(applied).toHaveLength(Object.keys(coreMigrations).length)
    const ledger = await store.read((tx) => tx.db.selectFrom('migration').select(['owner', 'name', 'checksum']).orderBy('name').execute())
    const checksums = ledger.map(({ owner, name, checksum }) => `-- ${owner} ${name} ${checksum}`).join('\n')
    await expect(`${checksums}\n\n${await describeSchema(store)}`).toMatchFileSnapshot(`../../src/migrations/schema.${kind.kind}.txt`)
    expect(await findDrift(store, owners)).toEqual([])
  })
})
