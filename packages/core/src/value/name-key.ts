/** Bytes of a key: long enough to tell names apart, short enough for every index of PostgreSQL. */
const MAX_BYTES = 240

/** Accents of Latin, Greek and Cyrillic (but for the iota below, whose capital is a letter), Hebrew points, Arabic marks and the stroke that lengthens, and what has no width. */
const leftOut =
  /[\u0300-\u0344\u0346-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

/** Letters that Arabic and Persian keyboards write differently. */
const variants: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک', ة: 'ه', ς: 'σ' }

/**
 * What a name is sorted and found by: without case, accents and letter variants, as bytes. Databases differ in how they order and fold
 * text; bytes they compare alike. The key of a name's beginning is the beginning of the name's key.
 */
export const nameKey = (name: string): Buffer => Buffer.from(foldedName(name)).subarray(0, MAX_BYTES)

/** A name without what people write now so and now so: case, accents, letter variants, spaces. */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(leftOut, '')
    .toLowerCase() // ẞ is ß,
    .toUpperCase() // and that is SS;
    .toLowerCase()
    .replace(/[يىكةς]/g, (letter) => variants[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()

/** The first key after all that begin with this one; undefined when there is none. */
export function keyAfter(key: Uint8Array): Buffer | undefined {
  for (let end = key.length; end > 0; end -= 1) {
    const last = key[end - 1] ?? 0xff
    if (last < 0xff) return Buffer.concat([key.subarray(0, end - 1), Buffer.of(last + 1)])
  }
  return undefined
}
