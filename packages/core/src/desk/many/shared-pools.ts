import { openPool } from '../../store/postgres/open-pool.ts'
import type { PgPool } from '../../store/postgres/pg-types.ts'
import type { StoreOptions } from '../../store/store.ts'

/** One pool for each server, however many desks stand on it; theirs as long as the process works. */
export class SharedPools {
  readonly #pools = new Map<string, Promise<PgPool>>()

  open(url: string, options: StoreOptions): Promise<PgPool> {
    const known = this.#pools.get(url)
    if (known) return known
    const opened = openPool(url, options)
    this.#pools.set(url, opened)
    opened.catch(() => this.#pools.delete(url))
    return opened
  }

  async close(): Promise<void> {
    const pools = await Promise.allSettled(this.#pools.values())
    this.#pools.clear()
    await Promise.all(pools.flatMap((pool) => (pool.status === 'fulfilled' ? [pool.value.end()] : [])))
  }
}
