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
    inner: names.flatMap((name, index) => (made[index] === same || !made[index] ? [] : [{ name, project: made[index] }])),
    known: new Set(names),
    empty: Object.fromEntries(names.map((name) => [name, undefined])),
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    const source = value as Record<string, unknown>
    return isWhole(source, declared) ? source : copyOf(source, declared)
  }
}

interface Declared {
  readonly names: readonly string[]
  /** Of each name. */
  readonly made: readonly Projection[]
  /** Those whose value may have to lose something. */
  readonly inner: readonly { readonly name: string; readonly project: Projection }[]
  readonly known: ReadonlySet<string>
  /** All names, in their order: a copy that begins with its final shape is filled several times faster than one that grows. */
  readonly empty: Readonly<Record<string, undefined>>
}

function eachOf(values: readonly unknown[], project: Projection): readonly unknown[] {
  let copy: unknown[] | undefined
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    const projected = project(value)
    if (projected !== value) copy ??= values.slice()
    if (copy) copy[index] = projected
  }
  return copy ?? values
}

/**
 * Nothing of it has to go: every name that it has is declared and has a value. Whatever has another prototype than the plain one is copied. Most answers to staff are whole, and a page of them costs more to copy than to look at.
 */
function isWhole(source: Record<string, unknown>, { known, inner }: Declared): boolean {
  if (Object.getPrototypeOf(source) !== Object.prototype) return false
  // Over what it has, and not over what it may have: this loop reads by place, any other by name, which takes several times as long.
  for (const name in source) if (source[name] === undefined || !known.has(name)) return false
  for (const { name, project } of inner) {
    const part = source[name]
    if (part !== undefined && project(part) !== part) return false
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
  const [only] = objects
  if (only && objects.length === 1 && !only.literals.length)
    return (value) => (typeof value !== 'object' || value === null || Array.isArray(value) ? value : only.project(value))
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
