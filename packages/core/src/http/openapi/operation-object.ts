import type { RegisteredOperation } from '../../operation/composition.ts'
import type { HttpRoute } from '../route.ts'
import { parametersOf } from '../route.ts'
import type { SchemaComponents } from './components.ts'
import { isSchema, mergeAudiences, type Schema } from './merge-audiences.ts'
import { parametersFor } from './parameters.ts'
import { readableSchema } from './readable-schema.ts'
import { refusals } from './responses.ts'

/** An operation's part of the document, before schemas have names. */
export interface DescribedOperation {
  readonly operation: RegisteredOperation
  /** In lower case, as OpenAPI has it. */
  readonly method: string
  readonly shownPath: string
  readonly path: Schema
  readonly query: Schema
  readonly required: readonly string[]
  readonly body: Schema | undefined
  readonly answer: Schema | undefined
}

/** `shownPath`: the same path, perhaps with other names for its parameters. */
export function describeOperation(operation: RegisteredOperation, route: HttpRoute, shownPath: string): DescribedOperation {
  const { input, outputSchema, spec } = operation
  const whole = readableSchema(mergeAudiences(input.staff.schema, input.customer.schema), { isAnswer: false })
  const inPath = new Set(parametersOf(route.path))
  const properties = isSchema(whole.properties) ? whole.properties : {}
  const shown = parametersOf(shownPath)
  const path = Object.fromEntries([...inPath].map((name, index) => [shown[index] ?? name, properties[name]]))
  // the bytes of an upload are the request's body
  const isElsewhere = (name: string): boolean => inPath.has(name) || (spec.kind === 'upload' && name === 'body')
  const others = Object.fromEntries(Object.entries(properties).filter(([name]) => !isElsewhere(name)))
  const required = (Array.isArray(whole.required) ? (whole.required as string[]) : []).filter((name) => !isElsewhere(name))
  // a body with DELETE gets lost on the way in many places
  const hasBody = spec.kind === 'command' && route.method !== 'DELETE' && Object.keys(others).length > 0
  const { required: _, title, ...rest } = whole
  const ownTitle = inPath.size === 0 && typeof title === 'string' ? { title } : {}
  const body = hasBody ? { ...rest, ...ownTitle, properties: others, ...(required.length > 0 && { required }) } : undefined
  const answer = spec.output ? readableSchema(mergeAudiences(outputSchema.staff, outputSchema.customer), { isAnswer: true }) : undefined
  return { operation, method: route.method.toLowerCase(), shownPath, path, query: hasBody ? {} : others, required, body, answer }
}

/** Gives names to the schemas that stand by themselves. */
export function declareSchemas({ operation, body, answer }: DescribedOperation, components: SchemaComponents): void {
  const name = `${capital(operation.group)}${capital(operation.method)}`
  if (body) components.declare(body, `${name}Input`)
  if (answer) components.declare(answer, `${name}Answer`)
}

export function operationObject(described: DescribedOperation, components: SchemaComponents): Schema {
  const { operation, path, query, required, answer } = described
  const { id, group, spec } = operation
  const isCommand = spec.kind === 'command' || spec.kind === 'upload'
  const isPublic = spec.audience === 'public'
  const headers = [
    ...(spec.audience === 'both' ? ['DeskActing'] : []),
    ...(spec.audience === 'staff' ? [] : ['DeskCompany']),
    ...(isCommand ? ['IdempotencyKey'] : []),
  ]
  const parameters = [
    ...parametersFor(path, [], 'path', components),
    ...parametersFor(query, required, 'query', components),
    ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ]
  return {
    operationId: id,
    tags: [group],
    summary: spec.summary ?? inWords(operation.method),
    ...(isPublic && { security: [{}, { host: [] }] }),
    'x-permission': spec.permission,
    'x-audience': spec.audience,
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(described, components),
    responses: {
      '200': { description: isCommand ? 'Done.' : 'Found.', content: answerContent(spec.contentType, answer, components) },
      ...(spec.isFile && {
        '206': { description: 'The part that the header Range asked for.', content: answerContent(spec.contentType, answer, components) },
        '304': { description: 'Known: the file has the ETag that If-None-Match names.' },
      }),
      ...refusals({ isCommand, isPublic, namesSomething: Object.keys(path).length > 0 }),
    },
  }
}

/** Bytes as such, and in forms: what `filesInto` names is then the files themselves. */
function requestBody({ operation: { spec }, body, required }: DescribedOperation, components: SchemaComponents): Schema {
  const file = { type: 'string', format: 'binary' }
  if (spec.kind === 'upload') {
    const form = { type: 'object', required: ['file'], properties: { file } }
    return {
      requestBody: { required: true, content: { 'application/octet-stream': { schema: file }, 'multipart/form-data': { schema: form } } },
    }
  }
  if (!body) return {}
  const json = { 'application/json': { schema: components.write(body) } }
  const properties = isSchema(body.properties) ? body.properties : {}
  const into = spec.filesInto === undefined ? undefined : properties[spec.filesInto]
  if (spec.filesInto === undefined || !isSchema(into)) return { requestBody: { required: required.length > 0, content: json } }
  const files = into.type === 'array' ? { type: 'array', items: file } : file
  const form = {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: {
      ...Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, isSchema(one) ? components.write(one) : one])),
      [spec.filesInto]: files,
    },
  }
  return { requestBody: { required: required.length > 0, content: { ...json, 'multipart/form-data': { schema: form } } } }
}

function answerContent(contentType: string | undefined, answer: Schema | undefined, components: SchemaComponents): Schema {
  if (answer) return { 'application/json': { schema: components.write(answer) } }
  const type = contentType?.split(';', 1)[0]?.trim() || 'application/octet-stream'
  return { [type]: /^text\/|json/.test(type) ? { schema: { type: 'string' } } : {} }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** `addParticipant` → `Add participant`. */
const inWords = (method: string): string => capital(method.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
