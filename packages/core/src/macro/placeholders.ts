import type { Field, Machine } from '../machine/machine.ts'
import { priorityName } from '../machine/priority-rank.ts'
import type { TextBook } from '../text/text-book.ts'
import { FactTitles } from '../ticket/fact-titles.ts'
import { mergeFields } from '../ticket/fields.ts'
import type { NamedTicketRow } from '../ticket/named-rows.ts'

/** A text that the requester reads names what the requester may know; a note may name everything. */
export type Readership = 'public' | 'internal'

export interface PlaceholderFacts {
  readonly row: Omit<NamedTicketRow, 'tags_json'>
  readonly agentName: string
  readonly now: string
  readonly machine: Machine | undefined
  readonly texts: TextBook
  /** A `chain` that begins with the language of the text. */
  readonly languages: readonly string[]
}

type Value = (facts: PlaceholderFacts, titles: FactTitles) => string | null | undefined

const formats = ({ texts, languages }: PlaceholderFacts) => texts.formats(languages)
const moment = (facts: PlaceholderFacts, at: string | null) => at && formats(facts).dateTime(at)

/** Whatever a template can name, as a list: there is no way from here to anything else. */
const publicValues: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['ticket.number', ({ row }) => String(row.number)],
  ['ticket.subject', ({ row }) => row.subject],
  ['ticket.type', ({ row }, titles) => titles.value('type', row.type)],
  ['ticket.status', ({ row }, titles) => titles.value('status', row.status)],
  ['ticket.priority', ({ row }, titles) => titles.value('priority', priorityName(row.priority))],
  ['ticket.resolution', ({ row }, titles) => titles.value('resolution', row.resolution)],
  ['ticket.resolution_text', ({ row }) => row.resolution_text],
  ['ticket.waiting_until', (facts) => moment(facts, facts.row.waiting_until_at)],
  ['ticket.created_at', (facts) => moment(facts, facts.row.created_at)],
  ['ticket.resolved_at', (facts) => moment(facts, facts.row.resolved_at)],
  ['requester.name', ({ row }) => row.requester_name],
  ['company.name', ({ row }) => row.company_name],
  ['agent.name', ({ agentName }) => agentName],
  ['today', (facts) => formats(facts).date(facts.now)],
])
const internalValues: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['ticket.impact', ({ row }, titles) => titles.value('impact', row.impact)],
  ['ticket.urgency', ({ row }, titles) => titles.value('urgency', row.urgency)],
  ['ticket.channel', ({ row }, titles) => titles.value('channel', row.channel)],
  ['team.name', ({ row }) => row.team_title],
  ['assignee.name', ({ row }) => row.assignee_name],
])

/** A reference is an id, which nobody wants to read. */
const isReadable = ({ spec }: Field): boolean => spec.kind !== 'person' && spec.kind !== 'reference'
const isNamed = (field: Field, readership: Readership): boolean =>
  isReadable(field) && (readership === 'internal' || field.audience === 'both')

/** The names that a text may use; custom fields (`fields.…`) as far as some type shows them to its readers. */
export function knownPlaceholders(machines: readonly Machine[], readership: Readership): ReadonlySet<string> {
  const fields = machines.flatMap((machine) => machine.fields.filter((field) => isNamed(field, readership)))
  return new Set([
    ...publicValues.keys(),
    ...(readership === 'internal' ? internalValues.keys() : []),
    ...fields.map(({ name }) => `fields.${name}`),
  ])
}

/**
 * The value for a name; empty for what the ticket does not have. Asked again with the ticket's own type: a field that only staff see there is
 * empty in a public text, also where another type shows a field of that name.
 */
export function placeholderValue(name: string, facts: PlaceholderFacts, readership: Readership): string {
  const titles = new FactTitles(facts.machine, facts.texts, facts.languages, readership === 'public' ? 'customer' : 'staff')
  const value = publicValues.get(name) ?? (readership === 'internal' ? internalValues.get(name) : undefined)
  if (value) return value(facts, titles) ?? ''
  const field = facts.machine?.fields.find((one) => `fields.${one.name}` === name)
  if (!field || !isNamed(field, readership)) return ''
  const stored = mergeFields(facts.row.fields_json, {})
  const given: unknown = Object.hasOwn(stored, field.name) ? stored[field.name] : undefined
  if (given === undefined || given === null) return ''
  if (typeof given === 'number') return formats(facts).number(given)
  if (field.spec.kind === 'date' && typeof given === 'string') return formats(facts).day(given)
  return titles.value(name, String(given)) ?? String(given)
}
