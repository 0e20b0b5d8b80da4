import type { PlainSchema } from '../../operation/plain-schema.ts'

export type Schema = Record<string, unknown>

export const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** One schema for readers of both audiences: what only one has is there and marked `x-audience`. */
export function mergeAudiences(staff: PlainSchema, customer: PlainSchema): Schema {
  return merge(staff as Schema, customer as Schema)
}

function merge(staff: Schema, customer: Schema): Schema {
  const result: Schema = {}
  for (const [keyword, value] of Object.entries(staff)) result[keyword] = mergeKeyword(keyword, value, customer[keyword])
  if (isSchema(staff.properties) && isSchema(customer.properties)) {
    result.properties = mergeProperties(staff.properties, customer.properties)
    const required = new Set([staff.required, customer.required].filter(Array.isArray).flat() as string[])
    if (required.size) result.required = [...required]
  }
  return result
}

function mergeKeyword(keyword: string, staff: unknown, customer: unknown): unknown {
  if (keyword === 'items' && isSchema(staff) && isSchema(customer)) return merge(staff, customer)
  const isUnion = keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'allOf'
  if (isUnion && Array.isArray(staff) && Array.isArray(customer) && staff.length === customer.length)
    return staff.map((part: unknown, index) => {
      const other: unknown = customer[index]
      return isSchema(part) && isSchema(other) ? merge(part, other) : part
    })
  return staff
}

function mergeProperties(staff: Schema, customer: Schema): Schema {
  const properties: Schema = {}
  for (const [name, property] of Object.entries(staff)) {
    const other = customer[name]
    if (!isSchema(property)) continue
    properties[name] = isSchema(other) ? merge(property, other) : { ...property, 'x-audience': 'staff' }
  }
  for (const [name, property] of Object.entries(customer))
    if (!(name in staff) && isSchema(property)) properties[name] = { ...property, 'x-audience': 'customer' }
  return properties
}
