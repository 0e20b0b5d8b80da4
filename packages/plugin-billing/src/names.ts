/** Spaces of every kind, and what is not seen at all: two names that look the same are the same. */
const unseen = /[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

/** A name without case and spaces. Upper case first, so that ß and ss, and the two small sigmas, are one. */
const nameKey = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replaceAll(unseen, '')

/** As it is stored: bytes have one order on every database, and text has one for each collation. */
export const keyOf = (name: string): Uint8Array => new TextEncoder().encode(nameKey(name))

/** The first key behind all that begin so. UTF-8 has no byte 0xff, so the last one can always be raised. */
export const behind = (key: Uint8Array): Uint8Array => {
  const next = Uint8Array.from(key)
  next[next.length - 1] = (next[next.length - 1] ?? 0) + 1
  return next
}

/** Keys in cursors. */
export const hexOf = (key: Uint8Array): string => Buffer.from(key).toString('hex')
export const fromHex = (hex: unknown): Uint8Array => Buffer.from(String(hex), 'hex')
