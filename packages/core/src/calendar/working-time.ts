import { type CalendarSpec, type DayWindow, weekdays } from './calendar-spec.ts'
import { epochDayOf, instantOf, minuteOf, minutesToMs, type WallTime, wallTimeAt, weekdayOf } from './wall-clock.ts'

/** Arithmetic with a calendar. Instants are ISO 8601 in UTC; edges are the wall clock's, what elapses between them is real time. */
export interface WorkingTime {
  isOpen(at: string): boolean
  /** `at` itself where it is open, else when it opens next. */
  nextOpen(at: string): string
  /** Milliseconds of open time from one instant to another; negative if the other is earlier. */
  elapsedMs(from: string, to: string): number
  /** When so many milliseconds of open time (0 or more) will have passed; 0: when it opens next. */
  addMs(from: string, ms: number): string
  /**
   * So many open days later at the same time of day. Counting begins when it is open; a day that closes earlier ends it with its last
   * window, a break puts it off to the break's end. In order: who begins later ends no earlier, and more days end later.
   */
  addDays(from: string, days: number): string
  /** The last beginning from which so many days are over at `now`; null where that is before 1970. */
  latestStart(now: string, days: number): string | null
}

interface Span {
  readonly start: number
  readonly end: number
}

const iso = (ms: number): string => new Date(ms).toISOString()
const CACHED_DAYS = 2000

/** `spec` has been checked (`calendarFaults`): one that never opens would be looked through for ever. */
export const workingTime = (spec: CalendarSpec): WorkingTime => new Compiled(spec)

class Compiled implements WorkingTime {
  readonly #timeZone: string
  readonly #week: readonly (readonly WallSpan[])[]
  readonly #special: ReadonlyMap<number, readonly WallSpan[]>
  readonly #spans = new Map<number, readonly Span[]>()

  constructor(spec: CalendarSpec) {
    this.#timeZone = spec.timeZone
    this.#week = weekdays.map((day) => wallSpans(spec.hours[day]))
    this.#special = new Map((spec.specialDays ?? []).map(({ date, hours }) => [epochDayOf(date) ?? Number.NaN, wallSpans(hours)]))
  }

  isOpen(at: string): boolean {
    const ms = Date.parse(at)
    return this.#nextOpen(ms) === ms
  }

  nextOpen(at: string): string {
    return iso(this.#nextOpen(Date.parse(at)))
  }

  elapsedMs(from: string, to: string): number {
    const [start, end] = [Date.parse(from), Date.parse(to)]
    if (start > end) return 0 - this.elapsedMs(to, from)
    let elapsed = 0
    for (const span of this.#spansFrom(start)) {
      if (span.start >= end) break
      elapsed += Math.min(span.end, end) - Math.max(span.start, start)
    }
    return elapsed
  }

  addMs(from: string, ms: number): string {
    const start = Date.parse(from)
    let rest = ms
    for (const span of this.#spansFrom(start)) {
      const begin = Math.max(span.start, start)
      // An end is reached in its own window: what is due by closing time is due then, and not next morning.
      if (rest === 0 || rest <= span.end - begin) return iso(begin + rest)
      rest -= span.end - begin
    }
    throw new TypeError('a calendar that never opens')
  }

  addDays(from: string, days: number): string {
    return iso(this.#addDays(Date.parse(from), days))
  }

  latestStart(now: string, days: number): string | null {
    const until = Date.parse(now)
    let step = 86_400_000
    let low = until - days * step
    for (; this.#addDays(low, days) > until; step *= 2) {
      low -= step
      if (low < 0) return null
    }
    let high = until + 1
    // `addDays` keeps order: the beginnings that are over stand before those that are not.
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#addDays(middle, days) <= until) low = middle
      else high = middle
    }
    return iso(low)
  }

  #addDays(from: number, days: number): number {
    const open = this.#nextOpen(from)
    if (days === 0) return open
    const { day, ms } = wallTimeAt(this.#timeZone, open)
    let target = day
    for (let left = days; left > 0; ) {
      target += 1
      if (this.#wallSpansOf(target).length) left -= 1
    }
    const at = instantOf(this.#timeZone, { day: target, ms })
    const spans = this.#spansOf(target)
    const span = spans.find(({ end }) => at <= end)
    // A day whose windows all fell into the hour that is left out has a moment and no time.
    return span ? Math.max(span.start, at) : (spans.at(-1)?.end ?? at)
  }

  #nextOpen(at: number): number {
    for (const span of this.#spansFrom(at)) if (span.end > at) return Math.max(span.start, at)
    throw new TypeError('a calendar that never opens')
  }

  /** All windows that end after an instant. */
  *#spansFrom(at: number): Generator<Span> {
    // From the day before: where the clock is set back over midnight, a day has two ends.
    for (let day = wallTimeAt(this.#timeZone, at).day - 1; ; day += 1) for (const span of this.#spansOf(day)) if (span.end > at) yield span
  }

  #wallSpansOf(day: number): readonly WallSpan[] {
    return this.#special.get(day) ?? this.#week[weekdayOf(day)] ?? []
  }

  #spansOf(day: number): readonly Span[] {
    const known = this.#spans.get(day)
    if (known) return known
    const instant = (ms: number): number => instantOf(this.#timeZone, wall(day, ms))
    const spans = this.#wallSpansOf(day)
      .map(({ from, to }) => ({ start: instant(from), end: instant(to) }))
      .filter(({ start, end }) => start < end)
    if (this.#spans.size >= CACHED_DAYS) this.#spans.clear()
    this.#spans.set(day, spans)
    return spans
  }
}

/** Milliseconds since the day's beginning on the wall. */
interface WallSpan {
  readonly from: number
  readonly to: number
}
const wallSpans = (windows: readonly DayWindow[] = []): readonly WallSpan[] =>
  windows.map(({ from, to }) => ({ from: minutesToMs(minuteOf(from) ?? 0), to: minutesToMs(minuteOf(to) ?? 0) }))

const DAY_MS = 86_400_000
/** 24:00 is the beginning of the next day. */
const wall = (day: number, ms: number): WallTime => (ms === DAY_MS ? { day: day + 1, ms: 0 } : { day, ms })
