import { html } from 'hono/html'
import { isSchema, type Schema } from '../openapi/merge-audiences.ts'
import type { Markup } from './shell.ts'

/** A table of an object's properties; those of named schemas are linked, not repeated. */
export function schemaTable(schema: Schema): Markup {
  const properties = isSchema(schema.properties) ? schema.properties : undefined
  if (!properties) return html`<p>${typeText(schema)}</p>`
  const required = new Set(Array.isArray(schema.required) ? (schema.required as unknown[]) : [])
  const rows = Object.entries(properties).map(([name, property]) => row(name, isSchema(property) ? property : {}, required.has(name)))
  return rows.length
    ? html`<table><thead><tr><th>Name<th>Type<th>What</thead><tbody>${rows}</tbody></table>`
    : html`<p class="quiet">Nothing.</p>`
}

export function row(name: string, schema: Schema, isRequired: boolean): Markup {
  const audience = schema['x-audience']
  const notes = [isRequired ? 'required' : '', typeof audience === 'string' ? `${audience} only` : ''].filter(Boolean).join(', ')
  const description = typeof schema.description === 'string' ? schema.description : ''
  return html`<tr><td><code>${name}</code> ${notes ? html`<small>${notes}</small>` : ''}<td>${typeText(schema)}<td>${description} ${limits(schema)}</tr>`
}

function typeText(schema: Schema): Markup {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#schema-${name}">${name}</a>`
  }
  if (Array.isArray(schema.enum)) return html`<code>${schema.enum.join(' | ')}</code>`
  const union = [schema.anyOf, schema.oneOf].find(Array.isArray) as readonly unknown[] | undefined
  if (union) return html`${union.filter(isSchema).map((part, index) => html`${index ? ' or ' : ''}${typeText(part)}`)}`
  if ('const' in schema) return html`<code>${String(schema.const)}</code>`
  if (schema.type === 'array') return html`list of ${isSchema(schema.items) ? typeText(schema.items) : 'anything'}`
  if (schema.type === 'object' && isSchema(schema.properties) && Object.keys(schema.properties).length > 0)
    return html`{ ${Object.entries(schema.properties).map(([name, part], index) => html`${index ? ', ' : ''}${name}: ${isSchema(part) ? typeText(part) : ''}`)} }`
  return html`${typeof schema.type === 'string' ? schema.type : 'anything'}`
}

const limitWords = {
  minLength: 'at least',
  maxLength: 'at most',
  minimum: 'from',
  maximum: 'to',
  minItems: 'at least',
  maxItems: 'at most',
} as const

function limits(schema: Schema): Markup | string {
  const parts = Object.entries(limitWords).flatMap(([keyword, words]) => {
    const value = schema[keyword]
    if (typeof value !== 'number') return []
    return [`${words} ${value}${keyword.endsWith('Length') ? ' characters' : keyword.endsWith('Items') ? ' items' : ''}`]
  })
  return parts.length ? html`<small>${parts.join(', ')}</small>` : ''
}
