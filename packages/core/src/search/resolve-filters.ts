import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { peoplePredicate } from '../access/reach.ts'
import type { Acting } from '../operation/audience.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { filterPredicate } from '../ticket/list-filter.ts'
import type { TicketFilter } from '../ticket/list-schema.ts'
import { nameKey } from '../value/name-key.ts'
import { fieldFilter } from './asked-field.ts'
import type { SearchNote } from './contract.ts'
import { invalid } from './filter-invalid.ts'
import type { AskedFilter } from './question.ts'
import type { Group } from './scope.ts'
import { unknownOf, unknownStatus, unknownTypes } from './search-note.ts'
import { statusesCalled } from './status-names.ts'
import { assigneeToken, companyToken, numberToken, requesterToken, teamToken } from './token.ts'

/** Filters as what the index can be asked, and as conditions on rows for the rest. */
export interface Resolved {
  readonly groups: readonly Group[]
  readonly excluded: readonly Group[]
  readonly predicates: readonly RawBuilder<SqlBool>[]
  /** What nothing is called by. */
  readonly notes: readonly SearchNote[]
}

type One = ({ readonly group: Group } | { readonly list: TicketFilter } | { readonly predicate: RawBuilder<SqlBool> }) & {
  readonly notes?: readonly SearchNote[]
}

