const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** A day of the calendar as its parts; undefined for anything else. */
export function calendarDay(text: string): { readonly year: number; readonly month: number; readonly day: number } | undefined {
  const [, year, month, day] = (pattern.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : undefined
}

/** So many months later: the same day, or the last one of a month that is too short. */
export function addMonths(text: string, months: number): string {
  const start = calendarDay(text)
  if (!start) throw new TypeError(`'${text}' is no day.`)
  const index = start.year * 12 + start.month - 1 + months
  const [year, month] = [Math.floor(index / 12), index % 12]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-${String(Math.min(start.day, last)).padStart(2, '0')}`
}

/** The day of an instant, in UTC. */
export const dayOf = (instant: string): string => instant.slice(0, 10)
