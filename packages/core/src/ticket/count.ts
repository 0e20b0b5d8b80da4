import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CallContext } from '../operation/unit-of-work.ts'
import { openStates } from './list-filter.ts'
import { type Search, searchFor } from './list-plan.ts'
import type { TicketFilter } from './list-schema.ts'
import { listSources, type Rows, type Source } from './list-sources.ts'

export interface Count {
  readonly count: number
  /** There are more, or may be: not all were looked at. */
  readonly hasMore: boolean
}
export interface CountLimits {
  /** Counted up to here. */
  readonly most: number
  /** Rows looked at for one count, whatever the filter finds among them. */
  readonly rows: number
}
const LIMITS: CountLimits = { most: 1000, rows: 4000 }

/**
 * How many tickets a list with this filter has, for this caller: exact up to a limit, and costing no more than that on a desk of any size.
 * The parts are disjoint, so nothing has to be remembered to count each ticket once.
 */
export async function countTickets(context: CallContext, filter: TicketFilter, { most, rows }: CountLimits = LIMITS): Promise<Count> {
  const search = await searchFor(context, filter, 'candidate')
  const sources = listSources(context, { ...search, disjoint: true })
  const states = openStates(filter)
  const width = sources.reduce((sum, source) => sum + ('from' in source ? 1 : source.ids.length), 0) * states.length
  if (!width) return { count: 0, hasMore: false }
  // What an index answers alone costs little for each row; the rest is looked at in the table.
  const each = search.isIndexed ? most + 1 : Math.max(Math.ceil(rows / width), MIN_ROWS)
  const parts = states.flatMap((isOpen) => sources.map((source) => part(source, isOpen, search, each)))
  const statement = sql<Found>`select sum(part.hits) as hits, max(part.walked) as walked from (${sql.join(parts, sql` union all `)}) as part`
  const { rows: found } = await statement.execute(context.unit.db)
  const hits = Number(found[0]?.hits ?? 0)
  return { count: Math.min(hits, most), hasMore: hits > most || Number(found[0]?.walked ?? 0) >= each }
}

interface Found {
  readonly hits: number | string | null
  readonly walked: number | string | null
}
const MIN_ROWS = 100

const part = (source: Source, isOpen: boolean, search: Search, each: number): RawBuilder<unknown> => {
  if ('from' in source) return counted(source, isOpen, search, each)
  const branch = source.rows(sql`branch.id`)
  return sql`select sum(found.hits) as hits, max(found.walked) as walked
    from (select unnest(cast(${`{${source.ids.join(',')}}`} as uuid[])) as id) as branch
    cross join lateral (${counted(branch, isOpen, search, each)}) as found`
}

/** A walk that ends after `each` rows. `candidate` is what the filter was built for. */
function counted(rows: Rows, isOpen: boolean, search: Search, each: number): RawBuilder<unknown> {
  const state = sql<SqlBool>`${sql.ref('ticket.is_open')} = ${isOpen ? sql.lit(true) : sql.lit(false)}`
  const where = sql.join([rows.where, state, ...search.following], sql` and `)
  const limit = sql`limit ${sql.lit(each)}`
  if (search.isIndexed)
    return sql`select count(*) as hits, count(*) as walked from (select ${rows.number} from ${rows.from} where ${where} ${limit}) as candidate`
  return sql`select coalesce(sum(case when ${search.filter} then 1 else 0 end), 0) as hits, count(*) as walked
    from (select ${sql.table('ticket')}.* from ${rows.from} where ${where} ${limit}) as candidate`
}