const categories = ['new', 'open', 'waiting', 'resolved', 'closed'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const
const code = /^[a-z][a-z0-9_]{0,79}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const day = /^(>=|<=|>|<)?(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/
const DAY_MS = 86_400_000

/** Throws `search.filter_invalid` for a value that the filter can't have. People, teams and companies whom the actor does not see are nobody. */
export async function resolveFilters(context: CallContext, filters: readonly AskedFilter[]): Promise<Resolved> {
  const groups: Group[] = []
  const excluded: Group[] = []
  const predicates: RawBuilder<SqlBool>[] = []
  const notes: SearchNote[] = []
  for (const filter of filters) {
    const one = await resolve(context, filter)
    notes.push(...(one.notes ?? []))
    if ('group' in one) (filter.isNegated ? excluded : groups).push(one.group)
    else {
      const predicate = 'list' in one ? filterPredicate(context, one.list) : one.predicate
      predicates.push(filter.isNegated ? sql<SqlBool>`(${predicate}) is not true` : predicate)
    }
  }
  return { groups, excluded, predicates, notes }
}

async function resolve(context: CallContext, filter: AskedFilter): Promise<One> {
  const { acting } = context.actor.capacity
  switch (filter.name) {
    case 'status':
      return statusFilter(context, filter)
    case 'is':
      return stateFilter(filter, acting)
    case 'type': {
      const types = codes(filter)
      return { list: { type: types }, notes: unknownTypes(context, filter, types) }
    }
    case 'channel':
      return { list: { channel: codes(filter) } }
    case 'priority':
      return { list: { priority: among(filter, priorities) } }
    case 'tag':
      return { list: { tag: filter.value } }
    case 'created':
      return { list: createdFilter(filter) }
    case 'number': {
      const digits = /^#?(\d{1,9})$/.exec(filter.value)?.[1]
      if (digits === undefined) throw invalid(filter, '42')
      return { group: { any: [numberToken(Number(digits))] } }
    }
    case 'from':
      return byPeople(context, filter, requesterToken, personForms)
    case 'assignee':
      if (filter.value.toLowerCase() === 'none') return { list: { unassigned: true } }
      return byPeople(context, filter, assigneeToken, ['none', ...personForms])
    case 'team': {
      const found = await teams(context, filter.value)
      return { group: { any: found.map(teamToken) }, notes: unknownOf(context, filter, found, ['intake', unseenId]) }
    }
    case 'company': {
      const found = await companies(context, filter.value)
      return { group: { any: found.map(companyToken) }, notes: unknownOf(context, filter, found, ['"Example Ltd"', unseenId]) }
    }
    default:
      return { list: { fields: fieldFilter(context, filter) } }
  }
}

const unseenId = '018f0000-0000-7000-8000-000000000001'
const personForms = ['me', 'name@example.com', unseenId]

async function byPeople(
  context: CallContext,
  filter: AskedFilter,
  token: (personId: string) => string,
  forms: readonly string[],
): Promise<One> {
  const found = await people(context, filter.value)
  return { group: { any: found.map(token) }, notes: unknownOf(context, filter, found, forms) }
}

function among<const T extends string>(filter: AskedFilter, allowed: readonly T[]): T[] {
  const values = filter.value.toLowerCase().split(',')
  const found = values.flatMap((value) => allowed.find((one) => one === value) ?? [])
  if (found.length !== values.length) throw invalid(filter, allowed.join(', '))
  return [...new Set(found)]
}

function codes(filter: AskedFilter): string[] {
  const values = filter.value.toLowerCase().split(',')
  if (!values.every((value) => code.test(value)) || values.length > 20) throw invalid(filter, 'question,incident')
  return values
}

/** Categories; for staff also the code of a status; for everybody what a status is called in their language, as they see it. */
function statusFilter(context: CallContext, filter: AskedFilter): One {
  const values = filter.value.toLowerCase().split(',')
  const called = values.map((value) => statusesCalled(context, value))
  const notes: SearchNote[] = []
  const parts = values.map((value, index): RawBuilder<SqlBool> | undefined => {
    const category = categories.find((one) => one === value)
    if (category) return filterPredicate(context, { category: [category] })
    if (called[index]) return called[index]
    if (context.actor.capacity.acting !== 'staff' || !code.test(value)) return undefined
    notes.push(...unknownStatus(context, filter, value, categories))
    return filterPredicate(context, { status: [value] })
  })
  const known = parts.flatMap((part) => part ?? [])
  if (known.length < parts.length || parts.length > 20) throw invalid(filter, categories.join(', '))
  return { predicate: sql<SqlBool>`(${sql.join(known, sql` or `)})`, notes }
}

function stateFilter(filter: AskedFilter, acting: Acting): One {
  const states = acting === 'staff' ? (['open', 'done', 'unassigned'] as const) : (['open', 'done'] as const)
  const [state] = among<'open' | 'done' | 'unassigned'>(filter, states)
  return state === 'unassigned'
    ? { list: { unassigned: true } }
    : { predicate: sql<SqlBool>`${sql.ref('ticket.is_open')} = ${sql.lit(state === 'open')}` }
}

/** Days are those of UTC. `>` a day is after it, `a..b` is with both. */
function createdFilter(filter: AskedFilter): TicketFilter {
  const match = day.exec(filter.value)
  const [, sign, first = '', last] = match ?? []
  const from = instantOf(first)
  const to = last === undefined ? from : instantOf(last)
  if (!match || from === undefined || to === undefined || (sign !== undefined && last !== undefined))
    throw invalid(filter, '2026-01-31, >2026-01-31, <=2026-01-31, 2026-01-01..2026-01-31')
  const iso = (ms: number) => new Date(ms).toISOString()
  switch (sign) {
    case '>':
      return { createdFrom: iso(from + DAY_MS) }
    case '>=':
      return { createdFrom: iso(from) }
    case '<':
      return { createdBefore: iso(from) }
    case '<=':
      return { createdBefore: iso(from + DAY_MS) }
    default:
      return { createdFrom: iso(from), createdBefore: iso(to + DAY_MS) }
  }
}

function instantOf(date: string): number | undefined {
  const ms = Date.parse(`${date}T00:00:00.000Z`)
  return Number.isNaN(ms) || !date.startsWith(new Date(ms).toISOString().slice(0, 10)) || date < '0001-01-02' || date > '9998-12-31'
    ? undefined
    : ms
}

/** `me`, an id, or an address, which several may share. */
async function people({ unit, actor }: CallContext, value: string): Promise<string[]> {
  if (value.toLowerCase() === 'me') return actor.personId === null ? [] : [actor.personId]
  const known = peoplePredicate(actor, unit.runtime.composition.permissions.bit('person.read'))
  const rows = unit.db.selectFrom('person').select('id').where(known).limit(100)
  const found = uuid.test(value) ? rows.where('id', '=', value) : rows.where('email_key', '=', nameKey(value.toLowerCase()))
  return (await found.execute()).map(({ id }) => id)
}

async function teams({ unit }: CallContext, value: string): Promise<string[]> {
  const rows = unit.db.selectFrom('team').select('id')
  return (await (uuid.test(value) ? rows.where('id', '=', value) : rows.where('key', '=', value.toLowerCase())).execute()).map(
    ({ id }) => id,
  )
}

async function companies({ unit }: CallContext, value: string): Promise<string[]> {
  const rows = unit.db.selectFrom('company').select('id').limit(100)
  return (await (uuid.test(value) ? rows.where('id', '=', value) : rows.where('name_key', '=', nameKey(value))).execute()).map(
    ({ id }) => id,
  )
}
