/** Half-open: the first day, and the first day after. */
export interface Range {
  readonly from: string
  readonly until: string
}

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayAt(at(day) + days * DAY_MS)
export const daysIn = ({ from, until }: Range): number => Math.max(0, Math.round((at(until) - at(from)) / DAY_MS))

/** So many months later: the same day, or the last one of a month that is too short. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** The month of a contract that a day is in: from one anchor day to the next. */
export function periodOf(anchorDay: number, day: string): Range {
  const anchor = `${day.slice(0, 8)}${String(anchorDay).padStart(2, '0')}`
  const from = anchor <= day ? anchor : addMonths(anchor, -1)
  return { from, until: addMonths(from, 1) }
}
export const nextPeriod = ({ until }: Range): Range => ({ from: until, until: addMonths(until, 1) })

const [earlier, later] = [(a: string, b: string): string => [a, b].sort()[0] ?? a, (a: string, b: string): string => [a, b].sort()[1] ?? a]
export const overlap = (a: Range, b: Range): Range | undefined => {
  const both = { from: later(a.from, b.from), until: earlier(a.until, b.until) }
  return both.from < both.until ? both : undefined
}

/** What is left of a range without others. */
export function without(range: Range, holes: readonly Range[]): Range[] {
  let left: Range[] = [range]
  for (const hole of holes)
    left = left.flatMap((one) => {
      const both = overlap(one, hole)
      if (!both) return [one]
      return [
        { from: one.from, until: both.from },
        { from: both.until, until: one.until },
      ].filter(({ from, until }) => from < until)
    })
  return left
}

/** The day of an instant by the clocks of a time zone. */
export const dayIn = (timeZone: string, instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant))
