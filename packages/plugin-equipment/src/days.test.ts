import { describe, expect, it } from 'vitest'
import { addMonths, calendarDay } from './days.ts'

describe('days', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2025-03-31', 0, '2025-03-31'],
    ['2025-10-31', 36, '2028-10-31'],
  ])('%s and %i months are %s', (from, months, to) => expect(addMonths(from, months)).toBe(to))
  it.each(['2025-02-29', '2025-13-01', '2025-00-10', '25-01-01', '2025-1-1', '', '2025-01-01T00:00'])('%j is no day', (text) =>
    expect(calendarDay(text)).toBeUndefined(),
  )
})
