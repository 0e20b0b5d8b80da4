import { isDeskError } from '../error/desk-error.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { RunLimit } from '../hook/lane.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { DeskFiles } from './desk-files.ts'
import { removeOrphans } from './orphans.ts'
import { Rescan } from './rescan.ts'
import { forgetSlots } from './upload-slot.ts'

const EVERY_MS = 30_000
const ORPHANS_EVERY_MS = 3_600_000
const BATCH = 100

/**
 * What time brings about for files: uploads that nobody used expire, bytes that no row names any more are removed, and what a virus scanner
 * could not look at is shown to it again. Each step is safe to be cut off anywhere, and any number of processes may do it at once.
 */
export class FileSweep {
  readonly #runtime: Runtime
  readonly #files: DeskFiles
  readonly #rescan: Rescan
  #lookedAt = Number.NaN
  #orphansAt = Number.NaN

  constructor(runtime: Runtime) {
    this.#runtime = runtime
    this.#files = runtime.files
    this.#rescan = new Rescan(runtime)
  }

  /** Returns how many files it removed or had looked at; 0 when it has looked just now. A storage that fails is asked again next time. */
  async perform(limit: RunLimit): Promise<number> {
    const { clock, log } = this.#runtime
    const now = clock()
    // A clock that was set back is no reason to wait.
    if (Math.abs(now - this.#lookedAt) < EVERY_MS) return 0
    this.#lookedAt = now
    let done = 0
    try {
      await durableWrite(this.#runtime.store, forgetSlots)
      done += await this.#expire(limit)
      done += await this.#remove(limit)
      done += await this.#rescan.perform(limit)
      if (!(Math.abs(now - this.#orphansAt) < ORPHANS_EVERY_MS)) {
        done += await removeOrphans(this.#runtime, limit)
        this.#orphansAt = now
      }
    } catch (error) {
      if (!isDeskError(error) || !error.code.startsWith('file.')) throw error
      if (error.code !== 'file.storage_unknown') log.warn({ code: 'file.sweep_failed', error }, 'file.sweep_failed: will try again')
    }
    return done
  }

  /** A command that names the file at the same moment has the row, or finds it gone: never both. */
  async #expire(limit: RunLimit): Promise<number> {
    const { store, clock } = this.#runtime
    let expired = 0
    while (!limit.isOver) {
      const now = new Date(clock()).toISOString()
      const count = await durableWrite(store, async ({ db, kind }) => {
        const core: CoreDb = db
        let due = core.selectFrom('file').select('id').where('expires_at', '<=', now).orderBy('id').limit(BATCH)
        if (kind === 'postgres') due = due.forUpdate().skipLocked()
        const ids = (await due.execute()).map(({ id }) => id)
        if (!ids.length) return 0
        const gone = await core.deleteFrom('file').where('id', 'in', ids).where('expires_at', '<=', now).returning('storage_key').execute()
        if (gone.length)
          await core
            .insertInto('file_removal')
            .values(gone.map(({ storage_key }) => ({ storage_key, created_at: now })))
            .execute()
        return ids.length
      })
      expired += count
      if (count < BATCH) break
    }
    return expired
  }

  /** The bytes first, then the note about them: what is cut off between is done once more. */
  async #remove(limit: RunLimit): Promise<number> {
    const { store } = this.#runtime
    let removed = 0
    while (!limit.isOver) {
      const rows = await store.read(({ db }) => {
        const core: CoreDb = db
        return core.selectFrom('file_removal').select('storage_key').orderBy('storage_key').limit(BATCH).execute()
      })
      if (!rows.length) break
      const keys = rows.map(({ storage_key }) => storage_key)
      for (const key of keys) await this.#files.storage.remove(key)
      await durableWrite(store, ({ db }) => {
        const core: CoreDb = db
        return core.deleteFrom('file_removal').where('storage_key', 'in', keys).execute()
      })
      removed += keys.length
    }
    return removed
  }
}
