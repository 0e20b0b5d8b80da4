import { describe, expect, it } from 'vitest'
import { openSolution, type SolvedTicket } from './open-solution.ts'

const solved: SolvedTicket = {
  status: 'resolved',
  category: 'resolved',
  resolved_at: '2026-03-01T12:00:00.000Z',
  resolution_text: null,
  first_response_at: '2026-03-01T11:00:00.000Z',
  reopen_count: 0,
}
const soon = '2026-03-02T12:00:00.000Z'
const open = (over: Partial<SolvedTicket>, now = soon) => openSolution({ ...solved, ...over }, now)?.sequence ?? null

describe('a solution can be rated', () => {
  it('while it stands, each under its own number', () => {
    expect(open({})).toBe(1)
    expect(open({ category: 'closed', status: 'closed' })).toBe(1)
    expect(open({ reopen_count: 2 })).toBe(3)
    expect(openSolution(solved, soon)?.until).toBe('2026-03-31T12:00:00.000Z')
  })
  it('for thirty days, to the millisecond', () => {
    expect(open({}, '2026-03-31T11:59:59.999Z')).toBe(1)
    expect(open({}, '2026-03-31T12:00:00.000Z')).toBeNull()
  })
  it('with a word of the house, be it the solution itself', () => {
    expect(open({ first_response_at: null })).toBeNull()
    expect(open({ first_response_at: null, resolution_text: 'A screw was loose.' })).toBe(1)
  })
  it('and not what is open, withdrawn, merged away or spam', () => {
    expect(open({ resolved_at: null, category: 'open', status: 'open' })).toBeNull()
    expect(open({ resolved_at: null, category: 'closed', status: 'closed' })).toBeNull()
    expect(open({ category: 'closed', status: 'merged' })).toBeNull()
    expect(open({ category: 'closed', status: 'spam' })).toBeNull()
  })
})
