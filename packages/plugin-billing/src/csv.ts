/** Spreadsheets take a file for UTF-8 by these bytes. */
export const BYTE_ORDER_MARK = new Uint8Array([0xef, 0xbb, 0xbf])

/** Spreadsheets run what begins like a formula: an apostrophe makes it text, and `unguarded` takes it away again. */
export const guarded = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)
export const unguarded = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)

export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
