import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PlainSchema } from './plain-schema.ts'
import { projection } from './projection.ts'

const text = { type: 'string' } as PlainSchema
const person = { type: 'object', properties: { id: text, name: text } } as PlainSchema
const schema = {
  type: 'object',
  properties: {
    id: text,
    note: text,
    owner: person,
    other: { anyOf: [person, { type: 'null' }] },
    people: { type: 'array', items: person },
  },
} as unknown as PlainSchema
const project = projection(() => schema)

/** By the letter of the law: what is declared, of its own or of its class, and has a value. */
function allowed(shape: PlainSchema, value: unknown): unknown {
  if (shape.anyOf) return value === null ? null : allowed(person, value)
  if (shape.type === 'array') return Array.isArray(value) ? value.map((item) => allowed(person, item)) : value
  if (!shape.properties || typeof value !== 'object' || value === null) return value
  const parts = Object.entries(shape.properties as Record<string, PlainSchema>)
  const source = value as Record<string, unknown>
  return Object.fromEntries(parts.flatMap(([name, part]) => (source[name] === undefined ? [] : [[name, allowed(part, source[name])]])))
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const anyPerson = fc.record(
  { id: maybe(fc.string()), name: maybe(fc.string()), secret: maybe(fc.string()) },
  { requiredKeys: [], noNullPrototype: true },
)
const anything = fc.record(
  {
    id: maybe(fc.string()),
    note: maybe(fc.string()),
    owner: anyPerson,
    other: fc.option(anyPerson),
    people: fc.array(anyPerson, { maxLength: 3 }),
    secret: maybe(fc.string()),
    more: maybe(fc.string()),
  },
  { requiredKeys: [], noNullPrototype: true },
)

it('lets through what the schema declares, and nothing else', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const before = structuredClone(value)
      const shown = project(value)
      expect(shown).toStrictEqual(allowed(schema, value))
      expect(value).toStrictEqual(before)
    }),
    { numRuns: 2000 },
  )
})

it('gives back as it is what has nothing to lose', () => {
  const owner = { id: '1', name: 'Ann' }
  const value = { id: '2', owner, other: null, people: [owner] }
  expect(project(value)).toBe(value)
  expect(project({ ...value, people: [owner, { ...owner, secret: 's' }] })).toEqual({ ...value, people: [owner, owner] })
})

it('is not misled by what an object has of its class: as many names as keys are no proof there', () => {
  class Owner {
    readonly secret = 'only for staff'
    get id(): string {
      return '1'
    }
  }
  expect(projection(() => person)(new Owner())).toEqual({ id: '1' })
  expect(projection(() => person)(Object.assign(Object.create({ id: '1' }), { secret: 's' }))).toEqual({ id: '1' })
  const everyObjectHas = projection(() => ({ type: 'object', properties: { id: text, toString: text } }) as unknown as PlainSchema)
  expect(Object.keys(everyObjectHas({ id: '1', secret: 's' }) as object)).not.toContain('secret')
})
