import { wakeChannel } from '../hook/relay.ts'
import type { Logger } from '../operation/logger.ts'
import { Listener } from '../store/postgres/listener.ts'
import type { Store } from '../store/store.ts'

/** Hears of events that other processes have brought into their order. On SQLite, and on a pool that tells nothing of itself, nobody calls: looking now and then is what is left. */
export function wakeListener(store: Store, log: Logger, heard: () => void): { stop(): Promise<void> } {
  const access = store.postgres()
  if (!access) return { stop: async () => {} }
  const opened = access.then(({ pool, schema }) => {
    const listener = new Listener({
      pool,
      log,
      heard,
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
  opened.catch((error: unknown) => log.warn({ code: 'live.not_listening', error }, 'live.not_listening: looks now and then instead'))
  return { stop: () => opened.then((listener) => listener.stop()).catch(() => {}) }
}
