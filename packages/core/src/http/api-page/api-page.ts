import { html } from 'hono/html'
import type { OpenApiDocument } from '../openapi/document.ts'
import { isSchema, type Schema } from '../openapi/merge-audiences.ts'
import { row, schemaTable } from './schema-rows.ts'
import { type Markup, page } from './shell.ts'

/** The description of the API for people: plain HTML made from the OpenAPI document, so that both say the same. */
export function apiPage(document: OpenApiDocument, { mount, docs }: { readonly mount: string; readonly docs: string }): Promise<string> {
  const { info, tags, paths, components } = document
  const title = isSchema(info) ? String(info.title) : ''
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const sections = tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => Array.isArray(operation.tags) && operation.tags.includes(name))
    return html`<section id="${name}"><h2>${name}</h2><p class="quiet">${description}</p>${own.map((one) => operationEntry(one, mount))}</section>`
  })
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => html`<details id="schema-${name}"><summary>${name}</summary><div>${schemaTable(schema)}</div></details>`,
  )
  return page(
    `${title}: API`,
    docs,
    html`<h1>${title}: API</h1>
<p>For programs: <a href="${mount}/api/openapi.json">openapi.json</a>. Everything below is installed here. <a href="${docs}/errors">Errors</a> have a page each.</p>
<nav aria-label="Groups"><ul>${tags.map(({ name }) => html`<li><a href="#${name}">${name}</a></li>`)}<li><a href="#schemas">Schemas</a></li></ul></nav>
${sections}
<section id="schemas"><h2>Schemas</h2>${schemas}</section>`,
  )
}

function operationEntry({ path, method, operation }: { path: string; method: string; operation: Schema }, mount: string): Markup {
  const id = String(operation.operationId)
  const parameters = (Array.isArray(operation.parameters) ? (operation.parameters as unknown[]) : [])
    .filter(isSchema)
    .filter(({ name }) => name !== undefined)
  const body = jsonSchemaOf(operation.requestBody)
  const answer = isSchema(operation.responses) ? jsonSchemaOf(operation.responses['200']) : undefined
  return html`<details id="${id}"><summary><b>${method}</b> <code>${mount}${path}</code> ${String(operation.summary)}</summary><div>
<p class="quiet">In programs: <code>${id}</code>. For: ${String(operation['x-audience'])}. Needs: <code>${String(operation['x-permission'])}</code>.</p>
${parameters.length ? html`<h3>In the address</h3>${parameterTable(parameters)}` : ''}
${body ? html`<h3>Body</h3>${reference(body)}` : ''}
${answer ? html`<h3>Answer</h3>${reference(answer)}` : html`<p>Answers with bytes.</p>`}
</div></details>`
}

const parameterTable = (parameters: readonly Schema[]): Markup =>
  html`<table><thead><tr><th>Name<th>Type<th>What</thead><tbody>${parameters.map((parameter) => {
    const schema = isSchema(parameter.schema) ? parameter.schema : (jsonSchemaOf(parameter) ?? {})
    const { description, 'x-audience': audience } = parameter
    return row(String(parameter.name), { ...schema, description, 'x-audience': audience }, parameter.required === true)
  })}</tbody></table>`

const reference = (schema: Schema): Markup => {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined
  return name === undefined ? schemaTable(schema) : html`<p><a href="#schema-${name}">${name}</a></p>`
}

function jsonSchemaOf(holder: unknown): Schema | undefined {
  const content = isSchema(holder) && isSchema(holder.content) ? holder.content['application/json'] : undefined
  return isSchema(content) && isSchema(content.schema) ? content.schema : undefined
}
