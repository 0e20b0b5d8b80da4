import type { RunLimit } from '../hook/lane.ts'
import type { Logger } from '../operation/logger.ts'
import type { Chore, ChoreCounts } from './chore.ts'

/** Chores that run beside the worker's looks: a storage or a virus scanner that hangs must not hold up what is due. */
export class SlowChores {
  readonly #running = new Map<Chore, Promise<void>>()
  readonly #log: Logger

  constructor(log: Logger) {
    this.#log = log
  }

  /** Begins what is not under way yet. */
  begin(chore: Chore, limit: RunLimit, counts: ChoreCounts): void {
    if (!this.#running.has(chore)) this.#running.set(chore, this.#perform(chore, limit, counts))
  }

  /** Waits for what is under way. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  async #perform(chore: Chore, limit: RunLimit, counts: ChoreCounts): Promise<void> {
    try {
      counts[chore.counts] += await chore.perform(limit)
    } catch (error) {
      this.#log.error({ code: 'worker.look_failed', error }, 'worker.look_failed: will look again')
    } finally {
      this.#running.delete(chore)
    }
  }
}
