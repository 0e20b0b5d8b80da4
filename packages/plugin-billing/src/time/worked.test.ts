import fc from 'fast-check'
import { expect, it } from 'vitest'
import { between, dayIn, type SaidWork, workedFrom } from './worked.ts'

const now = '2026-12-31T12:00:00.000Z'
const zurich = 'Europe/Zurich'
const codeOf = (said: SaidWork, zone = zurich, at = now): string => {
  try {
    return `${workedFrom(said, zone, at).minutes}`
  } catch (error) {
    return (error as { code: string }).code
  }
}

it('counts what has passed in the nights in which the clocks change', () => {
  expect(codeOf({ workedOn: '2026-03-29', from: '00:30', until: '03:30' })).toBe('120')
  expect(codeOf({ workedOn: '2026-10-25', from: '00:30', until: '03:30' })).toBe('240')
  expect(codeOf({ workedOn: '2026-03-28', from: '00:30', until: '03:30' })).toBe('180')
  expect(between('2026-03-28T23:30:00.000Z', '2026-03-29T01:30:00.000Z', zurich, now)).toMatchObject({
    workedOn: '2026-03-29',
    minutes: 120,
  })
  expect(between('2026-10-24T22:30:00.000Z', '2026-10-25T02:30:00.000Z', zurich, now)).toMatchObject({
    workedOn: '2026-10-25',
    minutes: 240,
  })
})

it('does not guess at wall times that were twice, or not at all', () => {
  expect(codeOf({ workedOn: '2026-03-29', from: '02:30', until: '04:00' })).toBe('billing.time_not_there')
  expect(codeOf({ workedOn: '2026-10-25', from: '02:30', until: '04:00' })).toBe('billing.time_twice')
  expect(codeOf({ workedOn: '2026-10-25', from: '01:00', until: '24:00' })).toBe('1440')
  // The day has 25 hours: from its beginning to its end is more than an entry holds.
  expect(codeOf({ workedOn: '2026-10-25', from: '00:00', until: '24:00' })).toBe('billing.time_too_long')
})

it('refuses what cannot be', () => {
  expect(codeOf({})).toBe('billing.time_how_long')
  expect(codeOf({ minutes: 5, from: '10:00', until: '11:00' })).toBe('billing.time_how_long')
  expect(codeOf({ from: '10:00' })).toBe('billing.time_how_long')
  expect(codeOf({ startedAt: now })).toBe('billing.time_how_long')
  expect(codeOf({ startedAt: '2026-12-30T12:00:00.000Z', endedAt: '2026-12-30T13:00:00.000Z', workedOn: '2026-12-30' })).toBe(
    'billing.time_how_long',
  )
  expect(codeOf({ workedOn: '2026-12-30', from: '11:00', until: '10:59' })).toBe('billing.time_ends_before')
  expect(codeOf({ workedOn: '2026-12-30', from: '11:00', until: '11:00' })).toBe('billing.time_ends_before')
  expect(codeOf({ startedAt: now, endedAt: '2026-12-31T12:00:00.001Z' })).toBe('billing.time_in_future')
  expect(codeOf({ minutes: 5, workedOn: '2027-01-01' })).toBe('billing.time_in_future')
  // In Auckland it is the next day already.
  expect(codeOf({ minutes: 5, workedOn: '2027-01-01', timeZone: 'Pacific/Auckland' })).toBe('5')
  expect(codeOf({ minutes: 5, timeZone: 'Mars/Olympus' })).toBe('billing.time_zone_unknown')
})

it('belongs to the day on which it began, and is never nothing', () => {
  expect(dayIn('2026-01-05T23:30:00.000Z', zurich)).toBe('2026-01-06')
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 86_400_000 }),
      fc.constantFrom('UTC', zurich, 'Asia/Tehran', 'America/St_Johns'),
      (passed, zone) => {
        const start = Date.parse('2026-03-28T20:00:00.000Z')
        const { minutes } = between(new Date(start).toISOString(), new Date(start + passed).toISOString(), zone, now)
        expect(minutes).toBeGreaterThanOrEqual(1)
        expect(Math.abs(minutes * 60_000 - passed)).toBeLessThanOrEqual(passed < 30_000 ? 60_000 : 30_000)
      },
    ),
  )
})
