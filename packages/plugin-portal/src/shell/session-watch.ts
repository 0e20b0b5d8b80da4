import type { PortalDesk } from '../kit.ts'

/** A session that was ended elsewhere must be over within a second, also where an answer is still being sent. */
const EVERY_MS = 500
/** As many as one question may name. */
const MOST = 1000

type Portal = PortalDesk['portal']

/** Looks after the answers that stay open: one question for all of them, and none while there are none. */
export class SessionWatch {
  readonly #open = new Map<string, Set<AbortController>>()
  #timer: NodeJS.Timeout | undefined
  #portal: Portal | undefined

  /** The same bytes as long as the session is there. */
  async *while<T>(portal: Portal, sessionId: string, body: AsyncIterable<T>): AsyncGenerator<T> {
    const over = new AbortController()
    const ended = new Promise<'over'>((resolve) => over.signal.addEventListener('abort', () => resolve('over'), { once: true }))
    this.#add(portal, sessionId, over)
    const iterator = body[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await Promise.race([iterator.next(), ended])
        if (next === 'over' || next.done) return
        yield next.value
      }
    } finally {
      this.#remove(sessionId, over)
      // It may be waiting for what never comes: nobody waits for it.
      iterator.return?.().catch(() => {})
    }
  }

  #add(portal: Portal, sessionId: string, over: AbortController): void {
    this.#portal = portal
    this.#open.set(sessionId, (this.#open.get(sessionId) ?? new Set()).add(over))
    this.#timer ??= setInterval(() => void this.#look(), EVERY_MS).unref()
  }

  #remove(sessionId: string, over: AbortController): void {
    const open = this.#open.get(sessionId)
    open?.delete(over)
    if (!open?.size) this.#open.delete(sessionId)
    if (this.#open.size) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** A database that does not answer ends nothing: the next look does. */
  async #look(): Promise<void> {
    const ids = [...this.#open.keys()]
    for (let from = 0; from < ids.length; from += MOST) {
      const asked = ids.slice(from, from + MOST)
      const found = await this.#portal?.alive({ ids: asked }).catch(() => undefined)
      if (!found) return
      const alive = new Set(found.ids)
      for (const id of asked) if (!alive.has(id)) for (const over of this.#open.get(id) ?? []) over.abort()
    }
  }
}
