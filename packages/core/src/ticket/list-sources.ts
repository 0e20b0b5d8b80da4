import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Branch, LoadedActor } from '../access/actor-access.ts'
import { inCompanySql, notOfOtherCompanies, participantKind, requesterSql, ticketPredicate } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { unplannedParam } from '../store/value/typed-param.ts'
import { type FieldWalk, walkedField } from './field-filter.ts'
import type { Lead } from './list-lead.ts'

type Predicate = RawBuilder<SqlBool>

type WalkedColumn = 'team_id' | 'company_id' | 'requester_id' | 'assignee_id'

/** One index to walk: which rows, and where the ticket's number stands in it. */
export interface Rows {
  readonly from: RawBuilder<unknown>
  readonly where: Predicate
  /** The same as a walk along the index (column, is_open, number) under this id, and what else must hold. */
  readonly along?: { readonly column: WalkedColumn; readonly id: Expression<unknown>; readonly rest: Predicate }
  readonly number: RawBuilder<unknown>
  /** Where it stands whether the ticket is open, if not in the ticket itself. */
  readonly isOpen?: RawBuilder<unknown>
  /** One team's, so that what is asked of the team has been answered. */
  readonly isTeam?: boolean
}
/** The same walk for each of many teams or companies: on PostgreSQL, planning thirty branches costs more than walking them. */
export interface Each {
  readonly rows: (id: Expression<unknown>) => Rows
  readonly ids: readonly string[]
}
export type Source = Rows | Each

const number = sql.ref('ticket.number')
const ticketRows = (where: Predicate): Rows => ({ from: sql.table('ticket'), where, number })
const ticketsAlong = (column: WalkedColumn, id: Expression<unknown>): Rows => ({
  ...ticketRows(sql`${sql.ref(`ticket.${column}`)} = ${id}`),
  along: { column, id, rest: sql`1 = 1` },
})

/** A team's tickets by a custom field: a walk over the values that stand beside the team. */
const fieldRows = (walk: FieldWalk, id: Expression<unknown>): Rows => ({
  from: sql`${sql.table('field_value')} join ${sql.table('ticket')} on ${number} = ${sql.ref('field_value.ticket_number')}`,
  where: sql`${sql.ref('field_value.team_id')} = ${id} and ${walkedField(walk)}`,
  number: sql.ref('field_value.ticket_number'),
  isOpen: sql.ref('field_value.is_open'),
})

/** Other rows with the field's value beside each, where a list is sorted by it. What a person or a company has is few: it is sorted. */
const withField = (walk: FieldWalk, rows: Rows): Rows => ({
  ...rows,
  from: sql`${rows.from} join ${sql.table('field_value')} on ${sql.ref('field_value.ticket_number')} = ${number}`,
  where: sql`${rows.where} and ${walkedField(walk)}`,
})

/**
 * Where the tickets are that the actor may see: a walk for each branch of the scope, or for each value of what the filter leads by, with the
 * scope as a condition. `teams` are those of the whole desk, where walking team by team is better than walking all, and `onlyTeams` those that the
 * filter names. With `disjoint` no two
 * sources hold the same ticket, for who counts; else a list unites them. With `isPlannedOnce` whose tickets they are is kept from PostgreSQL's planner.
 */
