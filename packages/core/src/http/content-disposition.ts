/** What `filename*` may hold unescaped (RFC 8187). */
const plain = /[^A-Za-z0-9!#$&+.^_`|~-]/gu
const bytesOf = (letter: string): string =>
  [...new TextEncoder().encode(letter)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/**
 * A file to be saved under its name (RFC 6266): in ASCII for old programs, with everything doubtful replaced, and whole in `filename*`. The
 * value holds nothing but printable ASCII, whatever the name holds.
 */
export function attachmentDisposition(name: string): string {
  const wellFormed = name.toWellFormed()
  const ascii = wellFormed.replace(/[^\x20-\x7e]|["\\%/]/gu, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${wellFormed.replace(plain, bytesOf)}`
}
