import type { RunningWorker, TickCounts } from '../../job/worker.ts'
import type { Logger } from '../../operation/logger.ts'
import { Alarm } from '../../value/alarm.ts'

export interface TenantWorkOptions {
  /** Milliseconds in which every tenant gets its turn, whether or not something is known to wait there; 60 000 unless told. */
  readonly roundMs?: number
  /** Tenants that are worked for at once; 4 unless told. */
  readonly atOnce?: number
  /** Stops it. */
  readonly signal?: AbortSignal
}

export interface TenantWorkParts {
  /** One bounded pass for one tenant. */
  tick(tenant: string): Promise<TickCounts>
  tenants(): Promise<readonly string[]>
  readonly log: Logger
}

/** Whoever has failed is tried again after so long, doubled each time. */
const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 600_000
/** After this a turn goes to the next tenant; what hangs ends by its own limits and gets no second turn meanwhile. */
const PATIENCE_MS = 10_000

/**
 * One set of workers for all tenants: those where something was committed at once, and each of them in every round. A tenant whose database is broken
 * takes one turn now and then, and nobody else's.
 */
export class TenantWork {
  readonly #parts: TenantWorkParts
  readonly #due = new Set<string>()
  readonly #running = new Set<string>()
  readonly #failures = new Map<string, { count: number; until: number }>()
  readonly #alarm = new Alarm(25)
  readonly #loops = new Set<RunningWorker>()

  constructor(parts: TenantWorkParts) {
    this.#parts = parts
  }

  /** Something was committed there, by this process. */
  wake(tenant: string): void {
    if (!this.#loops.size) return
    this.#due.add(tenant)
    this.#alarm.ring()
  }

  start({ roundMs = 60_000, atOnce = 4, signal }: TenantWorkOptions = {}): RunningWorker {
    const limit = { isOver: signal?.aborted ?? false }
    const end = (): void => {
      limit.isOver = true
      this.#alarm.ring()
    }
    signal?.addEventListener('abort', end, { once: true })
    const stopped = this.#loop(limit, roundMs, atOnce).finally(() => {
      signal?.removeEventListener('abort', end)
      this.#loops.delete(running)
    })
    const running: RunningWorker = {
      stopped,
      stop: () => {
        end()
        return stopped
      },
    }
    this.#loops.add(running)
    return running
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#loops].map((running) => running.stop()))
  }

  async #loop(limit: { isOver: boolean }, roundMs: number, atOnce: number): Promise<void> {
    let roundAt = performance.now()
    const turns = new Set<Promise<void>>()
    while (!limit.isOver) {
      this.#alarm.reset()
      if (performance.now() >= roundAt) {
        roundAt = performance.now() + roundMs
        await this.#round()
      }
      for (const tenant of this.#due) {
        if (turns.size >= atOnce || limit.isOver) break
        if (this.#running.has(tenant) || this.#isPaused(tenant)) continue
        this.#due.delete(tenant)
        const turn: Promise<void> = this.#turn(tenant).then(() => {
          turns.delete(turn)
          this.#alarm.ring()
        })
        turns.add(turn)
      }
      await this.#alarm.pause(Math.max(1, Math.min(roundAt - performance.now(), 1000)))
    }
    await Promise.all(turns)
  }

  async #round(): Promise<void> {
    try {
      for (const tenant of await this.#parts.tenants()) this.#due.add(tenant)
    } catch (error) {
      this.#parts.log.error({ code: 'tenant.list_failed', error }, 'tenant.list_failed: will ask again')
    }
  }

  #isPaused(tenant: string): boolean {
    return (this.#failures.get(tenant)?.until ?? 0) > performance.now()
  }

  async #turn(tenant: string): Promise<void> {
    this.#running.add(tenant)
    const work = this.#work(tenant).finally(() => this.#running.delete(tenant))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    await Promise.race([work, late])
    clearTimeout(timer)
  }

  async #work(tenant: string): Promise<void> {
    try {
      const { failed, jobsFailed } = await this.#parts.tick(tenant)
      this.#failures.delete(tenant)
      // What failed is due again in a second or four; the next round may be a minute away.
      if (failed + jobsFailed > 0) this.#later(tenant)
    } catch (error) {
      const count = (this.#failures.get(tenant)?.count ?? 0) + 1
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), LONGEST_PAUSE_MS)
      this.#failures.set(tenant, { count, until: performance.now() + pauseMs })
      this.#parts.log.warn({ code: 'tenant.work_failed', tenant, error }, 'tenant.work_failed: will work for this tenant later')
    }
  }

  #later(tenant: string): void {
    setTimeout(() => this.wake(tenant), FIRST_PAUSE_MS).unref()
  }
}
