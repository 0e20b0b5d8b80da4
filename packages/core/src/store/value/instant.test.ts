import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createInstantFormatter, instantToMs } from './instant.ts'

describe('instants', () => {
  it('are written as Date writes them, in any order of days', () => {
    const format = createInstantFormatter()
    const ms = fc.oneof(
      fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000_000 }),
      fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }),
    )
    fc.assert(fc.property(ms, (value) => format(value) === new Date(value).toISOString()))
  })

  it('come back as they were', () => {
    const format = createInstantFormatter()
    fc.assert(fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (value) => instantToMs(format(value), 'created_at') === value))
  })

  it.each([
    '',
    'now',
    '2026-01-02',
    '2026-01-02T12:00:00',
    '2026-01-02 12:00:00Z',
    '2026-01-02T12:00:00+00:00',
    '2026-02-30T25:00:00Z',
    '2026-01-02T12:00:00.0001Z',
  ])('are nothing else: %j', (text) => {
    expect(() => instantToMs(text, 'created_at')).toThrow(
      expect.objectContaining({ code: 'store.bad_value', params: expect.objectContaining({ column: 'created_at' }) }),
    )
  })
})
