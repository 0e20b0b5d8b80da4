/** A part of an OpenAPI document. */
export interface Schema {
  readonly [key: string]: unknown
}

export const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)
export const listOf = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value.filter(isSchema) : [])
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
/** Name of what a reference leads to. */
export const referenced = (schema: Schema): string => textOf(schema['$ref']).split('/').at(-1) ?? ''

/** In a cell of a table, and never read as a tag or as a value to be filled in. */
export const inCell = (text: string): string =>
  text.replaceAll('\n', ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('{', '&#123;')

/** What a value may be, in a few words. Named shapes lead to where they are described. */
export function typeWords(schema: Schema, linkTo: (name: string) => string): string {
  if (schema['$ref']) return `[${referenced(schema)}](${linkTo(referenced(schema))})`
  const one = (inner: Schema): string => typeWords(inner, linkTo)
  const choices = listOf(schema['anyOf'] ?? schema['oneOf'])
  if (choices.length) return [...new Set(choices.map(one))].join(' or ')
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(', ')
  if ('const' in schema) return `\`${String(schema['const'])}\``
  if (isSchema(schema['items'])) return `list of ${one(schema['items'])}`
  const type = Array.isArray(schema['type']) ? schema['type'].join(' or ') : textOf(schema['type'])
  if (type === 'string') return [textOf(schema['format']) || 'string', bounds(schema, 'Length', 'characters')].filter(Boolean).join(', ')
  if (type === 'integer' || type === 'number') return [type, bounds(schema, 'imum', '')].filter(Boolean).join(', ')
  return type || 'any value'
}

function bounds(schema: Schema, suffix: string, unit: string): string {
  const [least, most] = [schema[`min${suffix}`], schema[`max${suffix}`]]
  const isOpen = most === undefined || most === 2_147_483_647 || most === Number.MAX_SAFE_INTEGER
  if (isOpen) return typeof least === 'number' && least > 0 && unit === '' ? `≥ ${least}` : ''
  return `${least ?? 0}–${String(most)} ${unit}`.trim()
}
