import { describe, expect, it } from 'vitest'
import { inputCheck } from '../operation/input-check.ts'
import { Moment, momentAt } from './moment.ts'

// A Wednesday.
const now = '2026-03-04T10:20:30.400Z'

describe('a moment', () => {
  it('moves with the clock', () => {
    expect(momentAt('now', now)).toBe(now)
    expect(momentAt('now-90m', now)).toBe('2026-03-04T08:50:30.400Z')
    expect(momentAt('today', now)).toBe('2026-03-04T00:00:00.000Z')
    expect(momentAt('today+1d', now)).toBe('2026-03-05T00:00:00.000Z')
    expect(momentAt('week', now)).toBe('2026-03-02T00:00:00.000Z')
    expect(momentAt('week-1w', now)).toBe('2026-02-23T00:00:00.000Z')
    expect(momentAt('month', now)).toBe('2026-03-01T00:00:00.000Z')
    expect(momentAt('week', '2026-03-01T23:59:59.999Z')).toBe('2026-02-23T00:00:00.000Z')
    expect(momentAt('week', '2026-03-02T00:00:00.000Z')).toBe('2026-03-02T00:00:00.000Z')
  })

  it('or stands still', () => {
    expect(momentAt('2026-01-01T00:00:00.000Z', now)).toBe('2026-01-01T00:00:00.000Z')
  })

  it('is nothing else', () => {
    const { faults } = inputCheck(Moment as never)
    for (const right of ['now', 'now+9999w', 'week-7d', '2026-01-01T00:00:00.000Z']) expect(faults(right), right).toEqual([])
    for (const wrong of ['', 'yesterday', 'now-', 'now-1', 'now-1y', 'now -1d', 'now-12345d', '2026-02-30T00:00:00.000Z', 'NOW', 'now\n'])
      expect(faults(wrong), wrong).not.toEqual([])
  })
})
