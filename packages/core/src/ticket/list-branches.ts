import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CallContext } from '../operation/unit-of-work.ts'
import { instantParam, unplannedParam } from '../store/value/typed-param.ts'
import type { CursorKey } from '../value/cursor.ts'
import type { FieldWalk } from './field-filter.ts'
import type { Lead } from './list-lead.ts'
import { listSources, type Rows, type Source } from './list-sources.ts'

export interface Sorting {
  readonly column: 'number' | 'priority' | 'updated_at' | 'public_updated_at' | 'field'
  readonly descending: boolean
}
export interface ListPlan {
  readonly filter: RawBuilder<SqlBool>
  readonly open: readonly boolean[]
  readonly sorting: Sorting
  readonly after: CursorKey | undefined
  readonly take: number
  /** What to walk instead of the branches of the scope. */
  readonly lead?: Lead | undefined
  /** Teams of the desk, where whoever sees all walks team by team. */
  readonly teams?: readonly string[] | undefined
  /** Teams that the filter names. */
  readonly onlyTeams?: readonly string[] | undefined
  /** The custom field whose index is walked. */
  readonly field?: FieldWalk | undefined
  /**
   * Everything is walked along an index that has it in the order asked for, so PostgreSQL plans it once and not for each caller anew: planning
   * takes longer than finding. Only by number, and without a filter.
   */
  readonly isPlannedOnce?: boolean
}

/**
 * The statement that finds the numbers (`n`) of a page of the actor's tickets: the top K of each branch of the scope, united and
 * deduplicated, so that each branch walks its own index and stops after K. Undefined when there is nothing that could be listed.
 */
export function listedNumbers(context: CallContext, plan: ListPlan): RawBuilder<unknown> | undefined {
  const sources = listSources(context, { ...plan, isByField: plan.sorting.column === 'field' })
  const parts = plan.open.flatMap((isOpen) => sources.map((source) => part(plan, isOpen, source)))
  const [only] = parts
  if (!only) return undefined
  if (parts.length === 1) return only
  const { column } = plan.sorting
  const order = column === 'number' ? sql`united.n` : sql`united.k`
  const direction = directionOf(plan)
  const thenNumber = column === 'number' ? sql`` : sql`, united.n ${direction}`
  const keys = column === 'number' ? sql`listed.n` : sql`listed.n, listed.k`
  const union = sql.join(
    parts.map((each) => sql`select ${keys} from (${each}) as listed`),
    sql` union `,
  )
  return sql`select united.n from (${union}) as united order by ${order} ${direction}${thenNumber} limit ${sql.lit(plan.take)}`
}

const part = (plan: ListPlan, isOpen: boolean, source: Source): RawBuilder<unknown> => {
  if ('from' in source) return walk(plan, isOpen, source)
  const branch = source.rows(sql`branch.id`)
  const isByNumber = plan.sorting.column === 'number'
  const keys = isByNumber ? sql`found.n` : sql`found.n, found.k`
  const direction = directionOf(plan)
  const order = isByNumber ? sql`found.n ${direction}` : sql`found.k ${direction}, found.n ${direction}`
  const list = `{${source.ids.join(',')}}`
  const ids = plan.isPlannedOnce ? unplannedParam('postgres', 'uuid[]', list) : sql`cast(${list} as uuid[])`
  return sql`select ${keys} from (select unnest(${ids}) as id) as branch
    cross join lateral (${walk(plan, isOpen, branch)}) as found order by ${order} limit ${sql.lit(plan.take)}`
}

/** One branch: a walk over the index (branch, is_open, number), or a sort of what the branch holds where another order is asked for. */
const walk = (plan: ListPlan, isOpen: boolean, rows: Rows): RawBuilder<unknown> =>
  plan.isPlannedOnce && rows.along
    ? walkAlong(plan, isOpen, rows.along)
    : sql`select ${selected(plan, rows.number)} from ${rows.from} where ${rows.where} and ${rest(plan, isOpen, rows)} ${ordered(plan, rows.number)}`

/**
 * The same written as a range of that index and in its whole order, so that no other one will do: by what it takes for the average id PostgreSQL
 * would read through all open tickets for somebody who has none.
 */
function walkAlong(
  { sorting, after, take }: ListPlan,
  isOpen: boolean,
  { column, id, rest }: NonNullable<Rows['along']>,
): RawBuilder<unknown> {
  const [key, open, number] = [sql.ref(`ticket.${column}`), sql.ref('ticket.is_open'), sql.ref('ticket.number')]
  const [direction, beyond, within] = sorting.descending ? [sql`desc`, sql`<`, sql`>=`] : [sql`asc`, sql`>`, sql`<=`]
  const state = sql.lit(isOpen)
  const start = after
    ? sql`(${key}, ${open}, ${number}) ${beyond} (${id}, ${state}, ${unplannedParam('postgres', 'integer', after[0])})`
    : sql`(${key}, ${open}) ${beyond}= (${id}, ${state})`
  return sql`select ${number} as n from ${sql.table('ticket')} where ${start} and (${key}, ${open}) ${within} (${id}, ${state}) and ${rest}
    order by ${key} ${direction}, ${open} ${direction}, ${number} ${direction} limit ${sql.lit(take)}`
}

const directionOf = ({ sorting }: ListPlan) => (sorting.descending ? sql`desc` : sql`asc`)
const sortColumn = ({ sorting: { column } }: ListPlan) => sql.ref(column === 'field' ? 'field_value.key' : `ticket.${column}`)

/** Several walks can find the same ticket; with another order than that of creation, by the number of the ticket itself. */
const selected = (plan: ListPlan, byNumber: RawBuilder<unknown>) =>
  plan.sorting.column === 'number' ? sql`${byNumber} as n` : sql`${sql.ref('ticket.number')} as n, ${sortColumn(plan)} as k`

const rest = (plan: ListPlan, isOpen: boolean, rows: Rows): RawBuilder<SqlBool> =>
  sql`${rows.isOpen ?? sql.ref('ticket.is_open')} = ${isOpen ? sql.lit(true) : sql.lit(false)} and ${plan.filter} and ${beyond(plan, rows)}`

function beyond(plan: ListPlan, { number: byNumber }: Rows): RawBuilder<SqlBool> {
  const { sorting, after } = plan
  if (!after) return sql`1 = 1`
  const compare = sorting.descending ? sql`<` : sql`>`
  if (sorting.column === 'number')
    return sql`${byNumber} ${compare} ${plan.isPlannedOnce ? unplannedParam('postgres', 'integer', after[0]) : after[0]}`
  const second = sorting.column === 'field' ? byNumber : sql.ref('ticket.number')
  return sql`(${sortColumn(plan)}, ${second}) ${compare} (${boundOf(sorting, String(after[0]))}, ${after[1]})`
}

const boundOf = ({ column }: Sorting, value: string) =>
  column === 'priority' ? sql`${Number(value)}` : column === 'field' ? sql`${Buffer.from(value, 'hex')}` : instantParam(value)

const ordered = (plan: ListPlan, byNumber: RawBuilder<unknown>) => {
  const direction = directionOf(plan)
  return plan.sorting.column === 'number'
    ? sql`order by ${byNumber} ${direction} limit ${sql.lit(plan.take)}`
    : sql`order by ${sortColumn(plan)} ${direction}, ${plan.sorting.column === 'field' ? byNumber : sql.ref('ticket.number')} ${direction} limit ${sql.lit(plan.take)}`
}
