const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `'90s'`, `'15m'`, `'2h'`, `'3d'`, or milliseconds. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const milliseconds = (duration: Duration): number => {
  if (typeof duration === 'number') return duration
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) ?? []
  const factor = units[unit]
  if (count === undefined || factor === undefined)
    throw new TypeError(`'${duration}' is no duration. Write it as '90s', '15m', '2h' or '3d'.`)
  return Number(count) * factor
}

/** The desk's clock in tests: it stands still until it is told to move. Leases, retries and recurring jobs go by the database's own time. */
export class TestClock {
  #now: number

  /** Monday, 5 January 2026, 09:00 UTC unless told. */
  constructor(start: string | number = '2026-01-05T09:00:00.000Z') {
    this.#now = instant(start)
  }

  /** Milliseconds since 1970; what `createDesk({ clock })` takes. */
  readonly now = (): number => this.#now

  get iso(): string {
    return new Date(this.#now).toISOString()
  }

  /** Moves on, and gives the new instant. */
  advance(by: Duration): string {
    this.#now += milliseconds(by)
    return this.iso
  }

  /** Moves to an instant, also backwards. */
  set(to: string | number): string {
    this.#now = instant(to)
    return this.iso
  }
}

function instant(value: string | number): number {
  const found = typeof value === 'number' ? value : Date.parse(value)
  if (!Number.isFinite(found)) throw new TypeError(`'${value}' is no instant. Write it as 2026-01-05T09:00:00.000Z.`)
  return found
}
