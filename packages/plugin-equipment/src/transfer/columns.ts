/** Columns of the table in which equipment comes and goes. Attributes of kinds are columns of their own: `attribute:memory`. */
export const columnNames = [
  'inventory_number',
  'name',
  'kind',
  'manufacturer',
  'model',
  'serial',
  'company',
  'object',
  'place',
  'contact_id',
  'status',
  'purchased_on',
  'price_minor',
  'currency',
  'supplier',
  'installed_on',
  'warranty_until',
  'note',
] as const
export type ColumnName = (typeof columnNames)[number]

export const attributePrefix = 'attribute:'
const required: readonly string[] = ['inventory_number', 'name', 'kind']
const known: ReadonlySet<string> = new Set(columnNames)
const attributeName = /^attribute:[a-z][a-z0-9_]{0,79}$/

/** As a spreadsheet may have written it. */
export const headerName = (cell: string): string => cell.trim().toLowerCase().replaceAll(/\s+/g, '_')

/** What is wrong with a header, in words; undefined when it is right. */
export function headerFault(columns: readonly string[]): string | undefined {
  const unknown = columns.find((column) => !known.has(column) && !attributeName.test(column))
  if (unknown !== undefined) return `unknown column '${unknown.slice(0, 80)}'`
  const twice = columns.find((column, index) => columns.indexOf(column) !== index)
  if (twice !== undefined) return `column '${twice}' stands twice`
  const missing = required.find((column) => !columns.includes(column))
  return missing === undefined ? undefined : `no column '${missing}'`
}

/** Spreadsheets run what begins like a formula: an apostrophe makes it text, and `unguarded` takes it away again. */
export const guarded = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)
export const unguarded = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)

export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
