import { operationsOf } from './operations-of.ts'

/** An OpenAPI 3.1 document of a desk: `desk.openApi()`, `/api/openapi.json`. */
export interface ApiDocument {
  readonly paths: { readonly [path: string]: { readonly [method: string]: unknown } }
  readonly components: { readonly schemas: { readonly [name: string]: unknown } }
}

export interface GenerateOptions {
  /** Of the value that the file exports; `api` unless told. */
  readonly name?: string
  /** Where the file finds the client; `@deskwright/client` unless told. */
  readonly from?: string
}

/**
 * The source of a module with every operation of the document: routes for the program, types for the compiler. The same document gives the
 * same text. Needs `openapi-typescript` beside it. Throws `TypeError` for what is no document of a desk.
 */
export async function generateApi(
  document: ApiDocument,
  { name = 'api', from = '@deskwright/client' }: GenerateOptions = {},
): Promise<string> {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new TypeError(`'${name}' is no name for a variable.`)
  const operations = operationsOf(document)
  const { default: openapiTS, astToString } = await import('openapi-typescript')
  const nodes = await openapiTS(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Desk', version: '1' },
      paths: {},
      components: { schemas: { ...document.components.schemas, Operations: operations.schema } },
    }),
    { silent: true, emptyObjectsUnknown: true },
  )
  const types = astToString(nodes)
    .split(/^(?=export )/m)
    .find((part) => part.startsWith('export interface components'))
  if (types === undefined) throw new TypeError('openapi-typescript gave no components.')
  const routes = operations.routes.map(([id, route]) => `  '${id}': '${route}',\n`).join('')
  return `// Made from the description of the desk's API, not by hand.
import { defineApi } from '${from}'

export const ${name} = defineApi<Operations>({
${routes}})

export type Schemas = components['schemas']
export type Operations = Schemas['Operations']

${types.trimEnd()}
`
}
