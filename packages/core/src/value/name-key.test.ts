import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyAfter, nameKey } from './name-key.ts'

const text = (name: string) => nameKey(name).toString()

const letters = ['a', 'Ä', 'ß', 'ẞ', 'Σ', 'ς', 'İ', 'ı', 'ش', 'ك', 'ي', '\u0301', '\u0345', '\u05b0', ' ', '\u00a0', 'ﬁ', 'ﷺ', 'ガ', '각']

describe('nameKey', () => {
  it.each([
    ['Élodie  Müller ', 'elodie muller'],
    ['STRAẞE Straße', 'strasse strasse'],
    ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['İIıi', 'iiii'],
    ['שָׁלוֹם', 'שלום'],
    ['علي عَلی', 'علی علی'],
    ['كـاوه', 'کاوه'],
    ['Ａ１ ﬁ', 'a1 fi'],
    ['a\u200bb\u00adc\u202e', 'abc'],
    ['東京', '東京'],
  ])('%s is %s', (name, key) => expect(text(name)).toBe(key))

  it('of a beginning is the beginning of the key', () => {
    const names = fc.string({
      unit: fc.oneof(fc.constantFrom(...letters), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
      maxLength: 40,
    })
    fc.assert(
      fc.property(names, fc.nat(40), (name, length) => {
        const beginning = nameKey([...name].slice(0, length).join(''))
        return nameKey(name).subarray(0, beginning.length).equals(beginning)
      }),
      { numRuns: 1000 },
    )
  })

  it('never depends on case or composition', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(text(name.toUpperCase())).toBe(text(name))
        expect(text(name.normalize('NFD'))).toBe(text(name.normalize('NFC')))
      }),
      { numRuns: 1000 },
    )
  })

  it('is short enough for an index', () => {
    expect(nameKey('ﷺ'.repeat(200)).length).toBe(240)
  })
})

describe('keyAfter', () => {
  it('comes after all that begin with the key, and before everything else', () => {
    const bytes = fc.uint8Array({ maxLength: 6 }).map((array) => Buffer.from(array))
    fc.assert(
      fc.property(bytes, bytes, (key, other) => {
        const end = keyAfter(key)
        const begins = other.subarray(0, key.length).equals(key)
        const inRange = Buffer.compare(other, key) >= 0 && (end === undefined || Buffer.compare(other, end) < 0)
        return inRange === begins
      }),
      {
        numRuns: 5000,
        examples: [
          [Buffer.of(255), Buffer.of(255, 255)],
          [Buffer.of(1, 255), Buffer.of(2)],
        ],
      },
    )
  })
})
