import { createHash } from 'node:crypto'
import { coreError } from '../../error/core-errors.ts'
import type { Acting } from '../../operation/audience.ts'
import type { Caller } from '../../operation/caller.ts'
import type { LimitSettings } from './limit-options.ts'
import type { SharedPoints } from './shared-points.ts'

/** A process takes a tenth of somebody's minute at a time, so nine of ten requests ask nobody. */
const PARTS = 10
/** Callers whom a process remembers; who is forgotten takes a part anew. */
const MOST = 10_000

interface Share {
  left: number
  /** By the process's own clock that no one moves, since minutes are the database's. */
  endsAt: number
  /** The minute is used up for all processes. */
  isSpent: boolean
}
type Audience = 'anonymous' | 'customer' | 'staff' | 'service'

/** How much each caller may ask, the strictest for those whom nobody knows. Who somebody is comes from the host or the key, never from what they send. */
export class RateLimiter {
  readonly #settings: LimitSettings
  readonly #points: Pick<SharedPoints, 'take'>
  readonly #shares = new Map<string, Share>()
  readonly #taking = new Map<string, Promise<Share>>()
  /** In which capacity somebody was seen to act; customers until then. Keys that were never seen to count are nobody's. */
  readonly #known = new Map<string, Acting>()

  constructor(settings: LimitSettings, points: Pick<SharedPoints, 'take'>) {
    this.#settings = settings
    this.#points = points
  }

  /** Throws `http.too_many`. */
  async expectRoom(request: Request, caller: Caller): Promise<void> {
    const { audience, name } = this.#whoIs(request, caller)
    const limit = this.#settings[audience]
    const key = `${audience} ${name}`
    for (;;) {
      const share = this.#current(key) ?? (await this.#take(key, limit))
      if (share.isSpent)
        throw coreError('http.too_many', { limit, seconds: Math.max(1, Math.ceil((share.endsAt - performance.now()) / 1000)) })
      if (share.left > 0) {
        share.left -= 1
        return
      }
    }
  }

  /** What the desk has found out about a caller, for their next request. */
  learn(caller: Caller, acting: Acting): void {
    const name = nameOf(caller)
    if (name === undefined || this.#known.get(name) === acting) return
    forgetOldest(this.#known)
    this.#known.set(name, acting)
  }

  #whoIs(request: Request, caller: Caller): { audience: Audience; name: string } {
    const name = nameOf(caller)
    const acting = name === undefined ? undefined : this.#known.get(name)
    if (name !== undefined && caller.kind === 'person') return { audience: acting ?? 'customer', name }
    if (name !== undefined && acting) return { audience: 'service', name }
    // A key that nobody has seen to count is worth nothing yet, but must not use up what those without one have.
    return { audience: 'anonymous', name: `${name === undefined ? 'client' : 'unproven'} ${this.#settings.clientOf(request) ?? ''}` }
  }

  #current(key: string): Share | undefined {
    const share = this.#shares.get(key)
    return share && performance.now() < share.endsAt && (share.isSpent || share.left > 0) ? share : undefined
  }

  /** Of many at once one asks, and the others wait for the answer. */
  #take(key: string, limit: number): Promise<Share> {
    const taking = this.#taking.get(key)
    if (taking) return taking
    const fresh = this.#points
      .take(createHash('sha256').update(key).digest('base64url'), Math.max(1, Math.ceil(limit / PARTS)), limit)
      .then(({ count, leftMs }) => {
        const share = { left: count, endsAt: performance.now() + leftMs, isSpent: count === 0 }
        forgetOldest(this.#shares)
        this.#shares.set(key, share)
        return share
      })
      .finally(() => this.#taking.delete(key))
    this.#taking.set(key, fresh)
    return fresh
  }
}

const nameOf = (caller: Caller): string | undefined =>
  caller.kind === 'person' ? `person ${caller.person.externalId}` : caller.kind === 'key' ? `key ${caller.tokenHash}` : undefined

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size < MOST) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
