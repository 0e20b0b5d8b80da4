import type { RunLimit } from '../hook/lane.ts'
import { asProgram } from '../operation/as-program.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { type DueTicket, type DueWalk, dueWalks } from './due-queries.ts'
import { performDue } from './perform-due.ts'
import { Reluctant } from './reluctant.ts'

const EVERY_MS = 30_000
const BATCH = 100
/** Tickets moved in one go: whoever looks has other things to do as well. */
const AT_ONCE = 200
const REASON = 'time'

/**
 * What time alone brings about: waits that are over, silences that are told of, and tickets that are closed as nobody objects. Looked for
 * now and then, and decided in the transaction, with what stands there then; so any number of processes may look at once.
 */
export class DueTickets {
  readonly #runtime: Runtime
  readonly #reluctant = new Reluctant()
  #lookedAt: { readonly clock: number; readonly running: number } | undefined
  /** A look that has not come to its end. */
  #look: AsyncGenerator<DueTicket, void> | undefined

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /** Returns how many tickets it moved; 0 when it has looked just now. */
  async perform(limit: RunLimit): Promise<number> {
    if (!this.#look) {
      if (this.#hasJustLooked()) return 0
      this.#lookedAt = { clock: this.#runtime.clock(), running: performance.now() }
      this.#look = this.#dueTickets()
    }
    let moved = 0
    try {
      while (!limit.isOver && moved < AT_ONCE) {
        const { value: ticket } = await this.#look.next()
        if (!ticket) {
          this.#look = undefined
          break
        }
        if (await this.#performOne(ticket)) moved += 1
      }
    } catch (error) {
      this.#look = undefined
      this.#lookedAt = undefined
      throw error
    }
    return moved
  }

  /** By both clocks: one that was set back or stands still is no reason to wait, and one that was set forward is one to look. */
  #hasJustLooked(): boolean {
    if (!this.#lookedAt) return false
    const { clock, running } = this.#lookedAt
    return Math.abs(this.#runtime.clock() - clock) < EVERY_MS && performance.now() - running < EVERY_MS
  }

  async *#dueTickets(): AsyncGenerator<DueTicket, void> {
    const now = this.#runtime.clock()
    for (const walk of await dueWalks(this.#runtime, new Date(now).toISOString())) {
      let after: DueTicket | undefined
      do {
        const found = await this.#page(walk, after)
        for (const ticket of found) if (!this.#reluctant.has(keyOf(ticket), now)) yield ticket
        after = found.length < BATCH ? undefined : found.at(-1)
      } while (after)
    }
  }

  #page(walk: DueWalk, after: DueTicket | undefined): Promise<DueTicket[]> {
    return this.#runtime.store.read(({ db }) => {
      const core: CoreDb = db
      return walk(core, after, BATCH)
    })
  }

  /** One that a gate or a plugin refuses does not hold up the others; it is tried again later and later. */
  async #performOne(ticket: DueTicket): Promise<boolean> {
    const { id, kind } = ticket
    const now = this.#runtime.clock()
    try {
      const isMoved = await asProgram(this.#runtime, REASON, (context) => performDue(context, id, kind))
      if (isMoved) this.#reluctant.forget(keyOf(ticket))
      else this.#reluctant.add(keyOf(ticket), now)
      return isMoved
    } catch (error) {
      this.#reluctant.add(keyOf(ticket), now)
      this.#runtime.log.warn({ ticketId: id, due: kind, error }, 'ticket.due_refused: will try again')
      return false
    }
  }
}

/** Another wait of the same ticket is another matter. */
const keyOf = ({ id, kind, at }: DueTicket): string => `${id} ${kind} ${at}`
