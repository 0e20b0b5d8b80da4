/** First letters of tokens, in the order of their numbers. Letters of texts come last, so that all of a ticket that is no message stands below. */
const letters = 'kntcqrafmbuvspi'
const SPAN = 2 ** 49

/** Codes from here on are of public and internal text. */
export const TEXT_CODES = letters.indexOf('p') * SPAN

const mixed = (value: number): number => {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}

/**
 * A token as a number of 53 bits, which is what the index of PostgreSQL keeps: its first letter, and 49 bits of what follows. A number of one letter
 * never comes out for another, so no public word is taken for an internal one. Of ten million different words two share a number with a
 * chance of nine in a hundred; whoever asks for one of these finds the other as well.
 */
export function tokenCode(token: string): number {
  const letter = letters.indexOf(token[0] ?? '')
  if (letter < 0) throw new TypeError(`no token begins like '${token}'`)
  let low = 0x811c9dc5
  let high = 0x2f0b4c47
  for (let at = 1; at < token.length; at += 1) {
    const unit = token.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high + unit, 0x9e3779b1) ^ (high >>> 15)
  }
  return letter * SPAN + (mixed(high ^ token.length) >>> 15) * 2 ** 32 + (mixed(low) >>> 0)
}

/**
 * The numbers of tokens, each once, as an array in the words of PostgreSQL: its driver would quote and escape each element. In order, so that
 * a ticket to which nothing new was said keeps the array that it has, and with it its place in the index.
 */
export const tokenCodes = (tokens: Iterable<string>): string =>
  `{${[...new Set(Array.from(tokens, tokenCode))].sort((a, b) => a - b).join()}}`
