import { migrate } from '../../../src/store/migrate/migrate.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { sampleOwners, sampleTables } from './sample-migrations.ts'

const [database = '', schema = ''] = process.argv.slice(2)
const store = openStore(database, { schema, tables: sampleTables, owners: ['extra'], poolSize: 2 })
// Ends with the test.
process.on('disconnect', () => process.exit())
process.send?.('ready')
const applied = await migrate(store, sampleOwners)
await store.close()
process.send?.(
  applied.map(({ owner, name }) => `${owner}/${name}`),
  () => process.disconnect(),
)
