import { type FormSchema, kindOf } from './schema.ts'

/**
 * The input of an operation from a form that `drawForm` drew: texts become what the schema has them be. What was left empty is left out, and what
 * is no number stays text, so that the desk says what is wrong with it. Names that the schema does not have are left out: a form can't add any.
 */
export function readForm(schema: FormSchema, fields: ReadonlyMap<string, readonly string[]>): { [name: string]: unknown } {
  return objectOf(schema, fields, '') ?? {}
}

function objectOf(
  schema: FormSchema,
  fields: ReadonlyMap<string, readonly string[]>,
  prefix: string,
): { [name: string]: unknown } | undefined {
  const input: { [name: string]: unknown } = {}
  for (const [property, part] of Object.entries(schema.properties ?? {})) {
    const value = valueIn(part, fields, `${prefix}${property}`)
    if (value !== undefined) input[property] = value
  }
  return Object.keys(input).length ? input : undefined
}

function valueIn(schema: FormSchema, fields: ReadonlyMap<string, readonly string[]>, name: string): unknown {
  const kind = kindOf(schema)
  if (kind === 'object') return objectOf(schema, fields, `${name}.`)
  const texts = (fields.get(name) ?? []).filter((text) => text.trim() !== '')
  const [first] = texts
  if (first === undefined) return undefined
  if (kind === 'array') return texts
  if (kind === 'boolean') return first === 'true' || first === 'on'
  if (kind === 'number' || kind === 'integer') {
    const number = Number(westernDigits(first.trim()))
    return Number.isFinite(number) ? number : first
  }
  return schema['x-multiline'] ? first.replaceAll('\r\n', '\n') : first.trim()
}

/** As people write numbers in Persian, Arabic and Japanese. */
const westernDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace('٫', '.')
