import type { Composition } from '../../operation/composition.ts'
import { routeOf } from '../route.ts'
import { SchemaComponents } from './components.ts'
import { coreTags } from './core-tags.ts'
import type { Schema } from './merge-audiences.ts'
import { declareSchemas, describeOperation, operationObject } from './operation-object.ts'
import { headerParameters } from './parameters.ts'
import { problemSchema, responses } from './responses.ts'

export interface DocumentOptions {
  readonly title: string
  readonly version: string
  /** Where the paths begin: the mount, or a whole address. */
  readonly serverUrl: string
}

export interface OpenApiDocument extends Schema {
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: { readonly [path: string]: { readonly [method: string]: Schema } }
  readonly components: { readonly schemas: { readonly [name: string]: Schema }; readonly [part: string]: Schema }
}

const methodOrder = ['get', 'post', 'put', 'patch', 'delete']

/**
 * The OpenAPI 3.1 description of everything that is installed, read from the registry. What only one audience has is marked
 * `x-audience`; `x-permission` is what the caller needs. The same composition gives the same text.
 */
export function openApiDocument(
  composition: Pick<Composition, 'operations'>,
  { title, version, serverUrl }: DocumentOptions,
): OpenApiDocument {
  const firstOfShape = new Map<string, string>()
  const described = composition.operations.flatMap((operation) => {
    const route = routeOf(operation)
    if (!route) return []
    // two methods of one address may call its parameters differently, which OpenAPI has no words for
    const shape = route.path.replace(/:[^/]+/g, ':')
    const path = firstOfShape.get(shape) ?? route.path
    firstOfShape.set(shape, path)
    return [describeOperation(operation, route, path)]
  })
  const components = new SchemaComponents(['Problem'])
  for (const one of described) declareSchemas(one, components)
  const paths = new Map<string, Map<string, Schema>>()
  for (const one of described) {
    const path = one.shownPath.replace(/:([^/]+)/g, '{$1}')
    const methods = paths.get(path) ?? new Map<string, Schema>()
    methods.set(one.method, operationObject(one, components))
    paths.set(path, methods)
  }
  const text = JSON.stringify([...paths.values()].map((methods) => [...methods.values()]))
  const used = <T extends object>(section: string, parts: T) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => text.includes(`"#/components/${section}/${name}"`)))
  const groups = new Map(described.map(({ operation: { group, owner } }) => [group, owner]))
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description: 'Errors are problem documents (RFC 9457). Ids are UUIDs, instants are ISO 8601 in UTC, lists go on with `nextCursor`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ host: [] }],
    tags: [...groups].map(([name, owner]) => ({
      name,
      description: owner === 'core' ? (coreTags[name] ?? `Part of every desk: ${name}.`) : `Of the plugin ${owner}.`,
    })),
    paths: Object.fromEntries([...paths].sort(byKey).map(([path, methods]) => [path, Object.fromEntries([...methods].sort(byMethod))])),
    components: {
      schemas: { ...components.all(), ...(paths.size > 0 && { Problem: problemSchema }) },
      responses: used('responses', responses),
      parameters: used('parameters', headerParameters),
      securitySchemes: {
        host: {
          type: 'http',
          scheme: 'bearer',
          description: 'The host application says how callers are known to it: a token, or the cookie of its session.',
        },
      },
    },
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)
const byMethod = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  methodOrder.indexOf(a) - methodOrder.indexOf(b)
