import type { SchemaComponents } from './components.ts'
import { isSchema, type Schema } from './merge-audiences.ts'

export const headerParameters = {
  DeskActing: {
    name: 'Desk-Acting',
    in: 'header',
    description: 'In which capacity the call is made; unless told, staff if the person has any staff grant, else customer.',
    schema: { type: 'string', enum: ['staff', 'customer'] },
  },
  DeskCompany: {
    name: 'Desk-Company',
    in: 'header',
    description: 'The company that a customer acts for; owed by contacts of several.',
    schema: { type: 'string', format: 'uuid' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A new one for each command, and the same to repeat it: it is done once, and answered the same way.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
} as const

/** One parameter for each property. Lists are repeated (`?type=a&type=b`), objects are JSON. */
export function parametersFor(
  properties: Schema,
  required: readonly string[],
  place: 'path' | 'query',
  components: SchemaComponents,
): Schema[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (!isSchema(property)) return []
    const { description, 'x-audience': audience, ...schema } = property
    const written = components.write(schema)
    const isRequired = place === 'path' || required.includes(name)
    return [
      {
        name,
        in: place,
        ...(isRequired && { required: true }),
        ...(typeof description === 'string' && { description }),
        ...(audience !== undefined && { 'x-audience': audience }),
        ...(schema.type === 'object' ? { content: { 'application/json': { schema: written } } } : { schema: written }),
      },
    ]
  })
}
