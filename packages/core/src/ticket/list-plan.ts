import type { RawBuilder, SqlBool } from 'kysely'
import { mayEverywhere } from '../access/actor-access.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
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
}

/** Beyond this many teams a plan of one walk for each costs more than it saves. */
const MOST_TEAMS = 100

/** What the filter asks for, and which way to it is short. `table`: the rows that the filter is to be put to. */
export async function searchFor(context: CallContext, input: ListTickets, table = 'ticket'): Promise<Search> {
  const lead = leadOf(context, input)
  const following = followingParts(context, input)
  const isByTeams = lead === undefined && isServedByTeams(context, input) && seesAll(context)
  return {
    filter: filterPredicate(context, input, table),
    following,
    lead,
    teams: isByTeams ? await teamIds(context) : undefined,
    isIndexed: isIndexed(filterParts(context, input).length, input),
  }
}

/** `open` is a column of every index that is walked, and what follows from `unassigned` is all that it means. */
const isIndexed = (parts: number, { unassigned, category }: ListTickets): boolean =>
  parts === 0 || (parts === 1 && (unassigned === true || category?.join() === 'waiting'))

const seesAll = ({ unit, actor }: CallContext): boolean => mayEverywhere(actor, unit.runtime.composition.permissions.bit('ticket.read'))

async function teamIds({ unit }: CallContext): Promise<string[] | undefined> {
  const rows = await unit.db
    .selectFrom('team')
    .select('id')
    .limit(MOST_TEAMS + 1)
    .execute()
  return rows.length > MOST_TEAMS ? undefined : rows.map(({ id }) => id)
}
