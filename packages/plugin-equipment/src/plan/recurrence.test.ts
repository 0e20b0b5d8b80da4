import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFrom, epochDay, firstFrom, occurrence, weekdayOf } from './recurrence.ts'
import { type Rule, weekdays } from './rule.ts'

const days = (rule: Rule, anchor: string, count: number) => Array.from({ length: count }, (_, n) => occurrence(rule, anchor, n))

describe('occurrence', () => {
  it.each<[Rule, string, string[]]>([
    [{ unit: 'month', every: 1 }, '2026-01-31', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']],
    [{ unit: 'month', every: 3 }, '2023-11-30', ['2023-11-30', '2024-02-29', '2024-05-30', '2024-08-30']],
    [{ unit: 'month', every: 1, dayOfMonth: 31 }, '2026-04-30', ['2026-04-30', '2026-05-31', '2026-06-30']],
    [{ unit: 'month', every: 1, dayOfMonth: 10 }, '2026-04-30', ['2026-05-10', '2026-06-10']],
    [{ unit: 'year', every: 1 }, '2024-02-29', ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
    [{ unit: 'day', every: 10 }, '2026-02-25', ['2026-02-25', '2026-03-07', '2026-03-17']],
    [{ unit: 'week', every: 2 }, '2026-01-07', ['2026-01-07', '2026-01-21', '2026-02-04']],
    [
      { unit: 'week', every: 2, weekdays: ['friday', 'monday'] },
      '2026-01-07',
      ['2026-01-09', '2026-01-19', '2026-01-23', '2026-02-02', '2026-02-06'],
    ],
    [{ unit: 'month', every: 1, which: 'last', weekday: 'friday' }, '2026-01-31', ['2026-02-27', '2026-03-27', '2026-04-24']],
    [{ unit: 'month', every: 2, which: 1, weekday: 'monday' }, '2026-01-01', ['2026-01-05', '2026-03-02', '2026-05-04']],
    [{ unit: 'year', every: 1, which: 2, weekday: 'tuesday' }, '2026-10-01', ['2026-10-13', '2027-10-12', '2028-10-10']],
  ])('%j from %s', (rule, anchor, expected) => expect(days(rule, anchor, expected.length)).toEqual(expected))

  it('ends with the year 2199', () => {
    expect(occurrence({ unit: 'year', every: 1 }, '2199-12-31', 0)).toBe('2199-12-31')
    expect(occurrence({ unit: 'year', every: 1 }, '2199-12-31', 1)).toBeUndefined()
    expect(occurrence({ unit: 'day', every: 1000 }, '1900-01-01', 1_000_000)).toBeUndefined()
  })
})

const anchors = fc.integer({ min: epochDay('1970-01-01'), max: epochDay('2090-12-31') }).map(dayFrom)
const every = fc.integer({ min: 1, max: 9 })
const weekday = fc.constantFrom(...weekdays)
const which = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const)
const monthly = fc.constantFrom('month' as const, 'year' as const)
const dayOfMonth = fc.integer({ min: 1, max: 31 })
const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ unit: fc.constant('day' as const), every }),
  fc.record({ unit: fc.constant('week' as const), every }),
  fc.record({ unit: fc.constant('week' as const), every, weekdays: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }) }),
  fc.record({ unit: monthly, every }),
  fc.record({ unit: monthly, every, dayOfMonth }),
  fc.record({ unit: monthly, every, which, weekday }),
)

/** Whether a day is one of the rule's, told by looking at the day alone: the law once more, by another way. */
function isOf(rule: Rule, anchor: string, day: number): boolean {
  const start = epochDay(anchor)
  if (day < start) return false
  if (rule.unit === 'day') return (day - start) % rule.every === 0
  if (rule.unit === 'week') {
    const names = rule.weekdays ?? [weekdays[weekdayOf(start)]]
    const weeks = (day - weekdayOf(day) - (start - weekdayOf(start))) / 7
    return weeks % rule.every === 0 && names.includes(weekdays[weekdayOf(day)])
  }
  const [date, from] = [dayFrom(day), anchor]
  const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1
  const hits = (at: number): boolean => {
    const text = dayFrom(at)
    if ('which' in rule) {
      if (weekdays[weekdayOf(at)] !== rule.weekday) return false
      return rule.which === 'last' ? monthOf(dayFrom(at + 7)) !== monthOf(text) : Math.ceil(Number(text.slice(8)) / 7) === rule.which
    }
    const wanted = rule.dayOfMonth ?? Number(from.slice(8))
    const number = Number(text.slice(8))
    return number === wanted || (number < wanted && monthOf(dayFrom(at + 1)) !== monthOf(text))
  }
  const step = rule.unit === 'year' ? rule.every * 12 : rule.every
  return hits(day) && (monthOf(date) - monthOf(from)) % step === 0
}

describe('the law', () => {
  it('gives each day of the rule once, in order, and no other', () => {
    fc.assert(
      fc.property(rules, anchors, (rule, anchor) => {
        const found = days(rule, anchor, 4).map((day) => epochDay(day ?? '2199-12-31'))
        const walked: number[] = []
        const end = found.at(-1) ?? 0
        for (let day = epochDay(anchor); day <= end; day += 1) if (isOf(rule, anchor, day)) walked.push(day)
        expect(found).toEqual(walked)
      }),
      { numRuns: 80 },
    )
  })

  it('needs no memory: a place says its day by itself, and a day its place', () => {
    fc.assert(
      fc.property(rules, anchors, fc.integer({ min: 0, max: 80 }), (rule, anchor, n) => {
        const day = occurrence(rule, anchor, n)
        if (day === undefined) return
        expect(firstFrom(rule, anchor, day)).toBe(n)
        const next = occurrence(rule, anchor, n + 1)
        if (next !== undefined) {
          expect(next > day).toBe(true)
          expect(firstFrom(rule, anchor, dayFrom(epochDay(day) + 1))).toBe(n + 1)
        }
      }),
    )
  })
})
