const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }
const special = /[&<>"'`]/
const all = /[&<>"'`]/g

/** Text for HTML, also inside attributes in quotes. NUL, which parsers make something else of, becomes the sign for what can't be shown. */
export function escaped(text: string): string {
  const plain = special.test(text) ? text.replace(all, (character) => entities[character] ?? character) : text
  return plain.includes('\0') ? plain.replaceAll('\0', '\uFFFD') : plain
}
