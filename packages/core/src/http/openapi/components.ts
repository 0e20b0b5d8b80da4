import { isSchema, type Schema } from './merge-audiences.ts'

/** The document's named schemas. Schemas are first declared, all of them; then written, with references where something has a name. */
export class SchemaComponents {
  readonly #names = new Map<string, string>()
  readonly #taken: Set<string>
  readonly #schemas = new Map<string, Schema>()

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken)
  }

  /** Gives a schema its name: its own `title`, else what it is called here. The same schema has one name, and a name one schema. */
  declare(schema: Schema, calledHere: string): void {
    for (const part of titledParts(schema)) this.#name(part, String(part.title))
    this.#name(schema, calledHere)
  }

  #name({ description: _, ...schema }: Schema, wanted: string): void {
    const key = keyOf(schema)
    if (this.#names.has(key)) return
    const word = wanted.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '') || 'Schema'
    let name = word
    for (let number = 2; this.#taken.has(name); number += 1) name = `${word}${number}`
    this.#taken.add(name)
    this.#names.set(key, name)
    this.#schemas.set(name, schema)
  }

  /** What stands in the document for a schema: a reference if it has a name. */
  write(schema: Schema): Schema {
    const name = this.#names.get(keyOf(schema))
    if (name === undefined) return this.#inside(schema)
    const { description, 'x-audience': audience } = schema
    return {
      $ref: `#/components/schemas/${name}`,
      ...(description !== undefined && { description }),
      ...(audience !== undefined && { 'x-audience': audience }),
    }
  }

  #inside(schema: Schema): Schema {
    const result: Schema = {}
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword === 'properties' && isSchema(value))
        result.properties = Object.fromEntries(
          Object.entries(value).map(([name, part]) => [name, isSchema(part) ? this.write(part) : part]),
        )
      else if (Array.isArray(value) && ['anyOf', 'oneOf', 'allOf'].includes(keyword))
        result[keyword] = value.map((part: unknown) => (isSchema(part) ? this.write(part) : part))
      else if (keyword === 'items' && isSchema(value)) result.items = this.write(value)
      else result[keyword] = value
    }
    return result
  }

  /** Sorted by name. */
  all(): Record<string, Schema> {
    const names = [...this.#schemas.keys()].sort()
    return Object.fromEntries(names.map((name) => [name, this.#inside(this.#schemas.get(name) ?? {})]))
  }
}

/** Whose property it happens to be, and what it means there, is no part of what a schema is. */
function keyOf({ 'x-audience': _, description: __, ...schema }: Schema): string {
  return JSON.stringify(schema)
}

function* titledParts(schema: Schema): Generator<Schema> {
  if (typeof schema.title === 'string' && isSchema(schema.properties)) yield schema
  const below = [schema.items, ...Object.values(isSchema(schema.properties) ? schema.properties : {})]
  for (const union of [schema.anyOf, schema.oneOf, schema.allOf]) if (Array.isArray(union)) below.push(...(union as unknown[]))
  for (const part of below) if (isSchema(part)) yield* titledParts(part)
}
