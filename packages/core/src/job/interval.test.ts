import { describe, expect, it } from 'vitest'
import { intervalMs } from './interval.ts'

describe('intervalMs', () => {
  it.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['365d', 31_536_000_000],
  ])('reads %s', (every, ms) => expect(intervalMs('billing/export', every)).toBe(ms))

  it.each(['', '5', 'm', '0s', '1.5h', '-1m', '1w', ' 1m', '366d', '1h30m'])("refuses '%s'", (every) =>
    expect(() => intervalMs('billing/export', every)).toThrow(
      expect.objectContaining({ code: 'job.bad_interval', params: { every, job: 'billing/export' } }),
    ),
  )
})
