import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Branch, LoadedActor } from '../access/actor-access.ts'
import { notOfOtherCompanies, participantKind, requesterSql, ticketPredicate } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { Lead } from './list-lead.ts'

type Predicate = RawBuilder<SqlBool>

/** One index to walk: which rows, and where the ticket's number stands in it. */
export interface Rows {
  readonly from: RawBuilder<unknown>
  readonly where: Predicate
  readonly number: RawBuilder<unknown>
}
/** The same walk for each of many teams or companies: on PostgreSQL, planning thirty branches costs more than walking them. */
export interface Each {
  readonly column: 'team_id' | 'company_id'
  readonly ids: readonly string[]
}
export type Source = Rows | Each

const number = sql.ref('ticket.number')
const ticketRows = (where: Predicate): Rows => ({ from: sql.table('ticket'), where, number })

/**
 * Where the tickets are that the actor may see: a walk for each branch of the scope, or for each value of what the filter leads by, with the
 * scope as a condition. `teams` are those of the whole desk, where walking team by team is better than walking all. With `disjoint` no two
 * sources hold the same ticket, for who counts; else a list unites them.
 */
export function listSources(
  { unit, actor }: CallContext,
  {
    lead,
    teams,
    disjoint = false,
  }: { readonly lead?: Lead | undefined; readonly teams?: readonly string[] | undefined; readonly disjoint?: boolean },
): Source[] {
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  if (!branches.length) return []
  const isPostgres = unit.tx.kind === 'postgres'
  // Behind a plus SQLite looks for no index for it: the one to walk is chosen.
  const scope = isPostgres ? sql<SqlBool>`${ticketPredicate(actor, bit)}` : sql<SqlBool>`+(${ticketPredicate(actor, bit)})`
  if (lead) return leading(lead, scope, disjoint)
  const isAll = branches.some((branch) => branch.scope === 'all')
  if (isAll && !teams) return [ticketRows(sql`1 = 1`)]
  const sources: Source[] = []
  const before: Predicate[] = []
  const add = (rows: Rows, predicate: Predicate) => {
    const notBefore = disjoint ? before.map((each) => sql`(${each}) is not true`) : []
    sources.push({ ...rows, where: sql`${sql.join([rows.where, ...notBefore], sql` and `)}` })
    before.push(predicate)
  }
  for (const [column, ids] of [
    ['team_id', teams ?? scopeIds(branches, 'team')],
    ['company_id', isAll ? [] : scopeIds(branches, 'company')],
  ] as const) {
    const isOne = ids.length <= 1 || !isPostgres || (disjoint && before.length > 0)
    if (!isOne) sources.push({ column, ids })
    else for (const id of ids) add(ticketRows(sql`${sql.ref(`ticket.${column}`)} = ${id}`), sql`1 = 0`)
    if (ids.length) before.push(sql`${sql.ref(`ticket.${column}`)} in (${sql.join([...ids])})`)
  }
  if (isAll || !branches.some((branch) => branch.scope === 'own') || actor.personId === null) return sources
  const own = ownRows(actor)
  add(own, own.where)
  add(participating(actor), sql`1 = 0`)
  return sources
}

const scopeIds = (branches: readonly Branch[], scope: Branch['scope']): string[] => [
  ...new Set(branches.flatMap((branch) => (branch.scope === scope && branch.scopeId !== null ? [branch.scopeId] : []))),
]

const ownRows = (actor: LoadedActor): Rows =>
  ticketRows(actor.capacity.acting === 'staff' ? sql`${sql.ref('ticket.assignee_id')} = ${actor.personId}` : requesterSql(actor))

/** Tickets that somebody takes part in: a walk over their participations, newest ticket first. */
const participating = (actor: LoadedActor): Rows => ({
  from: sql`${sql.table('participant')} join ${sql.table('ticket')} on ${number} = ${sql.ref('participant.ticket_number')}`,
  where: sql`${sql.ref('participant.person_id')} = ${actor.personId} and ${sql.ref('participant.kind')} = ${participantKind(actor)}
    and ${actor.capacity.acting === 'customer' ? notOfOtherCompanies(actor) : sql`1 = 1`}`,
  number: sql.ref('participant.ticket_number'),
})

function leading(lead: Lead, scope: Predicate, disjoint: boolean): Source[] {
  if ('column' in lead) return lead.ids.map((id) => ticketRows(sql`${sql.ref(`ticket.${lead.column}`)} = ${id} and ${scope}`))
  return lead.tags.map((tag, index) => ({
    from: sql`${sql.table('tag')} join ${sql.table('ticket')} on ${number} = ${sql.ref('tag.ticket_number')}`,
    where: sql`${sql.ref('tag.tag')} = ${tag} and ${scope} and ${disjoint && index > 0 ? without(lead.tags.slice(0, index)) : sql`1 = 1`}`,
    number: sql.ref('tag.ticket_number'),
  }))
}

const without = (tags: readonly string[]): Predicate =>
  sql`not exists (select 1 from ${sql.table('tag')} as earlier where earlier.ticket_id = ${sql.ref('ticket.id')} and earlier.tag in (${sql.join([...tags])}))`
