/** Marks that turn the text after them around, and end nowhere in a header. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g
/** Everything that ends a line somewhere: also U+0085, U+2028 and U+2029. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** Text of somebody else as one line, for subjects and names: whatever it brings, it is no header of its own. */
export const oneLine = (text: string, most: number): string =>
  shortened(
    text
      .slice(0, 4 * most + 100)
      .toWellFormed()
      .replace(turning, '')
      .replace(breaking, ' ')
      .replace(/ {2,}/g, ' ')
      .trim(),
    most,
  )

/** So many characters at most; what is cut off shows. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const characters = [...text.slice(0, 2 * most)]
  return characters.length <= most && text.length <= 2 * most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
