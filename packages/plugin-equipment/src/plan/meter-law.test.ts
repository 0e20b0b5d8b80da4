import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast, type MeterRule, nextMeterStep, placeAbove, thresholdAt } from './meter-law.ts'

const rule: MeterRule = { unit: 'meter', meterId: 'x', every: 1000 }

describe('thresholds', () => {
  it('are counted from the basis, however late one was reached', () => {
    expect([1, 2, 3].map((place) => thresholdAt(rule, 250, place))).toEqual([1250, 2250, 3250])
    expect(placeAbove(rule, 250, 250)).toBe(1)
    expect(placeAbove(rule, 250, 1249)).toBe(1)
    expect(placeAbove(rule, 250, 1250)).toBe(2)
    expect(placeAbove(rule, 5000, 100)).toBe(1)
  })

  it('passed several at once are made as the plan says', () => {
    expect(nextMeterStep(rule, 0, 1, 999, 'one')).toEqual({ missed: [], make: undefined, isCaughtUp: false, next: 1 })
    expect(nextMeterStep({ ...rule, lead: 1 }, 0, 1, 999, 'one')).toEqual({ missed: [], make: 1, isCaughtUp: false, next: 2 })
    expect(nextMeterStep(rule, 0, 1, 3500, 'one')).toEqual({ missed: [1, 2], make: 3, isCaughtUp: false, next: 4 })
    expect(nextMeterStep(rule, 0, 1, 3500, 'all')).toEqual({ missed: [], make: 1, isCaughtUp: true, next: 2 })
    expect(nextMeterStep(rule, 0, 1, 1e9, 'one')).toMatchObject({ make: undefined, next: 101 })
  })

  it('are each done or missed once, whatever the readings', () => {
    const gains = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 20 })
    fc.assert(
      fc.property(gains, fc.constantFrom('none' as const, 'one' as const, 'all' as const), (steps, catchUp) => {
        let [total, place] = [0, 1]
        const seen: number[] = []
        for (const gain of steps) {
          total += gain
          for (;;) {
            const { missed, make, next } = nextMeterStep(rule, 0, place, total, catchUp)
            seen.push(...missed, ...(make === undefined ? [] : [make]))
            if (next === place) break
            place = next
          }
        }
        expect(seen).toEqual(Array.from({ length: Math.floor(total / 1000) }, (_, index) => index + 1))
      }),
    )
  })

  it('are foretold by the rate, where there is one', () => {
    const readings = [
      { at: '2026-01-01T00:00:00.000Z', total: 1000 },
      { at: '2026-01-11T00:00:00.000Z', total: 1100 },
    ]
    expect(forecast(readings, 1200)).toBe('2026-01-21T00:00:00.000Z')
    expect(forecast(readings.slice(1), 1200)).toBeUndefined()
    expect(forecast([], 1200)).toBeUndefined()
    expect(forecast([...readings, { at: '2026-01-12T00:00:00.000Z', total: 900 }], 1200)).toBeUndefined()
    expect(forecast(readings, 1e12)).toBeUndefined()
  })
})