export function listSources(
  { unit, actor }: CallContext,
  {
    lead,
    teams,
    onlyTeams,
    field,
    isByField = false,
    disjoint = false,
    isPlannedOnce = false,
  }: {
    readonly lead?: Lead | undefined
    readonly teams?: readonly string[] | undefined
    readonly onlyTeams?: readonly string[] | undefined
    readonly field?: FieldWalk | undefined
    readonly isByField?: boolean
    readonly disjoint?: boolean
    readonly isPlannedOnce?: boolean
  },
): Source[] {
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  if (!branches.length) return []
  const isPostgres = unit.tx.kind === 'postgres'
  // Behind a plus SQLite looks for no index for it: the one to walk is chosen.
  const scope = isPostgres ? sql<SqlBool>`${ticketPredicate(actor, bit)}` : sql<SqlBool>`+(${ticketPredicate(actor, bit)})`
  const sorted = (rows: Rows): Rows => (field && isByField ? withField(field, rows) : rows)
  if (lead) return leading(lead, scope, disjoint).map(sorted)
  const isAll = branches.some((branch) => branch.scope === 'all')
  if (isAll && !teams) return [sorted(ticketRows(sql`1 = 1`))]
  const known: Known = (id) => (isPlannedOnce ? unplannedParam(unit.tx.kind, 'uuid', id) : sql`${id}`)
  const sources: Source[] = []
  const before: Predicate[] = []
  const add = (rows: Rows, predicate: Predicate) => {
    const notBefore = disjoint ? before.map((each) => sql`(${each}) is not true`) : []
    sources.push({ ...rows, where: sql`${sql.join([rows.where, ...notBefore], sql` and `)}` })
    before.push(predicate)
  }
  for (const [column, ids] of [
    ['team_id', among(teams ?? scopeIds(branches, 'team'), onlyTeams)],
    ['company_id', isAll ? [] : scopeIds(branches, 'company')],
  ] as const) {
    const rowsOf = (id: Expression<unknown>): Rows =>
      column === 'team_id' && field && !disjoint
        ? fieldRows(field, id)
        : { ...sorted(ticketsAlong(column, id)), isTeam: column === 'team_id' }
    const isOne = ids.length <= 1 || !isPostgres || (disjoint && before.length > 0)
    if (!isOne) sources.push({ rows: rowsOf, ids })
    else for (const id of ids) add(rowsOf(known(id)), sql`1 = 0`)
    if (ids.length) before.push(sql`${sql.ref(`ticket.${column}`)} in (${sql.join([...ids])})`)
  }
  if (isAll || !branches.some((branch) => branch.scope === 'own') || actor.personId === null) return sources
  const own = ownRows(actor, known)
  add(sorted(own), own.where)
  add(sorted(participating(actor, known)), sql`1 = 0`)
  return sources
}

const among = (ids: readonly string[], only: readonly string[] | undefined): readonly string[] =>
  only ? ids.filter((id) => only.includes(id)) : ids

const scopeIds = (branches: readonly Branch[], scope: Branch['scope']): string[] => [
  ...new Set(branches.flatMap((branch) => (branch.scope === scope && branch.scopeId !== null ? [branch.scopeId] : []))),
]

/** How an id stands in the statement. */
type Known = (id: string | null) => Expression<unknown>

const ownRows = (actor: LoadedActor, known: Known): Rows =>
  actor.capacity.acting === 'staff'
    ? ticketsAlong('assignee_id', known(actor.personId))
    : {
        ...ticketRows(requesterSql(actor)),
        along: { column: 'requester_id', id: known(actor.personId), rest: inCompanySql(actor, known(actor.companyId)) },
      }

/** Tickets that somebody takes part in: a walk over their participations, newest ticket first. */
const participating = (actor: LoadedActor, known: Known): Rows => ({
  from: sql`${sql.table('participant')} join ${sql.table('ticket')} on ${number} = ${sql.ref('participant.ticket_number')}`,
  where: sql`${sql.ref('participant.person_id')} = ${known(actor.personId)} and ${sql.ref('participant.kind')} = ${sql.lit(participantKind(actor))}
    and ${actor.capacity.acting === 'customer' ? notOfOtherCompanies(actor) : sql`1 = 1`}`,
  number: sql.ref('participant.ticket_number'),
})

function leading(lead: Lead, scope: Predicate, disjoint: boolean): Rows[] {
  if ('column' in lead) return lead.ids.map((id) => ticketRows(sql`${sql.ref(`ticket.${lead.column}`)} = ${id} and ${scope}`))
  return lead.tags.map((tag, index) => ({
    from: sql`${sql.table('tag')} join ${sql.table('ticket')} on ${number} = ${sql.ref('tag.ticket_number')}`,
    where: sql`${sql.ref('tag.tag')} = ${tag} and ${scope} and ${disjoint && index > 0 ? without(lead.tags.slice(0, index)) : sql`1 = 1`}`,
    number: sql.ref('tag.ticket_number'),
  }))
}

const without = (tags: readonly string[]): Predicate =>
  sql`not exists (select 1 from ${sql.table('tag')} as earlier where earlier.ticket_id = ${sql.ref('ticket.id')} and earlier.tag in (${sql.join([...tags])}))`
