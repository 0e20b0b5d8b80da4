/** As much of JSON Schema as forms of the desk are written in; whatever else stands in a schema is the desk's to check. */
export interface FormSchema {
  readonly type?: unknown
  readonly title?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly { readonly const?: unknown; readonly title?: string }[]
  readonly anyOf?: readonly FormSchema[]
  readonly properties?: { readonly [name: string]: FormSchema }
  readonly required?: readonly string[]
  readonly items?: FormSchema
  readonly format?: string
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly 'x-order'?: number
  readonly 'x-unit'?: string
  readonly 'x-hidden'?: boolean
  readonly 'x-multiline'?: boolean
  readonly 'x-reference'?: string
}

/** What a value is, apart from null. */
export function kindOf(schema: FormSchema): string | undefined {
  if (typeof schema.type === 'string') return schema.type
  if (Array.isArray(schema.type)) return schema.type.find((type): type is string => typeof type === 'string' && type !== 'null')
  const variant = schema.anyOf?.find((one) => one.type !== 'null')
  if (variant) return kindOf(variant)
  return schema.enum || schema.oneOf ? 'string' : undefined
}

/** Codes that can be chosen, with their words; undefined where anything can be written. */
export function choicesOf(schema: FormSchema): readonly { value: string; title: string }[] | undefined {
  const codes = schema.oneOf ?? schema.enum?.map((value) => ({ const: value, title: undefined }))
  if (codes) return codes.flatMap((one) => (typeof one.const === 'string' ? [{ value: one.const, title: one.title ?? one.const }] : []))
  const literals = schema.anyOf?.filter((one) => one.type !== 'null')
  if (literals?.length && literals.every((one) => typeof one.const === 'string'))
    return literals.map((one) => ({ value: String(one.const), title: one.title ?? String(one.const) }))
  return undefined
}

/** Properties in the order in which they are drawn. */
export const orderedProperties = (schema: FormSchema): [string, FormSchema][] =>
  Object.entries(schema.properties ?? {}).sort(([, one], [, other]) => (one['x-order'] ?? 0) - (other['x-order'] ?? 0))
