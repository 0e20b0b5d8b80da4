import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PermissionIndex } from './permission-set.ts'

const names = Array.from({ length: 100 }, (_, n) => `owner.p${n}`)
const index = new PermissionIndex(names)

describe('PermissionSet', () => {
  it('has exactly what it was made of', () => {
    fc.assert(
      fc.property(fc.subarray(names), (wanted) => {
        const set = index.set(wanted)
        expect(set.list()).toEqual(wanted)
        for (const name of names) expect(set.has(name)).toBe(wanted.includes(name))
      }),
    )
  })

  it('has nothing that nobody declares, whatever it is asked', () => {
    const everything = index.set(names)
    for (const name of ['owner.other', '*', '', '__proto__', 'constructor']) {
      expect(index.bit(name)).toBe(-1)
      expect(everything.has(name)).toBe(false)
    }
    for (const bit of [-1, -32, 100, 127, 128, 1_000_000, Number.NaN]) expect(everything.hasBit(bit)).toBe(false)
    expect(index.set(['owner.other']).list()).toEqual([])
  })

  it('counts a permission that is declared twice once', () => {
    expect(new PermissionIndex(['a.b', 'a.c', 'a.b']).all).toEqual(['a.b', 'a.c'])
  })
})
