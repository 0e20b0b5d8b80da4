import { setTimeout as sleep } from 'node:timers/promises'
import type { Store, Tx } from '../store/store.ts'

const MAX_TRIES = 6

/** A write of the worker's own, repeated whole when nothing was saved and the same may succeed. */
export async function durableWrite<T>(store: Store, run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await store.write(run)
    } catch (error) {
      if (tries >= MAX_TRIES || !store.isRetryable(error)) throw error
      await sleep(5 * 2 ** tries * (0.5 + Math.random()))
    }
}
