import type { RawBuilder, SqlBool } from 'kysely'
import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { type FieldWalk, fieldWalk, namedFields } from './field-filter.ts'
import { filterParts, filterPredicate } from './list-filter.ts'
import { followingParts, isServedByTeams, type Lead, leadOf } from './list-lead.ts'
import type { ListTickets } from './list-schema.ts'

/** How a filter is looked for. */
export interface Search {
  /** Everything that must hold. */
  readonly filter: RawBuilder<SqlBool>
  /** The part of it by which an index can be walked; holds wherever the filter does. */
  readonly following: readonly RawBuilder<SqlBool>[]
  readonly lead: Lead | undefined
  readonly teams: readonly string[] | undefined
  /** The indexes say all that is asked for, so no row need be looked at. */
  readonly isIndexed: boolean
  /** The custom field whose index is walked. */
  readonly field: FieldWalk | undefined
}

/** Beyond this many teams a plan of one walk for each costs more than it saves. */
const MOST_TEAMS = 100

/** What the filter asks for, and which way to it is short. `table`: the rows that the filter is to be put to. */
export async function searchFor(context: CallContext, input: ListTickets, table = 'ticket'): Promise<Search> {
  const sortBy = sortField(input.sort)
  await expectGathered(context, namedFields(input, sortBy))
  const lead = leadOf(context, input)
  const following = followingParts(context, input)
  const isByTeams = lead === undefined && isServedByTeams(context, input) && seesAll(context)
  return {
    filter: filterPredicate(context, input, table),
    following,
    lead,
    teams: isByTeams ? await teamIds(context) : undefined,
    isIndexed: isIndexed(filterParts(context, input).length, input),
    field: fieldWalk(context, input, sortBy),
  }
}

/** `open` is a column of every index that is walked, and what follows from `unassigned` is all that it means. */
const isIndexed = (parts: number, { unassigned, category }: ListTickets): boolean =>
  parts === 0 || (parts === 1 && (unassigned === true || category?.join() === 'waiting'))

/** The custom field of an order, `fields.<name>`. */
export const sortField = (sort: string | undefined): string | undefined =>
  sort?.startsWith('fields.') ? sort.slice('fields.'.length) : undefined

/** Throws `ticket.field_not_ready` while the values of a field that was declared lately are still being gathered. */
async function expectGathered({ unit }: CallContext, fields: readonly string[]): Promise<void> {
  if (!fields.length) return
  const building = await unit.db
    .selectFrom('field_index')
    .select('field')
    .where('field', 'in', [...fields])
    .where('state', '=', 'building')
    .executeTakeFirst()
  if (building) throw coreError('ticket.field_not_ready', { field: building.field })
}

const seesAll = ({ unit, actor }: CallContext): boolean => mayEverywhere(actor, unit.runtime.composition.permissions.bit('ticket.read'))

async function teamIds({ unit }: CallContext): Promise<string[] | undefined> {
  const rows = await unit.db
    .selectFrom('team')
    .select('id')
    .limit(MOST_TEAMS + 1)
    .execute()
  return rows.length > MOST_TEAMS ? undefined : rows.map(({ id }) => id)
}
