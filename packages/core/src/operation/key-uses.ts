import type { Kysely } from 'kysely'
import type { Store } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { Logger } from './logger.ts'

const FLUSH_MS = 1_000
const HOUR_MS = 3_600_000
const MOST = 1_000

/** When keys were used last: to the hour, written after the answer, so that reading with a key writes once in an hour and not with each call. */
export class KeyUses {
  readonly #store: Store
  readonly #log: Logger
  #waiting = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(store: Store, log: Logger) {
    this.#store = store
    this.#log = log
  }

  note(keyId: string, lastUsedAt: string | null, now: string): void {
    if (lastUsedAt !== null && Date.parse(now) - Date.parse(lastUsedAt) < HOUR_MS) return
    if (this.#waiting.size >= MOST) return
    this.#waiting.set(keyId, now)
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref()
  }

  /** Writes what is waiting; called by its own timer, by `tick`, and before the desk closes. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const uses = [...this.#waiting]
    this.#waiting = new Map()
    if (!uses.length) return
    try {
      await this.#store.write(async (tx) => {
        const db: Kysely<CoreTables> = tx.db
        // In the order of their ids, so that two processes don't wait for each other.
        for (const [id, at] of uses.sort(([a], [b]) => (a < b ? -1 : 1)))
          await db.updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
      })
    } catch (error) {
      this.#log.error({ code: 'key.use_not_noted', error }, 'key.use_not_noted: when keys were used last could not be written down')
    }
  }
}
