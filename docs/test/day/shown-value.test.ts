import { describe, expect, it } from 'vitest'
import { comparable, filledIn, type Names, readShown } from './shown-value.ts'

const fits = (shown: string, real: unknown, names: Names = new Map()): boolean => {
  const pair = comparable(readShown(shown), real, names)
  return JSON.stringify(pair.shown) === JSON.stringify(pair.real)
}

describe('a shown answer', () => {
  it('is the whole answer, unless it says that there is more', () => {
    const real = { id: 'x', items: [1, 2, 3] }
    expect(fits('{ "id": "x", "items": [1, 2, 3] }', real)).toBe(true)
    expect(fits('{ "id": "x" }', real)).toBe(false)
    expect(fits('{ "id": "x", … }', real)).toBe(true)
    expect(fits('{ "items": [1, …], … }', real)).toBe(true)
    expect(fits('{ "items": […, 2, 3], … }', real)).toBe(true)
    expect(fits('{ "items": [2, …], … }', real)).toBe(false)
    expect(fits('{ "items": [1, 2], … }', real)).toBe(false)
    expect(fits('{ "items": [1, 2, 3, 4], … }', real)).toBe(false)
    expect(fits('{ "id": "y", … }', real)).toBe(false)
    expect(fits('{ "other": null, … }', real)).toBe(false)
    expect(fits('{ "text": "…" }', { text: '…' })).toBe(true)
  })

  it('gives names to what nobody can know, and holds them to it', () => {
    const names: Names = new Map()
    expect(fits('{ "id": "{ticketId}" }', { id: 'a1' }, names)).toBe(true)
    expect(fits('{ "id": "{ticketId}" }', { id: 'a1' }, names)).toBe(true)
    expect(fits('{ "id": "{ticketId}" }', { id: 'b2' }, names)).toBe(false)
    expect(fits('{ "id": "{otherId}" }', {}, names)).toBe(false)
    expect(filledIn('/tickets/{ticketId}?q={unknown}, {{ticket.number}}', names)).toBe('/tickets/a1?q={unknown}, {{ticket.number}}')
  })

  it('does not show what keeps directions apart', () => {
    expect(fits('"Hello Dana"', 'Hello \u2068Dana\u2069')).toBe(true)
  })
})
