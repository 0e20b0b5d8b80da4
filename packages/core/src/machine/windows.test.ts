import { describe, expect, it } from 'vitest'
import { question } from './default-types/question.ts'
import { buildMachines } from './machines.ts'
import type { WindowSpec } from './ticket-type.ts'
import { autoCloseDueAt, closeWarningDueAt, reopenUntil } from './windows.ts'

const permissions = new Set(Object.values(question.commands).map((command) => command.permission))
const machine = (windows: WindowSpec) =>
  buildMachines([{ owner: 'host', spec: { ...question, windows } }], { permissions, calendars: new Set(['office']) }).get('question')
const resolvedAt = '2026-03-28T12:00:00.000Z'
const facts = { resolvedAt, lastCustomerMessageAt: null, lastStaffMessageAt: null, closeWarnedAt: null }

describe('windows', () => {
  it('count days of 24 hours from the solution, whatever the clocks do that night', () => {
    expect(reopenUntil(machine({ reopenDays: 2 }), facts)).toBe('2026-03-30T12:00:00.000Z')
    expect(autoCloseDueAt(machine({ autoCloseDays: 0 }), facts)).toBe(resolvedAt)
    expect(reopenUntil(machine({ reopenDays: 36_500 }), facts)).toBe('2126-03-04T12:00:00.000Z')
  })

  it('have no end, or nothing to count from', () => {
    expect(reopenUntil(machine({ reopenDays: null }), facts)).toBeNull()
    expect(autoCloseDueAt(machine({ autoCloseDays: null }), facts)).toBeNull()
    expect(reopenUntil(machine({}), { resolvedAt: null })).toBeNull()
    expect(autoCloseDueAt(machine({}), { ...facts, resolvedAt: null })).toBeNull()
  })

  it('count silence from the last public word after the solution', () => {
    const spoken = { ...facts, lastCustomerMessageAt: '2026-03-29T00:00:00.000Z', lastStaffMessageAt: '2026-03-30T00:00:00.000Z' }
    expect(autoCloseDueAt(machine({ autoCloseDays: 1 }), spoken)).toBe('2026-03-31T00:00:00.000Z')
    expect(autoCloseDueAt(machine({ autoCloseDays: 1 }), { ...spoken, lastStaffMessageAt: null })).toBe('2026-03-30T00:00:00.000Z')
    expect(autoCloseDueAt(machine({ autoCloseDays: 1 }), { ...facts, lastStaffMessageAt: '2026-01-01T00:00:00.000Z' })).toBe(
      '2026-03-29T12:00:00.000Z',
    )
  })

  it('leave the counting to a calendar where the type names one', () => {
    const office = machine({ reopenDays: 3, calendar: 'office' })
    expect(reopenUntil(office, facts, new Map([['office', (from, days) => `${from}+${days}`]]))).toBe(`${resolvedAt}+3`)
    expect(() => reopenUntil(office, facts)).toThrow("the calendar 'office', which nobody provides")
  })

  it('close after it was told, and so many days after it at the earliest', () => {
    const told = machine({ autoCloseDays: 7, autoCloseWarnDays: 2 })
    expect(closeWarningDueAt(told, facts)).toBe('2026-04-02T12:00:00.000Z')
    expect(autoCloseDueAt(told, facts)).toBeNull()
    const inTime = { ...facts, closeWarnedAt: '2026-04-02T12:00:20.000Z' }
    expect([closeWarningDueAt(told, inTime), autoCloseDueAt(told, inTime)]).toEqual([null, '2026-04-04T12:00:20.000Z'])
    expect(autoCloseDueAt(told, { ...facts, closeWarnedAt: '2026-03-29T00:00:00.000Z' })).toBe('2026-04-04T12:00:00.000Z')
    // Told late, as nobody was there to tell: the promise counts from then.
    expect(autoCloseDueAt(told, { ...facts, closeWarnedAt: '2026-05-01T00:00:00.000Z' })).toBe('2026-05-03T00:00:00.000Z')
    // Something was said since: another silence, of which nobody was told.
    const broken = { ...inTime, lastStaffMessageAt: '2026-04-03T00:00:00.000Z' }
    expect([closeWarningDueAt(told, broken), autoCloseDueAt(told, broken)]).toEqual(['2026-04-08T00:00:00.000Z', null])
    expect(closeWarningDueAt(machine({ autoCloseDays: 7 }), facts)).toBeNull()
    expect(closeWarningDueAt(machine({ autoCloseDays: 2, autoCloseWarnDays: 2 }), facts)).toBe(resolvedAt)
  })

  it('are not told of before they begin', () => {
    expect(() => machine({ autoCloseDays: 2, autoCloseWarnDays: 3 })).toThrow('tells 3 days before')
    expect(() => machine({ autoCloseDays: null, autoCloseWarnDays: 3 })).toThrow('tells 3 days before')
  })
})
