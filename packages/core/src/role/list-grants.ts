import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { type AccessContract, GrantPage, ListGrants } from './contract.ts'
import { namedGrants } from './grant-rows.ts'
import { viewGrant } from './role-view.ts'

const { query } = forContract<AccessContract>()

export const grants = query({
  route: 'GET /access/grants',
  summary: 'Who holds which role in which scope, newest first, as far as the right to see it reaches.',
  permission: 'access.read',
  audience: 'both',
  input: ListGrants,
  output: GrantPage,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    const page = new Page(context, 'access.grants', input)
    let rows = namedGrants(context)
      .where(grantsPredicate(actor, unit.runtime.composition.permissions.bit('access.read')))
      .orderBy('access_grant.id', 'desc')
      .limit(page.take)
    if (input.personId !== undefined) rows = rows.where('access_grant.person_id', '=', input.personId)
    if (input.roleId !== undefined) rows = rows.where('access_grant.role_id', '=', input.roleId)
    if (input.scope !== undefined) rows = rows.where('access_grant.scope', '=', input.scope)
    if (input.scopeId !== undefined) rows = rows.where('access_grant.scope_id', '=', input.scopeId)
    if (input.source !== undefined) rows = rows.where('access_grant.source', '=', input.source)
    if (page.after) rows = rows.where('access_grant.id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.map(viewGrant))
  },
})

/** Over all: every grant; in a team or company: the grants there; to customers, those of customers. */
function grantsPredicate(actor: LoadedActor, bit: number): RawBuilder<SqlBool> {
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  if (branches.some((branch) => branch.scope === 'all')) return sql`1 = 1`
  const parts = branches.flatMap(({ scope, scopeId }) =>
    scopeId === null ? [] : [sql`(${sql.ref('access_grant.scope')} = ${scope} and ${sql.ref('access_grant.scope_id')} = ${scopeId})`],
  )
  if (!parts.length) return sql`1 = 0`
  const here = sql<SqlBool>`(${sql.join(parts, sql` or `)})`
  return actor.capacity.acting === 'customer' ? sql`${here} and ${sql.ref('role.acting')} = 'customer'` : here
}
