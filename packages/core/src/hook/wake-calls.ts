import type { Logger } from '../operation/logger.ts'
import { Listener } from '../store/postgres/listener.ts'
import type { Store } from '../store/store.ts'
import { wakeChannel } from './relay.ts'

/** The last position in the order, or undefined where something else was said, or may have been missed. */
export type Called = (last: number | undefined) => void

/**
 * Hears of events that other processes have brought into their order: one connection for everybody in this process who wants to know, as long as
 * somebody does. On SQLite, and on a pool that tells nothing of itself, nobody calls: looking now and then is what is left.
 */
export class WakeCalls {
  readonly #store: Store
  readonly #log: Logger
  readonly #hearers = new Set<Called>()
  #listening: Promise<Listener> | undefined

  constructor(store: Store, log: Logger) {
    this.#store = store
    this.#log = log
  }

  /** Calls until the returned function was called. */
  hear(called: Called): () => Promise<void> {
    this.#hearers.add(called)
    this.#listening ??= this.#listen()
    return async () => {
      this.#hearers.delete(called)
      if (this.#hearers.size) return
      const listening = this.#listening
      this.#listening = undefined
      await listening?.then((listener) => listener.stop()).catch(() => {})
    }
  }

  #listen(): Promise<Listener> | undefined {
    const access = this.#store.postgres()
    if (!access) return undefined
    const opened = access.then(({ pool, schema }) => {
      const listener = new Listener({
        pool,
        log: this.#log,
        heard: (payload) => this.#call(payload),
        async channel(client) {
          const { rows } = await client.query({
            text: `select c.oid::int as oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = 'event'`,
            values: [schema],
          })
          return wakeChannel(Number(rows[0]?.['oid']))
        },
      })
      listener.start()
      return listener
    })
    opened.catch((error: unknown) =>
      this.#log.warn({ code: 'live.not_listening', error }, 'live.not_listening: looks now and then instead'),
    )
    return opened
  }

  #call(payload: string | undefined): void {
    const last = /^\d+$/.test(payload ?? '') ? Number(payload) : undefined
    for (const called of this.#hearers) called(last)
  }
}
