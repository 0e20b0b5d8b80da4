import type { Field, Machine } from '../machine/machine.ts'
import { titleIn, titlesOf } from '../machine/titles.ts'
import type { Acting } from '../operation/audience.ts'
import type { PlainSchema } from '../operation/plain-schema.ts'

/** The custom fields that an audience may fill in, as JSON Schema for pages to draw a form from. */
export function fieldSchema(machine: Machine, acting: Acting, languages: readonly string[]): PlainSchema {
  const fields = machine.fields.filter((field) => field.write === 'both' || field.write === acting)
  const required = fields.filter((field) => field.required).map((field) => field.name)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field, languages)])),
    ...(required.length ? { required } : {}),
    additionalProperties: false,
  }
}

function schemaOf({ title, spec }: Field, languages: readonly string[]): PlainSchema {
  const titled = { title: titleIn(title, languages) }
  switch (spec.kind) {
    case 'string':
      return { ...titled, type: 'string', maxLength: 10_000 }
    case 'number':
      return { ...titled, type: 'number', ...(spec.unit === undefined ? {} : { 'x-unit': spec.unit }) }
    case 'boolean':
      return { ...titled, type: 'boolean' }
    case 'date':
      return { ...titled, type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
    case 'choice':
      return {
        ...titled,
        anyOf: Object.entries(spec.options).map(([code, text]) => ({ const: code, title: titleIn(titlesOf(text), languages) })),
      }
    case 'person':
      return { ...titled, type: 'string', 'x-reference': 'person' }
    case 'reference':
      return { ...titled, type: 'string', 'x-reference': spec.target }
  }
}
