import fc from 'fast-check'
import type { PlainSchema } from '../../src/operation/plain-schema.ts'

const words = [
  'x',
  'NULL',
  "' or 1=1 --",
  '%',
  '_',
  '\\',
  '"',
  'שלום',
  '日本',
  '🂡',
  '\u202e',
  'a\u0301',
  '<b>',
  '{{x}}',
  '\u2028',
  '..',
  ' x ',
  '__proto__',
]
const codes = [
  'question',
  'incident',
  'change',
  'new',
  'low',
  'urgent',
  'close',
  'resolve',
  'start',
  'customer',
  'reopen',
  'cc',
  'solved',
  'x',
]

/** Values that a schema takes, mostly at its edges; `ids` stand where an id is asked for. */
export function fitting(schema: PlainSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const members = [schema.anyOf, schema.oneOf].find(Array.isArray) as readonly PlainSchema[] | undefined
  if (members) return fc.oneof(...members.map((member) => fitting(member, ids)))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.properties) return objectOf(schema, schema.properties, ids)
  if (schema.type === 'array') return fc.array(fitting(schema.items as PlainSchema, ids), { maxLength: 3 })
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'integer' || schema.type === 'number') {
    const [min, max] = [Number(schema.minimum ?? -3), Number(schema.maximum ?? Number.MAX_SAFE_INTEGER)]
    return fc.constantFrom(min, Math.min(min + 1, max), Math.min(7, max), max)
  }
  return textOf(schema, ids)
}

function objectOf(
  { required = [] }: PlainSchema,
  properties: NonNullable<PlainSchema['properties']>,
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  const parts = Object.entries(properties).map(([name, part]) => [name, fitting(part, ids)] as const)
  return fc.record(Object.fromEntries(parts), { requiredKeys: [...required] })
}

function textOf(schema: PlainSchema, ids: readonly string[]): fc.Arbitrary<string> {
  const pattern = typeof schema.pattern === 'string' ? new RegExp(schema.pattern, 'u') : /^/u
  const longest = 'x'.repeat(Math.min(Number(schema.maxLength ?? 20), 500))
  const candidates = [
    ...ids,
    ...words,
    ...codes,
    longest,
    'team.read',
    'ticket.read',
    'a@b.test',
    'EUR',
    'he',
    '2026-02-30T00:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '0000-01-01T00:00:00.000Z',
    '2026-13-41T25:61:61.000Z',
  ]
  const fits = candidates.filter((text) => pattern.test(text) && text.length <= Number(schema.maxLength ?? 1_000))
  return fits.length ? fc.constantFrom(...fits) : fc.stringMatching(pattern)
}
