import { coreError } from '../error/core-errors.ts'

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const LONGEST_MS = 365 * unitMs.d

/** `30s`, `5m`, `1h`, `1d` in milliseconds. Throws `job.bad_interval`. */
export function intervalMs(job: string, every: string): number {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(every) ?? []
  const ms = Number(digits) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN)
  if (!(ms >= unitMs.s && ms <= LONGEST_MS)) throw coreError('job.bad_interval', { every, job })
  return ms
}
