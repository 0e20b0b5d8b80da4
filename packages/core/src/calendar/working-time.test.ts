import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarSpec, weekdays } from './calendar-spec.ts'
import { workingTime } from './working-time.ts'

/** Both nights on which the clock is turned in 2026; Lord Howe turns it by half an hour, Santiago at midnight. */
const nights = [
  { timeZone: 'Europe/Zurich', forward: '2026-03-29', back: '2026-10-25', hours: [23, 25] },
  { timeZone: 'America/New_York', forward: '2026-03-08', back: '2026-11-01', hours: [23, 25] },
  { timeZone: 'Asia/Jerusalem', forward: '2026-03-27', back: '2026-10-25', hours: [23, 25] },
  { timeZone: 'Australia/Lord_Howe', forward: '2026-10-04', back: '2026-04-05', hours: [23.5, 24.5] },
  { timeZone: 'America/Santiago', forward: '2026-09-06', back: '2026-04-04', hours: [23, 25] },
] as const
const zones = nights.map(({ timeZone }) => timeZone)
const HOUR = 3_600_000
const DAY = 24 * HOUR

const iso = (ms: number): string => new Date(ms).toISOString()
const windows = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([from, to]) => ({ from, to }))
const daily = (timeZone: string, ...pairs: readonly (readonly [string, string])[]): CalendarSpec => ({
  title: 'x',
  timeZone,
  hours: Object.fromEntries(weekdays.map((day) => [day, windows(...pairs)])),
})
const office = (timeZone: string): CalendarSpec => ({
  title: 'x',
  timeZone,
  hours: {
    ...Object.fromEntries(weekdays.slice(0, 4).map((day) => [day, windows(['08:30', '12:00'], ['13:00', '17:00'])])),
    friday: windows(['08:30', '12:00']),
    sunday: windows(['00:00', '04:00'], ['18:00', '24:00']),
  },
  specialDays: [{ date: '2026-04-06' }, { date: '2026-04-04', hours: windows(['10:00', '14:00'], ['20:00', '24:00']) }],
})

/** What Intl says that the wall shows: another source than the one under test. */
const wallOf = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'long',
  })
  return (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return {
      date: `${parts['year']}-${parts['month']}-${parts['day']}`,
      time: `${parts['hour']}:${parts['minute']}`,
      weekday: String(parts['weekday']).toLowerCase(),
    }
  }
}

/** Open minutes between two instants, each looked at by itself. */
function countedMinutes(spec: CalendarSpec, from: number, to: number): number {
  const wall = wallOf(spec.timeZone)
  let count = 0
  for (let at = from; at < to; at += 60_000) {
    const { date, time, weekday } = wall(at)
    const special = spec.specialDays?.find((day) => day.date === date)
    const open = special ? (special.hours ?? []) : (spec.hours[weekday as 'monday'] ?? [])
    if (open.some((window) => window.from <= time && time < window.to)) count += 1
  }
  return count
}

