import type { Field, Machine } from '../machine/machine.ts'
import { titleIn, titlesOf } from '../machine/titles.ts'
import type { Acting } from '../operation/audience.ts'
import type { PlainSchema } from '../operation/plain-schema.ts'
import { calendarDatePattern } from '../value/schema.ts'

const idPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/**
 * The custom fields that an audience may fill in, as JSON Schema for pages to draw a form from: in the order of the type (`x-order`), with the
 * unit of a number (`x-unit`), what an id names (`x-reference`), and the categories that a ticket does not enter without it
 * (`x-requiredBefore`). For an update nothing need be given, and `null` takes away what is not required. `owed`: required besides those that
 * the type requires.
 */
export function fieldSchema(
  machine: Machine,
  acting: Acting,
  languages: readonly string[],
  purpose: 'create' | 'update',
  owed: readonly string[] = [],
): PlainSchema {
  const isRequired = (field: Field): boolean => field.required || owed.includes(field.name)
  const fields = machine.fields.filter((field) => field.write === 'both' || field.write === acting)
  const required = purpose === 'create' ? fields.filter(isRequired).map((field) => field.name) : []
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field, index) => [
        field.name,
        {
          ...(isRequired(field) ? schemaOf(field, languages) : orNull(schemaOf(field, languages))),
          ...gated(machine, field, acting),
          'x-order': index,
        },
      ]),
    ),
    ...(required.length ? { required } : {}),
    additionalProperties: false,
  }
}

/** `null` is no value: what stands in the schema of a text or a number is not asked of it. */
export const orNull = ({ type, oneOf, ...schema }: PlainSchema): PlainSchema => ({
  ...schema,
  type: [type, 'null'],
  ...(Array.isArray(oneOf) ? { oneOf: [...(oneOf as readonly unknown[]), { const: null }] } : {}),
})

/** Customers are not told of the house's gates but for what they see themselves. */
function gated({ gates }: Machine, { name, audience }: Field, acting: Acting): PlainSchema {
  if (acting === 'customer' && audience !== 'both') return {}
  const categories = gates.flatMap(({ to, spec }) => (spec.gate === 'fields_filled' && spec.fields.includes(name) ? [to] : []))
  return categories.length ? { 'x-requiredBefore': [...new Set(categories)] } : {}
}

function schemaOf({ title, spec }: Field, languages: readonly string[]): PlainSchema {
  const titled = { title: titleIn(title, languages) }
  switch (spec.kind) {
    case 'string':
      return { ...titled, type: 'string', minLength: 1, maxLength: 10_000, pattern: '\\S' }
    case 'number':
      return { ...titled, type: 'number', ...(spec.unit === undefined ? {} : { 'x-unit': spec.unit }) }
    case 'boolean':
      return { ...titled, type: 'boolean' }
    case 'date':
      return { ...titled, type: 'string', format: 'date', pattern: calendarDatePattern }
    case 'choice':
      return {
        ...titled,
        type: 'string',
        oneOf: Object.entries(spec.options).map(([code, text]) => ({ const: code, title: titleIn(titlesOf(text), languages) })),
      }
    case 'person':
      return { ...titled, type: 'string', format: 'uuid', pattern: idPattern, 'x-reference': 'person' }
    case 'reference':
      return { ...titled, type: 'string', format: 'uuid', pattern: idPattern, 'x-reference': spec.target }
  }
}
