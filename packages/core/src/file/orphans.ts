import { durableWrite } from '../hook/durable-write.ts'
import type { RunLimit } from '../hook/lane.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { dayOf, keyTime } from './storage-key.ts'

const BATCH = 500
/** Day up to which everything without a row was removed: what a process leaves behind when it dies is young. */
const SWEPT_DAY = 'files_swept_day'

/**
 * Removes bytes that came in and whose row never followed, as the process died between the two. Only those that are older than any upload:
 * a younger one may get its row in the next moment. Says how many.
 */
export async function removeOrphans(runtime: Runtime, limit: RunLimit): Promise<number> {
  const { store, files, clock } = runtime
  const { storage, settings } = files
  const before = clock() - settings.orphanMs
  let removed = await storage.removeUnfinished(settings.orphanMs)
  const swept = await store.read(({ db }) => {
    const core: CoreDb = db
    return core.selectFrom('setting').select('value').where('key', '=', SWEPT_DAY).executeTakeFirst()
  })
  for (const day of await storage.days()) {
    if (limit.isOver) return removed
    if (swept && day < swept.value) continue
    for await (const keys of batches(storage.keys(day))) {
      const old = keys.filter((key) => (keyTime(key) ?? Number.POSITIVE_INFINITY) < before)
      const named = await namedKeys(runtime, old)
      for (const key of old) {
        if (named.has(key)) continue
        await storage.remove(key)
        removed += 1
      }
    }
  }
  const value = dayOf(before)
  if (swept?.value !== value)
    await durableWrite(store, ({ db }) => {
      const core: CoreDb = db
      const row = { key: SWEPT_DAY, value }
      return core
        .insertInto('setting')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute()
    })
  return removed
}

/** Of these keys those that a row names. */
export async function namedKeys({ store }: Pick<Runtime, 'store'>, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (!keys.length) return new Set()
  const rows = await store.read(({ db }) => {
    const core: CoreDb = db
    return core
      .selectFrom('file')
      .select('storage_key')
      .where('storage_key', 'in', [...keys])
      .execute()
  })
  return new Set(rows.map(({ storage_key }) => storage_key))
}

export async function* batches(keys: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = []
  for await (const key of keys) {
    batch.push(key)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length) yield batch
}
