import type { RunLimit } from '../hook/lane.ts'

/** What chores have done, by kind. */
export interface ChoreCounts {
  /** Tickets whose wait was over, or that nobody objected to be closed. */
  due: number
  /** Tickets whose values of lately declared fields were gathered. */
  indexed: number
  /** Files that were removed, or looked at by a virus scanner. */
  swept: number
  /** Deliveries that channels were given. */
  sent: number
  /** Idempotency keys that were forgotten. */
  forgotten: number
}

/** Something that the desk does by itself now and then. Any number of processes may do it at once. */
export interface Chore {
  readonly counts: keyof ChoreCounts
  /** It asks others than the database, who may be slow: a loop goes on meanwhile, and a tick waits for it at its end. */
  readonly isSlow?: boolean
  /** Does what there is to do at the moment, and says how much that was; 0 when nothing is left. */
  perform(limit: RunLimit): Promise<number>
}

/** A chore that is looked at once in so many milliseconds by each process. */
export function nowAndThen(everyMs: number, { counts, perform }: Chore): Chore {
  let nextAt = Number.NEGATIVE_INFINITY
  return {
    counts,
    async perform(limit) {
      if (performance.now() < nextAt) return 0
      nextAt = performance.now() + everyMs
      return perform(limit)
    },
  }
}
