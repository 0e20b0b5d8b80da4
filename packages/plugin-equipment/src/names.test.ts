import { describe, expect, it } from 'vitest'
import { nameKey } from './names.ts'

describe('nameKey', () => {
  it.each([
    ['HP LaserJet', 'hplaserjet'],
    ['ＨＰ　Laser jet', 'hplaserjet'],
    ['STRASSE', 'Straße'],
    ['ΟΔΟΣ', 'οδος'],
    ['Re\u00adset\u200b', 'reset'],
    ['E\u0301clair', '\u00c9CLAIR'],
  ])('%j and %j are one', (one, other) => expect(nameKey(one)).toBe(nameKey(other)))

  it('keeps apart what differs, and is its own key', () => {
    expect(nameKey('Muller')).not.toBe(nameKey('Müller'))
    for (const name of ['İstanbul', 'ﬁle', 'ǅ', 'ß', '株式会社']) expect(nameKey(nameKey(name))).toBe(nameKey(name))
  })
})
