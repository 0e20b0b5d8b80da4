import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from './allocate.ts'
import { decimalOf, digitsOf, formatMinor, isCurrency, minorOf } from './currency.ts'
import { byTheHour, byTheUnit, exact, proportion, ratio, sum } from './rounding.ts'
import { taxOf, totalsOf } from './tax.ts'

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const percent = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9999 }))
  .map(([a, b]) => `${a}.${String(b).padStart(4, '0')}`)
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'IRR', 'ILS')
const mode = fc.constantFrom('exclusive' as const, 'inclusive' as const)
const rounding = fc.constantFrom('half_up' as const, 'half_even' as const)

describe('rounding', () => {
  it('is what is written in the books', () => {
    expect([byTheHour(3333, 20, 'half_up'), byTheHour(3333, 20, 'half_up') * 3]).toEqual([1111, 3333])
    expect([1, 3, 5, -1, -3].map((n) => ratio(BigInt(n), 2n, 'half_up'))).toEqual([1, 2, 3, -1, -2])
    expect([1, 3, 5, -1, -3].map((n) => ratio(BigInt(n), 2n, 'half_even'))).toEqual([0, 2, 2, 0, -2])
    expect(byTheUnit(100, 1005, 'half_up')).toBe(101)
    expect(byTheUnit(100, 1005, 'half_even')).toBe(100)
    expect(proportion(31_000, 17, 31, 'half_up')).toBe(17_000)
  })

  it('is never off by more than half a unit, whatever is divided', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 1_000_000 }), rounding, (n, d, how) => {
        const off = 2n * (BigInt(ratio(BigInt(n), BigInt(d), how)) * BigInt(d) - BigInt(n))
        expect((off < 0n ? -off : off) <= BigInt(d)).toBe(true)
      }),
    )
  })

  it('refuses what a number does not hold exactly', () => {
    expect(() => exact(2n ** 53n)).toThrow(expect.objectContaining({ code: 'billing.sum_too_large' }))
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(expect.objectContaining({ code: 'billing.sum_too_large' }))
    expect(() => sum([1.5])).toThrow(RangeError)
    expect(Object.is(ratio(-1n, 3n, 'half_up'), 0)).toBe(true)
  })
})

describe('currencies', () => {
  it('have the digits of ISO 4217, also where prices are shown without', () => {
    expect(['EUR', 'JPY', 'KWD', 'TND', 'CLF', 'IRR', 'IQD', 'ILS'].map(digitsOf)).toEqual([2, 0, 3, 3, 4, 2, 3, 2])
    expect(['EUR', 'XXQ', 'euro', ''].map(isCurrency)).toEqual([true, false, false, false])
  })

  it('come back from their decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), currency, (minor, code) => {
        expect(minorOf(decimalOf(minor, code), code)).toBe(minor)
      }),
    )
    expect(['1.005', '1.50', '7', '-1', '1e3', '', '1,50', '0x10', ' 2.5 '].map((text) => minorOf(text, 'EUR'))).toEqual([
      undefined,
      150,
      700,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      250,
    ])
    expect([minorOf('1000000000000', 'JPY'), minorOf('10000000000.00', 'EUR')]).toEqual([10 ** 12, 10 ** 12])
    expect([minorOf('1.5', 'JPY'), minorOf('700.0', 'JPY'), minorOf('1.234', 'KWD'), decimalOf(-5, 'EUR')]).toEqual([
      undefined,
      700,
      1234,
      '-0.05',
    ])
  })

  it('are written as people write them', () => {
    expect(formatMinor(123_456, 'EUR', 'en')).toBe('€1,234.56')
    expect(formatMinor(123_456, 'JPY', 'ja')).toContain('123,456')
    expect(formatMinor(1_234, 'KWD', 'en')).toContain('1.234')
    expect(formatMinor(9_007_199_254_740_991, 'EUR', 'en')).toBe('€90,071,992,547,409.91')
  })
})

describe('shares', () => {
  it('add up, and none is off by a unit', () => {
    fc.assert(
      fc.property(amount, fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 30 }), (total, weights) => {
        const parts = allocate(total, weights)
        expect(sum(parts)).toBe(total)
        const whole = weights.reduce((a, b) => a + b, 0)
        if (whole > 0)
          parts.forEach((part, index) => {
            const off = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(weights[index] ?? 0)
            expect((off < 0n ? -off : off) < BigInt(whole)).toBe(true)
          })
      }),
    )
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(5, [0, 0])).toEqual([3, 2])
    expect(allocate(5, [])).toEqual([])
    expect(() => allocate(5, [-1])).toThrow(RangeError)
  })
})

describe('tax', () => {
  it('is on top, or inside', () => {
    expect(taxOf(10_000, '22', 'exclusive', 'half_up')).toBe(2200)
    expect(taxOf(12_200, '22', 'inclusive', 'half_up')).toBe(2200)
    expect(taxOf(1999, '8.25', 'exclusive', 'half_up')).toBe(165)
    expect(taxOf(100, '0', 'inclusive', 'half_up')).toBe(0)
  })

  it('of a document adds up, by line or at once', () => {
    const line = fc.record({ amountMinor: amount, taxCode: fc.constantFrom('standard', 'reduced'), taxRate: percent })
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        mode,
        fc.constantFrom('line' as const, 'document' as const),
        rounding,
        (lines, how, where, half) => {
          const totals = totalsOf(lines, how, where, half)
          expect(totals.netMinor + totals.taxMinor).toBe(totals.grossMinor)
          expect(sum(totals.netOfLines)).toBe(totals.netMinor)
          expect(sum(totals.taxes.map(({ taxMinor }) => taxMinor))).toBe(totals.taxMinor)
          const amounts = sum(lines.map(({ amountMinor }) => amountMinor))
          expect(how === 'exclusive' ? totals.netMinor : totals.grossMinor).toBe(amounts)
          // Rounded once, each rate is at most half a unit off; by line, half a unit for each of its lines.
          for (const { code, rate, taxMinor } of totals.taxes) {
            const members = lines.filter(({ taxCode, taxRate }) => taxCode === code && taxRate === rate)
            const exactTax = sum(members.map(({ amountMinor }) => amountMinor))
            const [p, q] = [BigInt(rate.replace('.', '')), 10n ** 4n]
            const base = how === 'exclusive' ? 100n * q : 100n * q + p
            const off = 2n * (BigInt(taxMinor) * base - BigInt(exactTax) * p)
            expect((off < 0n ? -off : off) <= base * BigInt(where === 'line' ? members.length : 1)).toBe(true)
          }
        },
      ),
    )
  })

  it('differs by the rounding that was chosen, and says so in cents', () => {
    const lines = Array.from({ length: 3 }, () => ({ amountMinor: 105, taxCode: 's', taxRate: '10' }))
    expect(totalsOf(lines, 'exclusive', 'line', 'half_up').taxMinor).toBe(33)
    expect(totalsOf(lines, 'exclusive', 'document', 'half_up').taxMinor).toBe(32)
    expect(totalsOf(lines, 'exclusive', 'line', 'half_even').taxMinor).toBe(30)
  })
})
