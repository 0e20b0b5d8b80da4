import type { RawBuilder, SqlBool } from 'kysely'
import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { type FieldWalk, fieldWalk, namedFields } from './field-filter.ts'
import { filterParts, filterPredicate, teamsNamed } from './list-filter.ts'
import { followingParts, isServedByTeams, type Lead, leadOf } from './list-lead.ts'
import type { ListTickets } from './list-schema.ts'

/** How a filter is looked for. */
export interface Search {
  /** Everything that must hold. */
  readonly filter: RawBuilder<SqlBool>
  /** The part of it by which an index can be walked; holds wherever the filter does. */
  readonly following: readonly RawBuilder<SqlBool>[]
  readonly lead: Lead | undefined
  /** Of the desk, walked one by one by whoever sees all. */
  readonly teams: readonly string[] | undefined
  /** Those that the filter names: no other team's tickets need be walked. */
  readonly onlyTeams: readonly string[] | undefined
  /** The indexes of teams say all that is asked for, so no row need be looked at; and those of whatever else is walked, too. */
  readonly isIndexed: { readonly byTeam: boolean; readonly otherwise: boolean }
  /** The custom field whose index is walked. */
  readonly field: FieldWalk | undefined
}

/** Beyond this many teams a plan of one walk for each costs more than it saves. */
const MOST_TEAMS = 100

/** What the filter asks for, and which way to it is short. */
export async function searchFor(context: CallContext, input: ListTickets): Promise<Search> {
  const sortBy = sortField(input.sort)
  await expectGathered(context, namedFields(input, sortBy))
  const lead = leadOf(context, input)
  const following = followingParts(context, input)
  const onlyTeams = input.teamId === undefined ? undefined : [...new Set(teamsNamed(context, input.teamId))]
  const parts = filterParts(context, input).length
  return {
    filter: filterPredicate(context, input),
    following,
    lead,
    teams: lead === undefined && seesAll(context) ? (onlyTeams ?? (await teamsToWalk(context, input))) : undefined,
    onlyTeams,
    isIndexed: {
      byTeam: isIndexed(onlyTeams ? parts - 1 : parts, following.length, input),
      otherwise: isIndexed(parts, following.length, input),
    },
    field: fieldWalk(context, input, sortBy),
  }
}

/** `open` is a column of every index that is walked; what follows from these is all that they mean, where the audience has an index for it. */
const isIndexed = (parts: number, following: number, { unassigned, unanswered, category }: ListTickets): boolean =>
  parts === 0 || (parts === 1 && following === 1 && (unassigned === true || unanswered === true || category?.join() === 'waiting'))

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

async function teamsToWalk(context: CallContext, input: ListTickets): Promise<string[] | undefined> {
  const { unit } = context
  if (!isServedByTeams(context, input)) return undefined
  const rows = await unit.db
    .selectFrom('team')
    .select('id')
    .limit(MOST_TEAMS + 1)
    .execute()
  return rows.length > MOST_TEAMS ? undefined : rows.map(({ id }) => id)
}
