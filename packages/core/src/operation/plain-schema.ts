import type { TSchema } from 'typebox'
import type { Acting } from './audience.ts'

/** A JSON Schema without typebox's marks: what is compiled, published and drawn as a form. */
export interface PlainSchema {
  readonly [keyword: string]: unknown
  readonly properties?: { readonly [name: string]: PlainSchema }
  readonly required?: readonly string[]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The schema as one audience has it: properties of the other audience are gone (so they are unknown keys),
 * and every object is strict unless it says `additionalProperties` itself.
 */
export function plainSchema(schema: TSchema, acting: Acting, extensions?: ExtensionSchemas): PlainSchema {
  return plain(schema as unknown as Record<string, unknown>, acting, extensions)
}

/** What the installed plugins put where a schema of core is marked `x-extensions`. */
export interface ExtensionSchemas {
  readonly view: PlainSchema
  readonly input: PlainSchema
}

function plain(schema: Record<string, unknown>, acting: Acting, extensions?: ExtensionSchemas): PlainSchema {
  const marked = schema['x-extensions']
  if ((marked === 'view' || marked === 'input') && extensions)
    return schema.description === undefined ? extensions[marked] : { ...extensions[marked], description: schema.description }
  const result: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'audience' || keyword === 'x-extensions' || keyword.startsWith('~')) continue
    if (keyword === 'properties' && isRecord(value)) result.properties = visibleProperties(value, acting, extensions)
    else if (keyword === 'required') continue
    else if (Array.isArray(value) && (keyword === 'anyOf' || keyword === 'allOf' || keyword === 'oneOf'))
      result[keyword] = value.map((part: unknown) => (isRecord(part) ? plain(part, acting, extensions) : part))
    else if (keyword === 'items' && isRecord(value)) result.items = plain(value, acting, extensions)
    else result[keyword] = value
  }
  if (isRecord(schema.properties)) {
    const visible = result.properties as Record<string, unknown>
    const required = Array.isArray(schema.required)
      ? schema.required.filter((name: unknown) => typeof name === 'string' && name in visible)
      : []
    if (required.length) result.required = required
    if (schema.additionalProperties === undefined) result.additionalProperties = false
  }
  return result
}

function visibleProperties(
  properties: Record<string, unknown>,
  acting: Acting,
  extensions: ExtensionSchemas | undefined,
): Record<string, PlainSchema> {
  const visible: Record<string, PlainSchema> = {}
  for (const [name, property] of Object.entries(properties)) {
    if (!isRecord(property)) continue
    if (property.audience !== undefined && property.audience !== acting) continue
    visible[name] = plain(property, acting, extensions)
  }
  return visible
}
