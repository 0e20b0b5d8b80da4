import { performance } from 'node:perf_hooks'
import { isDeskError } from '../../../src/error/desk-error.ts'
import { openStore } from '../../../src/store/open-store.ts'

const [database = '', schema = '', seconds = '5'] = process.argv.slice(2)
const store = openStore(database, { schema, tables: ['ticket'] })
// Ends with the test.
process.on('disconnect', () => process.exit())
const latencies: number[] = []
const failures: Record<string, number> = {}
const end = performance.now() + Number(seconds) * 1000
while (performance.now() < end) {
  const started = performance.now()
  try {
    await store.write(async (tx) => {
      const { waited_ms, id } = await tx.db
        .selectFrom('ticket')
        .select(['id', 'waited_ms'])
        .orderBy('number')
        .forUpdate()
        .executeTakeFirstOrThrow()
      await tx.db
        .updateTable('ticket')
        .set({ waited_ms: waited_ms + 1 })
        .where('id', '=', id)
        .execute()
    })
    latencies.push(performance.now() - started)
  } catch (error) {
    const code = isDeskError(error) ? error.code : String(error)
    failures[code] = (failures[code] ?? 0) + 1
  }
}
await store.close()
process.send?.({ latencies, failures }, () => process.disconnect())
