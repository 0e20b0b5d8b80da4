import type { ApiDocument } from './generate-api.ts'

type Schema = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

interface ReadOperation {
  readonly id: string
  readonly route: string
  readonly schema: Schema
}

/** Every operation of the document as a route, and all of them as one schema: what goes in is flat, as in the process of the desk. */
export function operationsOf({ paths }: ApiDocument): { routes: (readonly [string, string])[]; schema: Schema } {
  const read = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      isObject(operation) ? [readOperation(method.toUpperCase(), path, operation)] : [],
    ),
  )
  const sorted = read.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    routes: sorted.map(({ id, route }) => [id, route]),
    schema: {
      type: 'object',
      required: sorted.map(({ id }) => id),
      properties: Object.fromEntries(sorted.map(({ id, schema }) => [id, schema])),
    },
  }
}

function readOperation(method: string, path: string, operation: Schema): ReadOperation {
  const { operationId: id, summary, responses, requestBody, parameters, security } = operation
  if (typeof id !== 'string' || !/^[a-z]\w*\.\w+$/i.test(id) || /['\\\n]/.test(path))
    throw new TypeError(`'${String(id)}' of ${path} is no operation of a desk.`)
  const answers = contentOf(isObject(responses) ? responses['200'] : undefined)
  const bodies = contentOf(requestBody)
  const isUpload = 'application/octet-stream' in bodies
  const isJson = method !== 'GET' || 'application/json' in answers
  const kind = isUpload ? 'upload' : isJson ? 'json' : 'text/event-stream' in answers ? 'events' : 'bytes'
  const verb = kind === 'json' ? method : kind.toUpperCase()
  // Without a caller the desk keeps no key: a command that anybody may give could be done twice.
  const isOpen = Array.isArray(security) && security.some((one) => isObject(one) && Object.keys(one).length === 0)
  const mark = isOpen && method !== 'GET' ? '!' : ''
  const own = parametersOf(parameters)
  const body = bodies['application/json']
  const input = !isUpload && body ? (own.length ? { allOf: [objectOf(own), body] } : body) : objectOf(own)
  return {
    id,
    route: `${mark}${verb} ${path}`,
    schema: {
      type: 'object',
      ...(typeof summary === 'string' && { description: summary }),
      required: ['kind', 'input', 'output'],
      properties: { kind: { const: kind }, input, output: answers['application/json'] ?? { type: 'null' } },
    },
  }
}

/** Schema by content type. */
function contentOf(part: unknown): Record<string, Schema> {
  if (!isObject(part) || !isObject(part['content'])) return {}
  return Object.fromEntries(
    Object.entries(part['content']).map(([type, one]) => [type, isObject(one) && isObject(one['schema']) ? one['schema'] : {}]),
  )
}

interface Parameter {
  readonly name: string
  readonly isRequired: boolean
  readonly schema: Schema
}

/** Of path and query; headers are said with the call. */
function parametersOf(parameters: unknown): Parameter[] {
  return (Array.isArray(parameters) ? (parameters as readonly unknown[]) : []).flatMap((one) => {
    if (!isObject(one) || (one['in'] !== 'path' && one['in'] !== 'query')) return []
    const schema = isObject(one['schema']) ? one['schema'] : (contentOf(one)['application/json'] ?? {})
    const { description } = one
    return [
      {
        name: String(one['name']),
        isRequired: one['required'] === true,
        schema: { ...schema, ...(typeof description === 'string' && { description }) },
      },
    ]
  })
}

const objectOf = (parameters: readonly Parameter[]): Schema => ({
  type: 'object',
  ...(parameters.length === 0 && { additionalProperties: false }),
  required: parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
})
