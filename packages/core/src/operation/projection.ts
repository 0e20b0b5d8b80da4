import { lazy } from '../value/lazy.ts'
import type { PlainSchema } from './plain-schema.ts'

/** Of a value what the audience's schema declares, and nothing else: a copy, or the value itself where there is nothing to leave out. */
export type Projection = (value: unknown) => unknown

/**
 * The serializer of an audience, made from its schema: an allow-list, so that a field which nobody declared for customers
 * cannot reach them however it came into the value.
 */
export function projection(schemaOf: () => PlainSchema): Projection {
  const made = lazy(() => make(schemaOf()))
  return (value) => made()(value)
}

const same: Projection = (value) => value

function make(schema: PlainSchema): Projection {
  if (schema.properties) return schema.additionalProperties === true ? same : objectOf(schema.properties)
  if (Array.isArray(schema.anyOf)) return unionOf(schema.anyOf as PlainSchema[])
  if (schema.type === 'array' && typeof schema.items === 'object' && schema.items !== null) {
    const item = make(schema.items as PlainSchema)
    return item === same ? same : (value) => (Array.isArray(value) ? eachOf(value, item) : value)
  }
  return same
}

function objectOf(properties: NonNullable<PlainSchema['properties']>): Projection {
  const names = Object.keys(properties)
  const made = Object.values(properties).map(make)
  const declared: Declared = {
    names,
    made,
    byName: new Map(names.map((name, index) => [name, made[index] ?? same])),
    empty: Object.fromEntries(names.map((name) => [name, undefined])),
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    const source = value as Record<string, unknown>
    return isWhole(source, declared.byName) ? source : copyOf(source, declared)
  }
}

interface Declared {
  readonly names: readonly string[]
  /** Of each name. */
  readonly made: readonly Projection[]
  readonly byName: ReadonlyMap<string, Projection>
  /** All names, in their order: a copy that begins with its final shape is filled several times faster than one that grows. */
  readonly empty: Readonly<Record<string, undefined>>
}

function eachOf(values: readonly unknown[], project: Projection): readonly unknown[] {
  const projected = values.map(project)
  return projected.every((value, index) => value === values[index]) ? values : projected
}

/** Nothing of it has to go. Most answers to staff are so, and a page of them costs more to copy than to look at. */
function isWhole(source: Record<string, unknown>, projections: ReadonlyMap<string, Projection>): boolean {
  for (const name of Object.keys(source)) {
    const project = projections.get(name)
    const part = source[name]
    if (project === undefined || part === undefined) return false
    if (project !== same && project(part) !== part) return false
  }
  return true
}

function copyOf(source: Record<string, unknown>, { names, made, empty }: Declared): Record<string, unknown> {
  const result: Record<string, unknown> = { ...empty }
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? ''
    const part = source[name]
    if (part === undefined) delete result[name]
    else {
      const project = made[index] ?? same
      result[name] = project === same ? part : project(part)
    }
  }
  return result
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
