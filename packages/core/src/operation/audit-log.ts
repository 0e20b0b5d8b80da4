import type { Kysely } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import type { Store } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { Logger } from './logger.ts'

export interface AuditedAct {
  readonly kind: 'denied' | 'read'
  readonly actor: Pick<LoadedActor, 'kind' | 'id' | 'capacity'>
  readonly operation: string
  readonly subjectId: string | null
  readonly code: string
}

interface Pending extends AuditedAct {
  readonly id: string
  readonly at: string
  count: number
}

const FLUSH_MS = 1_000
const MAX_PENDING = 1_000

/**
 * Denials and audited reads: apart from events, written after the answer, so that a refusal writes nothing of the desk.
 * The same act of the same actor within a second is counted, and what exceeds a thousand different ones in a second is dropped with a warning:
 * a flood of refusals must not become a flood of writes.
 */
export class AuditLog {
  readonly #store: Store
  readonly #clock: () => number
  readonly #newId: () => string
  readonly #log: Logger
  #pending = new Map<string, Pending>()
  #timer: NodeJS.Timeout | undefined
  #dropped = 0

  constructor(store: Store, clock: () => number, newId: () => string, log: Logger) {
    this.#store = store
    this.#clock = clock
    this.#newId = newId
    this.#log = log
  }

  record(act: AuditedAct): void {
    const key = JSON.stringify([act.kind, act.actor.kind, act.actor.id, act.operation, act.subjectId, act.code])
    const same = this.#pending.get(key)
    if (same) same.count += 1
    else if (this.#pending.size >= MAX_PENDING) this.#dropped += 1
    else this.#pending.set(key, { ...act, id: this.#newId(), at: new Date(this.#clock()).toISOString(), count: 1 })
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref()
  }

  /** Writes what is waiting; called by its own timer, and before the desk closes. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const rows = [...this.#pending.values()]
    this.#pending = new Map()
    if (this.#dropped) this.#log.warn({ dropped: this.#dropped }, 'audit: too many different refusals in a second; some were not recorded')
    this.#dropped = 0
    if (!rows.length) return
    const values = rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      actor_kind: row.actor.kind,
      actor_id: row.actor.id,
      acting: row.actor.capacity.acting,
      operation: row.operation,
      subject_id: row.subjectId,
      code: row.code,
      repeat_count: row.count,
      created_at: row.at,
    }))
    try {
      await this.#store.write(async (tx) => {
        const db: Kysely<CoreTables> = tx.db
        for (let start = 0; start < values.length; start += 100)
          await db
            .insertInto('audit')
            .values(values.slice(start, start + 100))
            .execute()
      })
    } catch (error) {
      this.#log.error({ error, rows: rows.length }, 'audit: refusals could not be recorded')
    }
  }
}
