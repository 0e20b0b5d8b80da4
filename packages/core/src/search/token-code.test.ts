import { describe, expect, it } from 'vitest'
import { TEXT_CODES, tokenCode, tokenCodes } from './token-code.ts'

describe('tokenCode', () => {
  it('never gives a number of one letter for another, so that no public word is an internal one', () => {
    const ends = [...'kntcqrafmbuvspi'].map((letter) => {
      const codes = Array.from({ length: 5_000 }, (_, index) => tokenCode(`${letter}${index.toString(36)}`))
      return [Math.min(...codes), Math.max(...codes)] as const
    })
    for (const [index, [low]] of ends.entries()) {
      expect(low).toBeGreaterThan(ends[index - 1]?.[1] ?? -1)
      expect(low >= TEXT_CODES).toBe(index >= 13)
    }
    expect(Math.max(...ends.flat())).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
    expect(() => tokenCode('Xword')).toThrow(TypeError)
  })

  it('gives different words different numbers', { timeout: 120_000 }, () => {
    const codes = new Set<number>()
    for (let index = 0; index < 300_000; index += 1) {
      codes.add(tokenCode(`p${index}`))
      codes.add(tokenCode(`pש${String.fromCharCode(0x5d0 + (index % 22))}${index.toString(36)}x`))
      codes.add(tokenCode(`p${String.fromCharCode(0x4e00 + (index % 9000))}${String.fromCharCode(0x3041 + Math.floor(index / 9000))}`))
    }
    expect(codes.size).toBe(900_000)
  })

  it('writes each once and in order', () => {
    const codes = tokenCodes(['pb', 'pa', 'pb', 'kticket']).slice(1, -1).split(',').map(Number)
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b))
    expect(codes).toHaveLength(3)
  })
})
