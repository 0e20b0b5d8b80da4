import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { batches, namedKeys } from './orphans.ts'
import { keyTime } from './storage-key.ts'

const BATCH = 1000

export interface LostFiles {
  /** Ids of files whose bytes are not in the storage. */
  readonly lost: readonly string[]
  /** Bytes in the storage that no row names, and that are older than any upload. */
  readonly orphans: number
}

/**
 * Compares rows with the storage, day by day, as rows and keys both go by time. Reads names only. A file that comes or goes meanwhile is no
 * finding: what is missing is looked for once more.
 */
export async function findLost(runtime: Runtime): Promise<LostFiles> {
  const { storage } = runtime.files
  const present = new Map<string, ReadonlySet<string>>()
  const keysOf = async (day: string): Promise<ReadonlySet<string>> => {
    const known = present.get(day)
    if (known) return known
    const keys = new Set<string>()
    for await (const key of storage.keys(day)) keys.add(key)
    // Rows go by time, so the days before are done with.
    if (present.size > 3) present.clear()
    present.set(day, keys)
    return keys
  }
  const missing: string[] = []
  for await (const rows of rowsOf(runtime))
    for (const { id, storage_key } of rows) if (!(await keysOf(storage_key.slice(0, 10))).has(storage_key)) missing.push(id)
  return { lost: await stillThere(runtime, missing), orphans: await countOrphans(runtime) }
}

async function* rowsOf({ store }: Runtime): AsyncGenerator<{ id: string; storage_key: string }[]> {
  let after: string | undefined
  for (;;) {
    const rows = await store.read(({ db }) => {
      const core: CoreDb = db
      let query = core.selectFrom('file').select(['id', 'storage_key']).orderBy('id').limit(BATCH)
      if (after !== undefined) query = query.where('id', '>', after)
      return query.execute()
    })
    yield rows
    after = rows.at(-1)?.id
    if (rows.length < BATCH) return
  }
}

/** Those whose row is gone by now were removed, not lost; what came after its day was listed is there. */
async function stillThere({ store, files }: Runtime, ids: readonly string[]): Promise<string[]> {
  const lost: string[] = []
  for (const id of ids) {
    const row = await store.read(({ db }) => {
      const core: CoreDb = db
      return core.selectFrom('file').select('storage_key').where('id', '=', id).executeTakeFirst()
    })
    if (row && !(await isReadable(files.storage.read(row.storage_key, { start: 0, end: 0 })))) lost.push(id)
  }
  return lost
}

async function isReadable(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    for await (const _ of bytes) return true
    return false
  } catch {
    return false
  }
}

async function countOrphans(runtime: Runtime): Promise<number> {
  const { files, clock } = runtime
  const before = clock() - files.settings.orphanMs
  let orphans = 0
  for (const day of await files.storage.days())
    for await (const keys of batches(files.storage.keys(day))) {
      const old = keys.filter((key) => (keyTime(key) ?? Number.POSITIVE_INFINITY) < before)
      orphans += old.length - (await namedKeys(runtime, old)).size
    }
  return orphans
}
