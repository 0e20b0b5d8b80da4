import { describe, expect, it } from 'vitest'
import { inputCheck } from '../operation/input-check.ts'
import { Moment, momentAt } from './moment.ts'

// A Wednesday.
const now = '2026-03-04T10:20:30.400Z'

describe('a moment', () => {
  it('moves with the clock', () => {
    expect(momentAt('now', now, 'UTC')).toBe(now)
    expect(momentAt('now-90m', now, 'UTC')).toBe('2026-03-04T08:50:30.400Z')
    expect(momentAt('today', now, 'UTC')).toBe('2026-03-04T00:00:00.000Z')
    expect(momentAt('today+1d', now, 'UTC')).toBe('2026-03-05T00:00:00.000Z')
    expect(momentAt('week', now, 'UTC')).toBe('2026-03-02T00:00:00.000Z')
    expect(momentAt('week-1w', now, 'UTC')).toBe('2026-02-23T00:00:00.000Z')
    expect(momentAt('month', now, 'UTC')).toBe('2026-03-01T00:00:00.000Z')
    expect(momentAt('week', '2026-03-01T23:59:59.999Z', 'UTC')).toBe('2026-02-23T00:00:00.000Z')
    expect(momentAt('week', '2026-03-02T00:00:00.000Z', 'UTC')).toBe('2026-03-02T00:00:00.000Z')
  })

  it('begins days where the desk is', () => {
    const at = (moment: string, when: string, zone: string) => momentAt(moment, when, zone)
    // Ten past midnight of the 4th in Tokyo, and still the 3rd in New York.
    expect(at('today', '2026-03-03T15:10:00.000Z', 'Asia/Tokyo')).toBe('2026-03-03T15:00:00.000Z')
    expect(at('today', '2026-03-03T15:10:00.000Z', 'America/New_York')).toBe('2026-03-03T05:00:00.000Z')
    expect(at('today-30m', '2026-03-03T15:10:00.000Z', 'Asia/Tokyo')).toBe('2026-03-03T14:30:00.000Z')
    // Sunday in London, Monday in Kathmandu, which is not a whole hour away.
    expect(at('week', '2026-03-08T20:00:00.000Z', 'Europe/London')).toBe('2026-03-02T00:00:00.000Z')
    expect(at('week', '2026-03-08T20:00:00.000Z', 'Asia/Kathmandu')).toBe('2026-03-08T18:15:00.000Z')
    expect(at('month', '2026-02-28T23:30:00.000Z', 'Europe/Rome')).toBe('2026-02-28T23:00:00.000Z')
  })

  it('counts days of the calendar where clocks change', () => {
    // In Rome the 29th of March has 23 hours, and the 25th of October 25.
    expect(momentAt('today', '2026-03-29T12:00:00.000Z', 'Europe/Rome')).toBe('2026-03-28T23:00:00.000Z')
    expect(momentAt('today+1d', '2026-03-29T12:00:00.000Z', 'Europe/Rome')).toBe('2026-03-29T22:00:00.000Z')
    expect(momentAt('today+1w', '2026-10-20T12:00:00.000Z', 'Europe/Rome')).toBe('2026-10-26T23:00:00.000Z')
    expect(momentAt('now+1d', '2026-03-28T12:00:00.000Z', 'Europe/Rome')).toBe('2026-03-29T12:00:00.000Z')
    // In Beirut that day begins at one, as midnight is left out.
    expect(momentAt('today', '2026-03-29T12:00:00.000Z', 'Asia/Beirut')).toBe('2026-03-28T22:00:00.000Z')
  })

  it('or stands still', () => {
    expect(momentAt('2026-01-01T00:00:00.000Z', now, 'UTC')).toBe('2026-01-01T00:00:00.000Z')
  })

  it('is nothing else', () => {
    const { faults } = inputCheck(() => Moment as never)
    for (const right of ['now', 'now+9999w', 'week-7d', '2026-01-01T00:00:00.000Z']) expect(faults(right), right).toEqual([])
    for (const wrong of ['', 'yesterday', 'now-', 'now-1', 'now-1y', 'now -1d', 'now-12345d', '2026-02-30T00:00:00.000Z', 'NOW', 'now\n'])
      expect(faults(wrong), wrong).not.toEqual([])
  })
})
