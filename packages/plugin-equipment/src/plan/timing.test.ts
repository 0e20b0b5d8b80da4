import { describe, expect, it } from 'vitest'
import { nextStep } from './next-step.ts'
import type { Rule } from './rule.ts'
import { dayIn, firstOpen, isTimeZone, occurrenceAt, type Timing, workingDayFrom } from './timing.ts'

const open = [{ from: '09:00', to: '17:00' }]
const week = { monday: open, tuesday: open, wednesday: open, thursday: open, friday: open }
const calendar = { hours: week, specialDays: [{ date: '2026-12-25' }, { date: '2026-12-27', hours: open }] }
const timing = (rule: Rule, more: Partial<Timing> = {}): Timing => ({
  rule,
  timeZone: 'UTC',
  time: '06:00',
  leadDays: 0,
  calendar: undefined,
  endsOn: null,
  ...more,
})
const daily = timing({ unit: 'day', every: 1 })

describe('timing', () => {
  it('puts a day off to the next working day, by the days that are not like the others', () => {
    expect(workingDayFrom(calendar, '2026-12-24')).toBe('2026-12-24')
    expect(workingDayFrom(calendar, '2026-12-25')).toBe('2026-12-27')
    expect(workingDayFrom({ hours: week }, '2026-12-26')).toBe('2026-12-28')
    expect(workingDayFrom({ hours: {} }, '2026-12-26')).toBe('2026-12-26')
  })

  it.each([
    ['Europe/Zurich', '02:30', '2026-03-29', '2026-03-29T01:30:00.000Z'],
    ['Europe/Zurich', '02:30', '2026-10-25', '2026-10-25T00:30:00.000Z'],
    ['Asia/Tehran', '00:00', '2026-03-21', '2026-03-20T20:30:00.000Z'],
    ['America/Santiago', '00:00', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:45:00.000Z'],
  ])('in %s at %s on %s it is %s', (timeZone, time, on, at) =>
    expect(occurrenceAt(timing({ unit: 'day', every: 1 }, { timeZone, time }), on, 0)?.at).toBe(at),
  )

  it('opens the ticket so many days before the working day', () => {
    const found = occurrenceAt(timing({ unit: 'month', every: 1 }, { calendar, leadDays: 7 }), '2026-01-31', 0)
    expect(found).toEqual({ place: 0, on: '2026-01-31', dueOn: '2026-02-02', at: '2026-01-26T06:00:00.000Z' })
  })

  it('begins with what is still to come, also when it was put off to a day that is', () => {
    const saturdays = timing({ unit: 'week', every: 1 }, { calendar })
    expect(firstOpen(saturdays, '2026-01-03', '2026-01-18', null)?.on).toBe('2026-01-17')
    expect(firstOpen(saturdays, '2026-01-03', '2026-01-18', '2026-01-17')?.on).toBe('2026-01-24')
    expect(firstOpen(saturdays, '2026-01-03', '2026-01-20', null)?.on).toBe('2026-01-24')
    expect(firstOpen({ ...saturdays, endsOn: '2026-01-23' }, '2026-01-03', '2026-01-20', null)).toBeUndefined()
  })

  it('knows zones, and the day in them', () => {
    expect(dayIn('Asia/Tokyo', '2026-01-01T15:00:00.000Z')).toBe('2026-01-02')
    expect(dayIn('America/New_York', '2026-01-01T04:59:59.999Z')).toBe('2025-12-31')
    for (const zone of ['Mars/Base', '', '+25:00', '2026-01-01T00:00[Europe/Rome]', '../etc']) expect(isTimeZone(zone)).toBe(false)
    expect(isTimeZone('Asia/Jerusalem')).toBe(true)
  })
})

describe('nextStep', () => {
  const days = (step: ReturnType<typeof nextStep>) => [step.missed.map(({ on }) => on), step.make?.on, step.next?.on, step.isCaughtUp]
  it('has nothing to do before the moment, and the one of today at it', () => {
    expect(days(nextStep(daily, '2026-01-05', 0, 'one', '2026-01-05T05:59:59.999Z'))).toEqual([[], undefined, '2026-01-05', false])
    expect(days(nextStep(daily, '2026-01-05', 0, 'none', '2026-01-05T06:00:00.000Z'))).toEqual([[], '2026-01-05', '2026-01-06', false])
  })

  it('catches up as the plan says', () => {
    const now = '2026-01-07T12:00:00.000Z'
    const late = ['2026-01-05', '2026-01-06']
    expect(days(nextStep(daily, '2026-01-05', 0, 'none', now))).toEqual([late, '2026-01-07', '2026-01-08', false])
    expect(days(nextStep(daily, '2026-01-05', 0, 'one', now))).toEqual([late, '2026-01-07', '2026-01-08', false])
    expect(days(nextStep(daily, '2026-01-05', 0, 'all', now))).toEqual([[], '2026-01-05', '2026-01-06', true])
    const weekly = timing({ unit: 'week', every: 1 })
    expect(days(nextStep(weekly, '2026-01-05', 0, 'none', now))).toEqual([['2026-01-05'], undefined, '2026-01-12', false])
    expect(days(nextStep(weekly, '2026-01-05', 0, 'one', now))).toEqual([[], '2026-01-05', '2026-01-12', false])
    // A lead of two weeks: three are due at once, and none of them is late.
    expect(days(nextStep({ ...weekly, leadDays: 14 }, '2026-01-07', 0, 'none', now))).toEqual([[], '2026-01-07', '2026-01-14', false])
  })

  it('goes through a long sleep in steps, and ends with the plan', () => {
    const step = nextStep(daily, '2025-01-01', 0, 'one', '2026-01-01T12:00:00.000Z')
    expect([step.missed.length, step.make, step.next?.place]).toEqual([100, undefined, 100])
    expect(days(nextStep({ ...daily, endsOn: '2026-01-05' }, '2026-01-05', 0, 'one', '2026-02-01T12:00:00.000Z'))).toEqual([
      [],
      '2026-01-05',
      undefined,
      false,
    ])
  })
})
