import type { OpenApiDocument } from '@deskwright/core'
import { inCell, isSchema, listOf, referenced, type Schema, textOf, typeWords } from './schema-words.ts'
import { type SitePage, writePage } from './stage-pages.ts'

interface Field {
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
}

const shapePath = '/reference/http/shapes.md'
const linkTo = (name: string): string => `${shapePath}#${name.toLowerCase()}`

/** One page for each group of routes and one for the shapes that they share, from the document that a desk with every plugin serves. */
export async function httpReference(document: OpenApiDocument): Promise<readonly SitePage[]> {
  const written: SitePage[] = []
  for (const { name, description } of document.tags) {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) =>
        Array.isArray(operation['tags']) && operation['tags'].includes(name) ? [operationText(method, path, operation)] : [],
      ),
    )
    written.push(await writePage(`reference/http/${name}.md`, [`# ${name}`, description, ...operations, ''].join('\n\n')))
  }
  const shapes = Object.entries(document.components.schemas).map(([name, schema]) => `## ${name}\n\n${shapeText(schema)}`)
  written.push(await writePage(shapePath.slice(1), ['# Shapes', 'What routes take and give, by name.', ...shapes, ''].join('\n\n')))
  const rows = document.tags.map(({ name, description }) => `| [${name}](/reference/http/${name}.md) | ${inCell(description)} |`)
  const intro = `${textOf(document['info'] && isSchema(document['info']) ? document['info']['description'] : '')} Paths begin where the desk is mounted; the same document is served at \`/api/openapi.json\`, with what the desk has installed.`
  written.push(
    await writePage(
      'reference/http/index.md',
      ['# REST API', intro, ['| group | |', '|---|---|', ...rows].join('\n'), `[Shapes](${shapePath})`, ''].join('\n\n'),
    ),
  )
  return written
}

function operationText(method: string, path: string, operation: Schema): string {
  const permission = textOf(operation['x-permission'])
  const audience = textOf(operation['x-audience'])
  const who = [
    permission && `Permission \`${permission}\``,
    `for ${audience === 'both' ? 'staff and customers' : audience || 'everybody'}`,
  ].filter(Boolean)
  return [
    `## ${textOf(operation['operationId'])}`,
    `\`${method.toUpperCase()} ${path}\``,
    inCell(textOf(operation['summary'])),
    `${who.join(', ')}.`,
    ...inputText(operation),
    ...answerText(operation),
  ].join('\n\n')
}

function inputText(operation: Schema): readonly string[] {
  const parameters = listOf(operation['parameters']).filter((one) => !one['$ref'])
  const rows = parameters.map((one) =>
    fieldRow(
      { name: textOf(one['name']), schema: isSchema(one['schema']) ? one['schema'] : {}, isRequired: one['required'] === true },
      textOf(one['in']),
      textOf(one['description']),
    ),
  )
  const body = contentOf(operation['requestBody'])
  const named = body?.['$ref'] ? [`Body: ${typeWords(body, linkTo)}.`] : []
  const fields = body && !body['$ref'] ? fieldsOf(body).map((field) => fieldRow(field, 'body')) : []
  const table = [...rows, ...fields]
  return [...(table.length ? [['| | | type | |', '|---|---|---|---|', ...table].join('\n')] : []), ...named]
}

function answerText(operation: Schema): readonly string[] {
  const responses = isSchema(operation['responses']) ? operation['responses'] : {}
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const content = contentOf(response)
  if (!status) return []
  if (!content) return [`Answers ${status}.`]
  if (content['$ref']) return [`Answers ${status} with ${typeWords(content, linkTo)}.`]
  const rows = fieldsOf(content).map((field) => fieldRow(field))
  return [`Answers ${status}${rows.length ? ':' : ` with ${typeWords(content, linkTo)}.`}`, ...(rows.length ? [table3(rows)] : [])]
}

function shapeText(schema: Schema): string {
  const fields = fieldsOf(schema)
  if (fields.length) return table3(fields.map((field) => fieldRow(field)))
  const choices = listOf(schema['anyOf'] ?? schema['oneOf'])
  const texts = choices.map((one) => (one['$ref'] ? typeWords(one, linkTo) : table3(fieldsOf(one).map((field) => fieldRow(field)))))
  return choices.length ? `One of:\n\n${texts.join('\n\n')}` : `${typeWords(schema, linkTo)}.`
}

const table3 = (rows: readonly string[]): string => ['| | type | |', '|---|---|---|', ...rows].join('\n')

/** The fields of an object, those of objects inside of it with dots. */
function fieldsOf(schema: Schema, above = '', depth = 0): readonly Field[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const own = Object.entries(isSchema(schema['properties']) ? schema['properties'] : {}).flatMap(([name, inner]) => {
    if (!isSchema(inner)) return []
    const field = { name: above + name, schema: inner, isRequired: required.includes(name) }
    return [field, ...(depth < 3 ? fieldsOf(inner, `${field.name}.`, depth + 1) : [])]
  })
  return [...listOf(schema['allOf']).flatMap((one) => fieldsOf(one, above, depth)), ...own]
}

function fieldRow({ name, schema, isRequired }: Field, place?: string, told = textOf(schema['description'])): string {
  const staff = schema['x-audience'] === 'staff' ? ' Staff only.' : ''
  const cells = [
    `\`${name}\`${isRequired ? '' : ' ?'}`,
    ...(place === undefined ? [] : [place]),
    typeWords(schema, linkTo).replaceAll('|', '\\|'),
  ]
  return `| ${cells.join(' | ')} | ${inCell(told)}${staff} |`
}

/** The shape of a body: as JSON where there is one. */
function contentOf(holder: unknown): Schema | undefined {
  const kinds = isSchema(holder) && isSchema(holder['content']) ? holder['content'] : {}
  const content = kinds['application/json'] ?? Object.values(kinds)[0]
  return isSchema(content) && isSchema(content['schema']) ? content['schema'] : undefined
}

/** Names that a shape refers to and that are not described: there must be none. */
export function unknownShapes(document: OpenApiDocument): readonly string[] {
  const found = new Set<string>()
  JSON.stringify(document, (_, value: unknown) => {
    if (isSchema(value) && textOf(value['$ref']).startsWith('#/components/schemas/')) found.add(referenced(value))
    return value
  })
  return [...found].filter((name) => !document.components.schemas[name])
}
