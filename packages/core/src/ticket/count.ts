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
export async function countTickets(context: CallContext, filter: TicketFilter, limits: CountLimits = LIMITS): Promise<Count> {
  const { most, rows } = limits
  const search = await searchFor(context, filter)
  const sources = listSources(context, { ...search, disjoint: true })
  const states = openStates(filter)
  const width = sources.reduce((sum, source) => sum + ('from' in source ? 1 : source.ids.length), 0) * states.length
  if (!width) return { count: 0, hasMore: false }
  const budget = { most: most + 1, looked: Math.max(Math.ceil(rows / width), MIN_ROWS) }
  const parts = states.flatMap((isOpen) => sources.map((source) => part(source, isOpen, search, budget)))
  const statement = sql<Found>`select sum(part.hits) as hits, max(part.ended) as ended from (${sql.join(parts, sql` union all `)}) as part`
  const { rows: found } = await statement.execute(context.unit.db)
  const hits = Number(found[0]?.hits ?? 0)
  return { count: Math.min(hits, most), hasMore: hits > most || Number(found[0]?.ended ?? 0) > 0 }
}

interface Found {
  readonly hits: number | string | null
  /** 1 where a walk was ended before its end. */
  readonly ended: number | string | null
}
interface Budget {
  /** Hits that are enough to say that there are more. */
  readonly most: number
  /** Rows of one walk that are looked at in the table. */
  readonly looked: number
}
const MIN_ROWS = 100

const part = (source: Source, isOpen: boolean, search: Search, budget: Budget): RawBuilder<unknown> => {
  if ('from' in source) return counted(source, isOpen, search, budget)
  const branch = source.rows(sql`branch.id`)
  return sql`select sum(found.hits) as hits, max(found.ended) as ended
    from (select unnest(cast(${`{${source.ids.join(',')}}`} as uuid[])) as id) as branch
    cross join lateral (${counted(branch, isOpen, search, budget)}) as found`
}

/**
 * A walk that ends after so many rows, or as soon as there are hits enough. Whether it would have gone on is asked of the index alone, which costs
 * next to nothing.
 */
function counted(rows: Rows, isOpen: boolean, search: Search, budget: Budget): RawBuilder<unknown> {
  const state = sql<SqlBool>`${sql.ref('ticket.is_open')} = ${isOpen ? sql.lit(true) : sql.lit(false)}`
  const where = sql.join([rows.where, state, ...search.following], sql` and `)
  const isIndexed = rows.isTeam ? search.isIndexed.byTeam : search.isIndexed.otherwise
  const walk = (selected: RawBuilder<unknown>, most: number) =>
    sql`(select ${selected} as hit from ${rows.from} where ${where} limit ${sql.lit(most)}) as walked`
  const length = (most: number) => sql`(select count(*) from ${walk(sql`1`, most)})`
  if (isIndexed) return sql`select ${length(budget.most)} as hits, 0 as ended`
  const hit = sql`case when ${search.filter} then 1 else 0 end`
  const found = sql`(select 1 as one from ${walk(hit, budget.looked)} where walked.hit = 1 limit ${sql.lit(budget.most)}) as found`
  return sql`select (select count(*) from ${found}) as hits,
    case when ${length(budget.looked)} >= ${sql.lit(budget.looked)} then 1 else 0 end as ended`
}
