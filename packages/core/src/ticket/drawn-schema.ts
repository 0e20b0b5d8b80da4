import type { PlainSchema } from '../operation/plain-schema.ts'

const isSchema = (value: unknown): value is PlainSchema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A part of an input as pages draw it: without the sentences for developers, which are English whatever the reader's language. */
export function drawnSchema(schema: PlainSchema): PlainSchema {
  const drawn: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'description' || keyword === 'x-fault') continue
    if (keyword === 'properties' && isSchema(value))
      drawn[keyword] = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, isSchema(part) ? drawnSchema(part) : part]))
    else if (Array.isArray(value)) drawn[keyword] = value.map((part: unknown) => (isSchema(part) ? drawnSchema(part) : part))
    else drawn[keyword] = keyword === 'items' && isSchema(value) ? drawnSchema(value) : value
  }
  return drawn
}
