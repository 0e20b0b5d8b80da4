import type { PlainSchema } from './plain-schema.ts'

/** What a schema says, under `x-fault`, of a text that does not match its `pattern`: a pattern alone is no sentence. */
export interface SaidFault {
  /** Key of its texts in other languages than English: `fault:<kind>`. */
  readonly kind?: string
  /** Goes on after the name of the value: `must be an id (UUID, lower case)`. */
  readonly message: string
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema at a path such as `#/properties/id`; its keys are not escaped, and may hold slashes themselves. */
export function schemaAt(schema: PlainSchema, path: string): Record<string, unknown> | undefined {
  let at: unknown = schema
  let rest = path.slice(1)
  while (rest) {
    const from: unknown = at
    if (!isRecord(from) && !Array.isArray(from)) return undefined
    const keys = Object.keys(from).filter((key) => rest === `/${key}` || rest.startsWith(`/${key}/`))
    const key = keys.reduce<string | undefined>(
      (longest, one) => (longest === undefined || one.length > longest.length ? one : longest),
      undefined,
    )
    if (key === undefined) return undefined
    at = isRecord(from) ? from[key] : from[Number(key)]
    rest = rest.slice(key.length + 1)
  }
  return isRecord(at) ? at : undefined
}

/** The sentence of the schema that refused a text, if it has one. */
export function saidFault(schema: Record<string, unknown> | undefined): SaidFault | undefined {
  const said = schema?.['x-fault']
  if (!isRecord(said) || typeof said.message !== 'string') return undefined
  return { message: said.message, ...(typeof said.kind === 'string' && { kind: said.kind }) }
}

const endsInBranch = /^(.*)\/anyOf\/(\d+)$/

/** A value or null: the path of the value's own schema, whose faults are the only ones that tell something; else undefined. */
export function valueOrNull(schema: PlainSchema, path: string): string | undefined {
  const union = schemaAt(schema, path)?.anyOf
  if (!Array.isArray(union) || union.length !== 2) return undefined
  const isNull = union.map((branch: unknown) => isRecord(branch) && branch.type === 'null')
  const value = isNull[0] === isNull[1] ? -1 : isNull.indexOf(false)
  return value < 0 ? undefined : `${path}/anyOf/${value}`
}

/** Of a branch of a union: where the union stands. */
export const unionOf = (path: string): string | undefined => endsInBranch.exec(path)?.[1]
