import type { Machine } from '../machine/machine.ts'
import type { Priority, Title } from '../machine/ticket-type.ts'
import { titleIn, titlesOf } from '../machine/titles.ts'
import type { Acting } from '../operation/audience.ts'
import type { PlainSchema } from '../operation/plain-schema.ts'
import { drawnSchema } from './drawn-schema.ts'
import type { FactTitles } from './fact-titles.ts'
import { fieldSchema, orNull } from './field-schema.ts'

/** For whom a form is, and of what. */
export interface FormOf {
  readonly machine: Machine
  readonly acting: Acting
  readonly languages: readonly string[]
  readonly titles: FactTitles
}

/** What an input calls a fact of the ticket that the catalogue of texts calls otherwise. */
const factOf: Readonly<Record<string, string>> = {
  requesterId: 'requester',
  companyId: 'company',
  teamId: 'team',
  assigneeId: 'assignee',
  ccIds: 'cc',
  followerIds: 'followers',
  tags: 'tag',
  on: 'waitingOn',
  until: 'waitingUntil',
  text: 'resolutionText',
}
const referenceOf: Readonly<Record<string, string>> = {
  requesterId: 'person',
  assigneeId: 'person',
  ccIds: 'person',
  followerIds: 'person',
  companyId: 'company',
  teamId: 'team',
}
const multiline = new Set(['body', 'text'])
const hidden = new Set(['type', 'catalogueEntryId', 'expectedVersion'])

const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** Opening a ticket of the type: the input of `tickets.create`, narrowed to what the type takes. */
export function creationForm(form: FormOf, input: PlainSchema): PlainSchema {
  const { machine, acting, languages } = form
  const fields = fieldSchema(machine, acting, languages, 'create')
  const refused = Object.entries(machine.channelRules).flatMap(([channel, rule]) => (rule === 'refuse' ? [channel] : []))
  const { channel } = input.properties ?? {}
  const overrides: Record<string, PlainSchema | undefined> = {
    type: { const: machine.typeId, title: titleIn(machine.title, languages) },
    fields,
    impact: levels(form, 'impact'),
    urgency: levels(form, 'urgency'),
    ...(channel && refused.length ? { channel: { ...drawnSchema(channel), not: { enum: refused } } } : {}),
  }
  return whole(form, input, overrides, ['type', ...(fields.required ? ['fields'] : [])], reasonRules(machine, acting))
}

/** Changing one: the input of `tickets.update`, without the ticket that the address names. `null` takes a value away. */
export function updateForm(form: FormOf, input: PlainSchema): PlainSchema {
  const { machine, acting, languages } = form
  // A type without a matrix has no levels to choose from.
  const orNone = (schema: PlainSchema | undefined): PlainSchema => (schema ? orNull(schema) : { type: 'null', 'x-hidden': true })
  return whole(
    form,
    input,
    {
      ticketId: undefined,
      fields: fieldSchema(machine, acting, languages, 'update'),
      impact: orNone(levels(form, 'impact')),
      urgency: orNone(levels(form, 'urgency')),
    },
    [],
    [],
  )
}

/** The input of one of the type's commands. */
export function commandForm(form: FormOf, input: PlainSchema): PlainSchema {
  const { machine, languages } = form
  const { on, resolution } = input.properties ?? {}
  const codes = (schema: PlainSchema | undefined, titled: Readonly<Record<string, Title>>) =>
    schema && Object.keys(titled).length ? choices(allowedBy(schema, titled), languages) : schema
  return whole(
    form,
    input,
    {
      ...(on ? { on: codes(on, machine.waitingFor) } : {}),
      ...(resolution ? { resolution: codes(resolution, machine.resolutions) } : {}),
    },
    [],
    [],
  )
}

/** Of the type's codes those that the command takes. */
function allowedBy(schema: PlainSchema, titled: Readonly<Record<string, Title>>): Readonly<Record<string, Title>> {
  const { enum: listed } = schema
  return Array.isArray(listed) ? Object.fromEntries(Object.entries(titled).filter(([code]) => listed.includes(code))) : titled
}

const choices = (titled: Readonly<Record<string, Title>>, languages: readonly string[]): PlainSchema => ({
  type: 'string',
  oneOf: Object.entries(titled).map(([code, title]) => ({ const: code, title: titleIn(titlesOf(title), languages) })),
})

function levels({ machine, languages }: FormOf, axis: 'impact' | 'urgency'): PlainSchema | undefined {
  const { matrix } = machine.priority
  const titled = axis === 'impact' ? matrix?.impacts : matrix?.urgencies
  return titled && choices(titled, languages)
}

/** A priority that differs from the matrix needs a reason; customers give none of the three. */
function reasonRules({ priority: { matrix } }: Machine, acting: Acting): PlainSchema[] {
  if (!matrix || acting !== 'staff') return []
  return Object.entries(matrix.cells).flatMap(([impact, row]) =>
    Object.entries(row).map(([urgency, derived]: [string, Priority]) => ({
      anyOf: [
        { required: ['priorityReason'] },
        {
          not: {
            properties: { impact: { const: impact }, urgency: { const: urgency }, priority: { not: { const: derived } } },
            required: ['impact', 'urgency', 'priority'],
          },
        },
      ],
    })),
  )
}

function whole(
  form: FormOf,
  input: PlainSchema,
  overrides: Readonly<Record<string, PlainSchema | undefined>>,
  required: readonly string[],
  rules: readonly PlainSchema[],
): PlainSchema {
  const properties: Record<string, PlainSchema> = {}
  for (const [name, schema] of Object.entries(input.properties ?? {})) {
    const own = Object.hasOwn(overrides, name) ? overrides[name] : drawnSchema(schema)
    if (own) properties[name] = { ...titled(form, name, own), 'x-order': Object.keys(properties).length }
  }
  const all = [...new Set([...(input.required ?? []), ...required])].filter((name) => name in properties)
  return {
    $schema: dialect,
    type: 'object',
    properties,
    ...(all.length ? { required: all } : {}),
    ...(rules.length ? { allOf: rules } : {}),
    additionalProperties: false,
  }
}

function titled({ titles }: FormOf, name: string, schema: PlainSchema): PlainSchema {
  const fact = factOf[name] ?? name
  const word = titles.field(fact)
  const reference = referenceOf[name]
  return {
    ...(schema['title'] === undefined && word !== fact ? { title: word } : {}),
    ...withWords(titles, name, schema),
    ...(reference === undefined ? {} : { 'x-reference': reference }),
    ...(multiline.has(name) ? { 'x-multiline': true } : {}),
    ...(hidden.has(name) || isEmpty(schema) ? { 'x-hidden': true } : {}),
    ...(name === 'until' ? { format: 'date-time' } : {}),
  }
}

/** A type without custom fields, a desk without plugins. */
const isEmpty = ({ properties }: PlainSchema): boolean => properties !== undefined && Object.keys(properties).length === 0

/** Words for codes that the desk itself has: priorities, and how a wait ends. */
function withWords(titles: FactTitles, name: string, schema: PlainSchema): PlainSchema {
  const { anyOf, enum: listed } = schema
  const codes = Array.isArray(listed) ? listed : Array.isArray(anyOf) ? anyOf.map((one: { const?: unknown }) => one.const) : []
  if (name !== 'priority' && name !== 'mode') return schema
  if (!codes.length || !codes.every((code) => typeof code === 'string')) return schema
  const { anyOf: _any, enum: _enum, ...rest } = schema
  return { ...rest, type: 'string', oneOf: codes.map((code: string) => ({ const: code, title: titles.value(name, code) ?? code })) }
}
