import type { Acting } from '../operation/audience.ts'
import { isFor } from '../operation/audience.ts'
import type { AnyTicketExtension } from '../operation/composition.ts'
import { type ExtensionSchemas, type PlainSchema, plainSchema } from '../operation/plain-schema.ts'

/** The schemas of `ticket.ext` for one audience: each installed plugin's part with the fields that this audience has. */
export function extensionSchemas(extensions: ReadonlyMap<string, AnyTicketExtension>, acting: Acting): ExtensionSchemas {
  const views: Record<string, PlainSchema> = {}
  const inputs: Record<string, PlainSchema> = {}
  for (const [id, extension] of extensions) {
    views[id] = forAudience(plainSchema(extension.view, acting), extension, acting)
    inputs[id] = forAudience(plainSchema(extension.input, acting), extension, acting)
  }
  return {
    view: {
      type: 'object',
      properties: views,
      ...(extensions.size ? { required: [...extensions.keys()] } : {}),
      additionalProperties: false,
    },
    input: { type: 'object', properties: inputs, additionalProperties: false },
  }
}

function forAudience(schema: PlainSchema, { audience }: AnyTicketExtension, acting: Acting): PlainSchema {
  const visible = Object.entries(schema.properties ?? {}).filter(([field]) => isFor(audience[field] ?? 'staff', acting))
  const names = new Set(visible.map(([field]) => field))
  const required = (schema.required ?? []).filter((field) => names.has(field))
  const { required: _, ...rest } = schema
  return { ...rest, properties: Object.fromEntries(visible), ...(required.length ? { required } : {}) }
}
