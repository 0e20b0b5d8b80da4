import { coreError } from '../../error/core-errors.ts'

/** A desk that can be closed. */
export interface Closable {
  close(): Promise<void>
}

interface Entry<D> {
  readonly opening: Promise<D>
  /** Calls and answers under way: nothing of it is closed before they are over. */
  holds: number
  /** How often it was asked for. */
  uses: number
  usedAt: number
  closing: Promise<void> | undefined
  readonly freed: (() => void)[]
}

export interface OpenTenantsOptions {
  readonly idleMs: number
  readonly maxOpen: number
}

/** For so long the failure to open a desk is told to whoever asks next, instead of being repeated for each of them. */
const FAILURE_MS = 1000

/**
 * The desks that are open. Each is opened once, however many ask at the same time, and closed when nobody has used it for a while, the longest
 * unused first; what goes wrong with one is told to those who ask for it alone.
 */
export class OpenTenants<D extends Closable> {
  readonly #open: (tenant: string) => Promise<D>
  readonly #options: OpenTenantsOptions
  readonly #entries = new Map<string, Entry<D>>()
  readonly #failures = new Map<string, { readonly error: unknown; readonly until: number }>()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(open: (tenant: string) => Promise<D>, options: OpenTenantsOptions) {
    this.#open = open
    this.#options = options
  }

  get size(): number {
    return this.#entries.size
  }

  has(tenant: string): boolean {
    return this.#entries.has(tenant)
  }

  /** The desk, and how to let go of it. Throws `tenant.closed`, and whatever opening it throws. */
  async hold(tenant: string): Promise<{ readonly desk: D; letGo(): void }> {
    const entry = await this.#entryOf(tenant)
    let isHeld = true
    const letGo = (): void => {
      if (!isHeld) return
      isHeld = false
      entry.holds -= 1
      entry.usedAt = performance.now()
      if (entry.holds > 0) return
      for (const freed of entry.freed.splice(0)) freed()
      this.#shrink()
    }
    try {
      return { desk: await entry.opening, letGo }
    } catch (error) {
      letGo()
      throw error
    }
  }

  async #entryOf(tenant: string): Promise<Entry<D>> {
    for (;;) {
      if (this.#isClosed) throw coreError('tenant.closed')
      const known = this.#entries.get(tenant)
      if (!known) break
      if (!known.closing) {
        known.holds += 1
        known.uses += 1
        return known
      }
      // Two desks on one file at once would do no harm, but the one would write its log back under the other.
      await known.closing
    }
    const failure = this.#failures.get(tenant)
    if (failure && failure.until > performance.now()) throw failure.error
    return this.#add(tenant)
  }

  #add(tenant: string): Entry<D> {
    const opening = this.#open(tenant)
    const entry: Entry<D> = { opening, holds: 1, uses: 1, usedAt: performance.now(), closing: undefined, freed: [] }
    this.#entries.set(tenant, entry)
    opening.then(
      () => this.#failures.delete(tenant),
      (error: unknown) => {
        this.#entries.delete(tenant)
        this.#forgetFailures()
        this.#failures.set(tenant, { error, until: performance.now() + FAILURE_MS })
      },
    )
    this.#look()
    this.#shrink()
    return entry
  }

  /** Names that nobody has are many: only what failed a moment ago is remembered. */
  #forgetFailures(): void {
    const now = performance.now()
    for (const [tenant, { until }] of this.#failures) if (until <= now) this.#failures.delete(tenant)
    if (this.#failures.size > 1000) this.#failures.clear()
  }

  /** A desk that was just made is there, whatever was said a moment ago. */
  forgetFailure(tenant: string): void {
    this.#failures.delete(tenant)
  }

  #look(): void {
    if (this.#timer) return
    this.#timer = setInterval(() => this.#closeIdle(), Math.max(5, this.#options.idleMs / 4))
    this.#timer.unref()
  }

  #closeIdle(): void {
    const before = performance.now() - this.#options.idleMs
    for (const [tenant, entry] of this.#entries) if (isFree(entry) && entry.usedAt <= before) void this.#close(tenant, entry)
    if (this.#entries.size) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #shrink(): void {
    const open = [...this.#entries].filter(([, { closing }]) => !closing)
    let over = open.length - this.#options.maxOpen
    if (over <= 0) return
    const free = open.filter(([, entry]) => isFree(entry)).toSorted(([, one], [, other]) => one.usedAt - other.usedAt)
    for (const [tenant, entry] of free) {
      if (over <= 0) return
      over -= 1
      void this.#close(tenant, entry)
    }
  }

  #close(tenant: string, entry: Entry<D>): Promise<void> {
    entry.closing ??= entry.opening
      .then((desk) => desk.close())
      // It is let go of in any case; a desk whose database is gone can't be closed properly.
      .catch(() => {})
      .finally(() => {
        if (this.#entries.get(tenant) === entry) this.#entries.delete(tenant)
      })
    return entry.closing
  }

  /** Closes what was opened for one use alone, so that a round over all tenants pushes out nobody who is at work. */
  closeIfUsedOnce(tenant: string): void {
    const entry = this.#entries.get(tenant)
    if (entry && isFree(entry) && entry.uses === 1) void this.#close(tenant, entry)
  }

  /** Closes it once nobody uses it any more; whoever comes meanwhile waits, and opens it anew. */
  async release(tenant: string): Promise<void> {
    const entry = this.#entries.get(tenant)
    if (!entry) return
    await this.#freed(entry)
    await this.#close(tenant, entry)
  }

  #freed(entry: Entry<D>): Promise<void> {
    return entry.holds === 0 ? Promise.resolve() : new Promise((resolve) => entry.freed.push(resolve))
  }

  /** Takes nobody any more, lets those who are at work finish, as far as they do within the time, and closes everything. */
  async close(patienceMs: number): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs)
    })
    await Promise.race([Promise.all([...this.#entries.values()].map((entry) => this.#freed(entry))), late])
    clearTimeout(timer)
    await Promise.all([...this.#entries].map(([tenant, entry]) => this.#close(tenant, entry)))
  }
}

const isFree = <D>({ holds, closing }: Entry<D>): boolean => holds === 0 && !closing
