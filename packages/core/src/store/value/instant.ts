import { coreError } from '../../error/core-errors.ts'

const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

/** ISO 8601 in UTC → milliseconds. Strict, because each database reads sloppy dates in its own way. Throws `store.bad_value`. */
export const instantToMs = (iso: string, column: string): number => {
  const ms = pattern.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(ms)) throw coreError('store.bad_value', { column, reason: 'it is no instant like 2026-01-31T12:00:00.000Z' })
  return ms
}

const msPerDay = 86_400_000
const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)

/**
 * Milliseconds → ISO 8601 with milliseconds. `Date.prototype.toISOString` costs a good part of reading a ticket row with its dozen instants;
 * rows of one answer mostly fall on few days, so the day's text is kept and only the time of day is written anew.
 */
export const createInstantFormatter = (): ((ms: number) => string) => {
  let knownDay = Number.NaN
  let dayText = ''
  return (ms) => {
    const day = Math.floor(ms / msPerDay)
    if (day !== knownDay) {
      dayText = new Date(day * msPerDay).toISOString().slice(0, -13)
      knownDay = day
    }
    const time = ms - day * msPerDay
    const seconds = Math.floor(time / 1000)
    const fraction = time - seconds * 1000
    const hours = Math.floor(seconds / 3600)
    const minutes = Math.floor((seconds - hours * 3600) / 60)
    const padded = fraction < 10 ? `00${fraction}` : fraction < 100 ? `0${fraction}` : fraction
    return `${dayText}${two(hours)}:${two(minutes)}:${two(seconds - hours * 3600 - minutes * 60)}.${padded}Z`
  }
}