describe('working time on the nights when the clock is turned', () => {
  for (const { timeZone, forward, back, hours } of nights)
    it(`is real time between edges on the wall in ${timeZone}`, () => {
      for (const [index, date] of [forward, back].entries()) {
        const start = Date.parse(`${date}T00:00:00.000Z`) - DAY
        const elapsed = (spec: CalendarSpec) => workingTime(spec).elapsedMs(iso(start), iso(start + 3 * DAY))
        const weekday = weekdays[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday'
        const onlyThatDay = { title: 'x', timeZone, hours: { [weekday]: windows(['00:00', '24:00']) } }
        expect(elapsed(onlyThatDay)).toBe((hours[index] ?? 0) * HOUR)
        for (const pair of [
          ['00:00', '06:00'],
          ['04:00', '12:00'],
          ['18:00', '24:00'],
        ] as const) {
          const spec = daily(timeZone, pair)
          expect(elapsed(spec) / 60_000, `${date} ${pair.join('–')}`).toBe(countedMinutes(spec, start, start + 3 * DAY))
        }
      }
    })

  it('puts an edge that the clock leaves out where it is left out, and one that comes twice where it comes first', () => {
    const zurich = (...pair: readonly [string, string]) => workingTime(daily('Europe/Zurich', pair))
    // 02:00 is 03:00: of 01:30–02:30 half an hour is left, of 02:15–02:45 nothing.
    expect(zurich('01:30', '02:30').elapsedMs('2026-03-29T00:00:00.000Z', '2026-03-29T12:00:00.000Z')).toBe(HOUR / 2)
    expect(zurich('02:15', '02:45').elapsedMs('2026-03-29T00:00:00.000Z', '2026-03-29T12:00:00.000Z')).toBe(0)
    expect(zurich('02:15', '02:45').nextOpen('2026-03-29T00:00:00.000Z')).toBe('2026-03-30T00:15:00.000Z')
    // 03:00 is 02:00 again: windows that meet at 02:30 share three hours without a gap.
    const [early, late] = [zurich('01:00', '02:30'), zurich('02:30', '04:00')]
    expect(early.elapsedMs('2026-10-24T22:00:00.000Z', '2026-10-25T12:00:00.000Z')).toBe(1.5 * HOUR)
    expect(late.elapsedMs('2026-10-24T22:00:00.000Z', '2026-10-25T12:00:00.000Z')).toBe(2.5 * HOUR)
    expect([early.isOpen('2026-10-25T01:15:00.000Z'), late.isOpen('2026-10-25T01:15:00.000Z')]).toEqual([false, true])
  })
})

describe('days by a calendar', () => {
  const zurich = workingTime({
    title: 'x',
    timeZone: 'Europe/Zurich',
    hours: {
      ...Object.fromEntries(weekdays.slice(0, 4).map((day) => [day, windows(['09:00', '12:00'], ['13:00', '17:00'])])),
      friday: windows(['09:00', '15:00']),
    },
    specialDays: [{ date: '2026-04-03' }, { date: '2026-04-06' }],
  })
  it('are open days, at the same time on the wall', () => {
    // Tuesday 10:00 in summer time; Friday and Monday are Easter's.
    expect(zurich.addDays('2026-03-31T08:00:00.000Z', 3)).toBe('2026-04-07T08:00:00.000Z')
    // Over the night of 29 March the wall says the same, UTC does not.
    expect(zurich.addDays('2026-03-27T09:00:00.000Z', 1)).toBe('2026-03-30T08:00:00.000Z')
  })
  it('begin when it opens, end with a day that closes earlier, and not in a break', () => {
    expect(zurich.addDays('2026-03-28T11:00:00.000Z', 1)).toBe('2026-03-31T07:00:00.000Z')
    expect(zurich.addDays('2026-03-26T15:30:00.000Z', 1)).toBe('2026-03-27T14:00:00.000Z')
    expect(zurich.addDays('2026-03-27T11:30:00.000Z', 1)).toBe('2026-03-30T11:00:00.000Z')
    expect(zurich.addDays('2026-03-28T11:00:00.000Z', 0)).toBe('2026-03-30T07:00:00.000Z')
  })
  it('do not begin before 1970', () => {
    expect(zurich.latestStart('1970-01-20T00:00:00.000Z', 36_500)).toBeNull()
  })
})

describe('laws', () => {
  const zone = fc.constantFrom(...zones)
  const [first, last] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')]
  const turns = nights.flatMap(({ forward, back }) => [forward, back]).map((date) => Date.parse(`${date}T00:00:00Z`))
  /** Any time of the year, and as often one within a day of a turn of some clock. */
  const instant = fc.oneof(
    fc.integer({ min: first, max: last }),
    fc.tuple(fc.constantFrom(...turns), fc.integer({ min: -DAY, max: 2 * DAY })).map(([turn, ms]) => turn + ms),
  )
  const specs = zone.chain((timeZone) =>
    fc.constantFrom(office(timeZone), daily(timeZone, ['02:10', '02:50'], ['02:50', '03:20']), daily(timeZone, ['00:00', '24:00'])),
  )

  it('time between is the sum of its parts, and what was added has elapsed', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(specs, fc.tuple(instant, instant, instant), fc.integer({ min: 0, max: 20 * DAY }), (spec, instants, ms) => {
        const time = workingTime(spec)
        const [a, b, c] = instants.sort((left, right) => left - right).map(iso) as [string, string, string]
        expect(time.elapsedMs(a, b) + time.elapsedMs(b, c)).toBe(time.elapsedMs(a, c))
        expect(time.elapsedMs(b, a)).toBe(0 - time.elapsedMs(a, b))
        expect(time.elapsedMs(a, time.addMs(a, ms))).toBe(ms)
      }),
      { numRuns: 150 },
    )
  })

  it('open minutes are those in which the wall shows an open time', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 36 * 60 }), (timeZone, at, minutes) => {
        const spec = office(timeZone)
        const from = Math.floor(at / 60_000) * 60_000
        const to = from + minutes * 60_000
        expect(workingTime(spec).elapsedMs(iso(from), iso(to)) / 60_000).toBe(countedMinutes(spec, from, to))
      }),
      { numRuns: 100 },
    )
  })

  it('days keep order, and the latest beginning is the latest', () => {
    fc.assert(
      fc.property(specs, instant, fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 30 }), (spec, from, later, days) => {
        const time = workingTime(spec)
        const due = time.addDays(iso(from), days)
        expect(time.addDays(iso(from + later), days) >= due).toBe(true)
        expect(time.addDays(iso(from), days + 1) > due).toBe(true)
        const start = time.latestStart(due, days)
        expect(start !== null && start >= iso(from)).toBe(true)
        expect(time.addDays(start ?? '', days) <= due).toBe(true)
        expect(time.addDays(iso(Date.parse(start ?? '') + 1), days) > due).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})
