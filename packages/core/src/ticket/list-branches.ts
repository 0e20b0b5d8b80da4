import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Branch, LoadedActor } from '../access/actor-access.ts'
import { notOfOtherCompanies, participantKind, requesterSql } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { instantParam } from '../store/value/typed-param.ts'
import type { CursorKey } from '../value/cursor.ts'

export interface Sorting {
  readonly column: 'number' | 'priority' | 'updated_at' | 'public_updated_at'
  readonly descending: boolean
}
export interface ListPlan {
  readonly filter: RawBuilder<SqlBool>
  readonly open: readonly boolean[]
  readonly sorting: Sorting
  readonly after: CursorKey | undefined
  readonly take: number
}

const number = sql.ref('ticket.number')
const participantNumber = sql.ref('participant.ticket_number')

/**
 * The statement that finds the numbers (`n`) of a page of the actor's tickets: the top K of each branch of the scope, united and
 * deduplicated, so that each branch walks its own index and stops after K. Undefined when there is nothing that could be listed.
 */
export function listedNumbers({ unit, actor }: CallContext, plan: ListPlan): RawBuilder<unknown> | undefined {
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  const parts = plan.open.flatMap((isOpen) => partsOf(actor, branches, plan, isOpen, unit.tx.kind === 'postgres'))
  const [only] = parts
  if (!only) return undefined
  if (parts.length === 1) return only
  const { column } = plan.sorting
  const order = column === 'number' ? sql`united.n` : sql`united.k`
  const direction = plan.sorting.descending ? sql`desc` : sql`asc`
  const thenNumber = column === 'number' ? sql`` : sql`, united.n ${direction}`
  const keys = column === 'number' ? sql`listed.n` : sql`listed.n, listed.k`
  const union = sql.join(
    parts.map((part) => sql`select ${keys} from (${part}) as listed`),
    sql` union `,
  )
  return sql`select united.n from (${union}) as united order by ${order} ${direction}${thenNumber} limit ${sql.lit(plan.take)}`
}

function partsOf(
  actor: LoadedActor,
  branches: readonly Branch[],
  plan: ListPlan,
  isOpen: boolean,
  lateral: boolean,
): RawBuilder<unknown>[] {
  const one = (predicate: RawBuilder<SqlBool>) => walk(plan, isOpen, predicate)
  if (branches.some((branch) => branch.scope === 'all')) return [one(sql`1 = 1`)]
  const parts: RawBuilder<unknown>[] = []
  for (const [scope, column] of [
    ['team', 'team_id'],
    ['company', 'company_id'],
  ] as const) {
    const ids = [...new Set(branches.flatMap((branch) => (branch.scope === scope && branch.scopeId !== null ? [branch.scopeId] : [])))]
    if (ids.length > 1 && lateral) parts.push(eachOf(plan, isOpen, column, ids))
    else for (const id of ids) parts.push(one(sql`${sql.ref(`ticket.${column}`)} = ${id}`))
  }
  if (!branches.some((branch) => branch.scope === 'own') || actor.personId === null) return parts
  if (actor.capacity.acting === 'staff') parts.push(one(sql`${sql.ref('ticket.assignee_id')} = ${actor.personId}`))
  else parts.push(one(requesterSql(actor)))
  return [...parts, participating(actor, plan, isOpen)]
}

/** One branch: a walk over the index (branch, is_open, number), or a sort of what the branch holds where another order is asked for. */
const walk = (plan: ListPlan, isOpen: boolean, predicate: RawBuilder<SqlBool>): RawBuilder<unknown> =>
  sql`select ${selected(plan, number)} from ${sql.table('ticket')} where ${predicate} and ${rest(plan, isOpen, number)} ${ordered(plan, number)}`

/** The same for many teams in one plan: on PostgreSQL, planning thirty branches costs more than walking them. */
const eachOf = (plan: ListPlan, isOpen: boolean, column: 'team_id' | 'company_id', ids: readonly string[]): RawBuilder<unknown> => {
  const inner = walk(plan, isOpen, sql`${sql.ref(`ticket.${column}`)} = branch.id`)
  const isByNumber = plan.sorting.column === 'number'
  const keys = isByNumber ? sql`found.n` : sql`found.n, found.k`
  const direction = plan.sorting.descending ? sql`desc` : sql`asc`
  const order = isByNumber ? sql`found.n ${direction}` : sql`found.k ${direction}, found.n ${direction}`
  return sql`select ${keys} from (select unnest(cast(${`{${ids.join(',')}}`} as uuid[])) as id) as branch cross join lateral (${inner}) as found
    order by ${order} limit ${sql.lit(plan.take)}`
}

/** Tickets that somebody takes part in: a walk over their participations, newest ticket first. */
const participating = (actor: LoadedActor, plan: ListPlan, isOpen: boolean): RawBuilder<unknown> => {
  const byNumber = plan.sorting.column === 'number' ? participantNumber : number
  return sql`select ${selected(plan, byNumber)} from ${sql.table('participant')} join ${sql.table('ticket')} on ${number} = ${participantNumber}
    where ${sql.ref('participant.person_id')} = ${actor.personId} and ${sql.ref('participant.kind')} = ${participantKind(actor)}
    and ${actor.capacity.acting === 'customer' ? notOfOtherCompanies(actor) : sql`1 = 1`}
    and ${rest(plan, isOpen, byNumber)} ${ordered(plan, byNumber)}`
}

const sortColumn = ({ sorting }: ListPlan) => sql.ref(`ticket.${sorting.column}`)

const selected = (plan: ListPlan, byNumber: RawBuilder<unknown>) =>
  plan.sorting.column === 'number' ? sql`${byNumber} as n` : sql`${byNumber} as n, ${sortColumn(plan)} as k`

const rest = (plan: ListPlan, isOpen: boolean, byNumber: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql`${sql.ref('ticket.is_open')} = ${isOpen ? sql.lit(true) : sql.lit(false)} and ${plan.filter} and ${beyond(plan, byNumber)}`

function beyond({ sorting, after }: ListPlan, byNumber: RawBuilder<unknown>): RawBuilder<SqlBool> {
  if (!after) return sql`1 = 1`
  const compare = sorting.descending ? sql`<` : sql`>`
  if (sorting.column === 'number') return sql`${byNumber} ${compare} ${after[0]}`
  const value = sorting.column === 'priority' ? sql`${after[0]}` : instantParam(String(after[0]))
  return sql`(${sql.ref(`ticket.${sorting.column}`)}, ${byNumber}) ${compare} (${value}, ${after[1]})`
}

const ordered = (plan: ListPlan, byNumber: RawBuilder<unknown>) => {
  const direction = plan.sorting.descending ? sql`desc` : sql`asc`
  return plan.sorting.column === 'number'
    ? sql`order by ${byNumber} ${direction} limit ${sql.lit(plan.take)}`
    : sql`order by ${sortColumn(plan)} ${direction}, ${byNumber} ${direction} limit ${sql.lit(plan.take)}`
}
