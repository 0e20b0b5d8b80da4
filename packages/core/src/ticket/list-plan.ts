import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { mayEverywhere } from '../access/actor-access.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { filterParts } from './list-filter.ts'
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
}

/** Beyond this many teams a plan of one walk for each costs more than it saves. */
const MOST_TEAMS = 100

/** What the filter asks for, and which way to it is short. `table`: the rows that the filter is to be put to. */
export async function searchFor(context: CallContext, input: ListTickets, table = 'ticket'): Promise<Search> {
  const lead = leadOf(context, input)
  const following = followingParts(context, input)
  const isByTeams = lead === undefined && isServedByTeams(context, input) && seesAll(context)
  const parts = filterParts(context, input, table)
  return {
    filter: parts.length ? sql<SqlBool>`${sql.join([...parts], sql` and `)}` : sql<SqlBool>`1 = 1`,
    following,
    lead,
    teams: isByTeams ? await teamIds(context) : undefined,
  }
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
