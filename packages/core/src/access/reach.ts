import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LoadedActor } from './actor-access.ts'

/** Over which companies and their contacts a permission reaches: all of the desk, or those of some companies. */
export type Reach = 'everything' | readonly string[]

/**
 * People and companies belong to no team, so staff who hold a permission in a team hold it over all of them; in a company, over that one.
 * Customers hold it in the company they act for, if a grant there says so.
 */
export function reachOf(actor: LoadedActor, bit: number): Reach {
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  if (actor.capacity.acting === 'staff' && branches.some((branch) => branch.scope !== 'company')) return 'everything'
  return [...new Set(branches.flatMap((branch) => (branch.scope === 'company' && branch.scopeId !== null ? [branch.scopeId] : [])))]
}

export const reaches = (reach: Reach, companyId: string): boolean => reach === 'everything' || reach.includes(companyId)

/** Rows of companies that a permission reaches, by the column with the company; rows of no company are the house's own, for whom it reaches everything. */
export function companyRows(actor: LoadedActor, bit: number, column: string): RawBuilder<SqlBool> {
  const reach = reachOf(actor, bit)
  if (reach === 'everything') return sql<SqlBool>`1 = 1`
  return reach.length ? sql<SqlBool>`${sql.ref(column)} ${among(reach)}` : sql<SqlBool>`1 = 0`
}

/** Rows that are a customer's own by a grant over what is theirs: of the company acted for, or of none. */
export function ownRows(actor: LoadedActor, bit: number, person: string, company: string): RawBuilder<SqlBool> {
  const isGranted = actor.branches.some((branch) => branch.scope === 'own' && branch.permissions.hasBit(bit))
  if (!isGranted || actor.personId === null) return sql<SqlBool>`1 = 0`
  const inCompany =
    actor.companyId === null
      ? sql`${sql.ref(company)} is null`
      : sql`(${sql.ref(company)} is null or ${sql.ref(company)} = ${actor.companyId})`
  return sql<SqlBool>`(${sql.ref(person)} = ${actor.personId} and ${inCompany})`
}

const among = (ids: readonly string[]) => (ids.length ? sql`in (${sql.join([...ids])})` : sql`is null`)

/**
 * People whom the actor may know of, as a predicate over the table `person`: themselves and the contacts of the companies that
 * `person.read` reaches; staff whom it reaches in companies only also know their colleagues.
 */
export function peoplePredicate(actor: LoadedActor, bit: number): RawBuilder<SqlBool> {
  const reach = reachOf(actor, bit)
  if (reach === 'everything') return sql<SqlBool>`1 = 1`
  const known: RawBuilder<unknown>[] = []
  if (actor.personId !== null)
    known.push(sql`select ${sql.ref('person.id')} from ${sql.table('person')} where ${sql.ref('person.id')} = ${actor.personId}`)
  if (reach.length)
    known.push(
      sql`select ${sql.ref('membership.person_id')} from ${sql.table('membership')} where ${sql.ref('membership.company_id')} ${among(reach)}`,
    )
  if (reach.length && actor.capacity.acting === 'staff') known.push(staffIds)
  // One list of ids, so that a database begins with the few people whom the actor knows and not with all that there are.
  return known.length ? sql<SqlBool>`${sql.ref('person.id')} in (${sql.join(known, sql` union `)})` : sql<SqlBool>`1 = 0`
}

const staffIds = sql`select ${sql.ref('access_grant.person_id')} from ${sql.table('access_grant')}
  join ${sql.table('role')} on ${sql.ref('role.id')} = ${sql.ref('access_grant.role_id')} where ${sql.ref('role.acting')} = 'staff'`

/** Over the table `person`: holds a staff role anywhere. */
export const isStaff: RawBuilder<SqlBool> = sql`exists (select 1 from ${sql.table('access_grant')}
  join ${sql.table('role')} on ${sql.ref('role.id')} = ${sql.ref('access_grant.role_id')}
  where ${sql.ref('access_grant.person_id')} = ${sql.ref('person.id')} and ${sql.ref('role.acting')} = 'staff')`

/** Companies that the actor may know of, as a predicate over the table `company`: those that `company.read` reaches, and the one acted for. */
export function companiesPredicate(actor: LoadedActor, bit: number): RawBuilder<SqlBool> {
  const reach = reachOf(actor, bit)
  if (reach === 'everything') return sql<SqlBool>`1 = 1`
  const ids = actor.companyId === null ? reach : [...new Set([...reach, actor.companyId])]
  return sql<SqlBool>`${sql.ref('company.id')} ${among(ids)}`
}
