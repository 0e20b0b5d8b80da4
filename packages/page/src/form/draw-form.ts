import type { Html } from '@deskwright/core'
import { html } from '../html.ts'
import { type FieldOf, field } from './field.ts'
import { choicesOf, type FormSchema, kindOf, orderedProperties } from './schema.ts'

/** What a form that came back wrong has to say: JSON pointers into the input, with a sentence each. */
export interface FormFault {
  readonly pointer: string
  readonly detail: string
}
export interface DrawnForm {
  /** As they were sent; names are those of the schema, joined by dots. */
  readonly values?: ReadonlyMap<string, readonly string[]>
  readonly faults?: readonly FormFault[]
  readonly words: { readonly optional: string; readonly choose: string }
  /** Names that the page draws itself, or not at all. */
  readonly without?: readonly string[]
  /** Other words, or hints, for some names. */
  readonly labels?: { readonly [name: string]: string }
  readonly hints?: { readonly [name: string]: string }
  /** What an id can be, by the kind of thing that it names; fields for which nothing is given are left out: nobody types ids. */
  readonly references?: { readonly [name: string]: readonly { readonly value: string; readonly title: string }[] }
}

/** The fields of an input from its schema, in its order, with what is wrong beside each. */
export function drawForm(schema: FormSchema, form: DrawnForm): Html {
  return html`${drawn(schema, form, '')}`
}

function drawn(schema: FormSchema, form: DrawnForm, prefix: string): (Html | null)[] {
  const required = new Set(schema.required)
  return orderedProperties(schema).map(([property, part]) => {
    const name = `${prefix}${property}`
    if (part['x-hidden'] || part.const !== undefined || form.without?.includes(name)) return null
    if (kindOf(part) === 'object') return html`${drawn(part, form, `${name}.`)}`
    const of = fieldOf(name, part, form, required.has(property))
    return of && field(of)
  })
}

const pointerOf = (name: string): string => `/${name.replaceAll('.', '/')}`

function fieldOf(name: string, schema: FormSchema, form: DrawnForm, isRequired: boolean): FieldOf | null {
  const label = form.labels?.[name] ?? schema.title
  // What has no words is not for people to fill in: a plugin that wants it filled in draws it itself.
  if (label === undefined) return null
  const base = {
    name,
    label,
    hint: form.hints?.[name],
    fault: form.faults?.find(({ pointer }) => pointer === pointerOf(name) || pointer.startsWith(`${pointerOf(name)}/`))?.detail,
    isRequired,
    optionalWord: form.words.optional,
    value: form.values?.get(name)?.[0],
  }
  const reference = schema['x-reference']
  const known = form.references?.[name] ?? (reference === undefined ? undefined : form.references?.[reference])
  if (reference !== undefined && !known?.length) return null
  const choices = known ?? choicesOf(schema.items ?? schema)
  if (kindOf(schema) === 'array') {
    if (!choices) return null
    return { ...base, kind: 'checks', choices, values: form.values?.get(name) ?? [] }
  }
  if (choices) return { ...base, kind: 'choice', choices, emptyWord: form.words.choose }
  switch (kindOf(schema)) {
    case 'boolean':
      return { ...base, kind: 'check' }
    case 'number':
    case 'integer':
      return {
        ...base,
        kind: 'number',
        unit: schema['x-unit'],
        isWhole: kindOf(schema) === 'integer',
        ...(schema.minimum === undefined ? {} : { min: schema.minimum }),
        ...(schema.maximum === undefined ? {} : { max: schema.maximum }),
      }
    case 'string': {
      if (schema.format === 'date') return { ...base, kind: 'date' }
      const limit = schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }
      // What can be longer than a line is a text.
      if (schema['x-multiline']) return { ...base, kind: 'text', ...limit }
      return { ...base, kind: 'line', ...limit }
    }
    default:
      return null
  }
}
