import type { PlainSchema } from './plain-schema.ts'

/** Copies of a value what the audience's schema declares, and nothing else. */
export type Projection = (value: unknown) => unknown

/**
 * The serializer of an audience, made from its schema: an allow-list, so that a field which nobody declared for customers
 * cannot reach them however it came into the value.
 */
export function projection(schema: PlainSchema): Projection {
  let made: Projection | undefined
  return (value) => {
    made ??= make(schema)
    return made(value)
  }
}

const same: Projection = (value) => value

function make(schema: PlainSchema): Projection {
  if (schema.properties) return schema.additionalProperties === true ? same : objectOf(schema.properties)
  if (Array.isArray(schema.anyOf)) return unionOf(schema.anyOf as PlainSchema[])
  if (schema.type === 'array' && typeof schema.items === 'object' && schema.items !== null) {
    const item = make(schema.items as PlainSchema)
    return item === same ? same : (value) => (Array.isArray(value) ? value.map(item) : value)
  }
  return same
}

function objectOf(properties: NonNullable<PlainSchema['properties']>): Projection {
  const entries = Object.entries(properties).map(([name, property]) => [name, make(property)] as const)
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    const source = value as Record<string, unknown>
    const result: Record<string, unknown> = {}
    for (const [name, project] of entries) {
      const part = source[name]
      if (part !== undefined) result[name] = project(part)
    }
    return result
  }
}

/** Unions of objects are told apart by a shared literal (`kind`); with one object, everything that is no null is it. */
function unionOf(parts: readonly PlainSchema[]): Projection {
  const objects = parts.filter((part) => part.properties).map((part) => ({ literals: literalsOf(part), project: make(part) }))
  if (!objects.length) return same
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const source = value as Record<string, unknown>
    const fitting = objects.find(({ literals }) => literals.every(([name, literal]) => source[name] === literal))
    return fitting ? fitting.project(value) : {}
  }
}

const literalsOf = (schema: PlainSchema): [string, unknown][] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    'const' in property ? [[name, property.const] as [string, unknown]] : [],
  )
