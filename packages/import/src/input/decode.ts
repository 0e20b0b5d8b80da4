const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf16 = { little: new TextDecoder('utf-16le', { fatal: true }), big: new TextDecoder('utf-16be', { fatal: true }) }

/** UTF-8, or UTF-16 that says so by its mark. Undefined: neither; guessing would turn names into others. */
export function decoded(bytes: Uint8Array): string | undefined {
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.little.decode(bytes)
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.big.decode(bytes)
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
