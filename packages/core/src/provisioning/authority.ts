import type { LoadedActor } from '../access/actor-access.ts'
import { ADMINISTRATION } from '../access/administrators.ts'
import { loadActors } from '../access/load-actors.ts'
import { permissionNames } from '../access/permission-names.ts'
import { scopeFault } from '../access/scope-fault.ts'
import { expectMayManageMembers } from '../company/save-member.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { expectAuthority } from '../role/authority.ts'
import { NIL_ID } from '../tables.ts'
import type { RuleRow } from './matches.ts'

type Gift = Pick<RuleRow, 'author_id' | 'company_id' | 'role_id' | 'scope' | 'scope_id'>

/**
 * Whether the rule's author could give this by hand, now: asked when the rule is made, and each time that it gives, as roles grow and authors go.
 * Grants that the host adds for a call count for the call, so not here. The role is held until the commit, so that it does not grow meanwhile.
 * Throws `access.denied`, `access.beyond_own`, `access.unknown_role`, `access.scope_unfit`, `provisioning.too_powerful`.
 */
export async function expectAuthorMay(context: CallContext, gift: Gift): Promise<void> {
  const { unit } = context
  const role =
    gift.role_id === null
      ? undefined
      : await unit.db.selectFrom('role').selectAll().where('id', '=', gift.role_id).forShare().executeTakeFirst()
  if (gift.role_id !== null) {
    if (!role || !gift.scope) throw coreError('access.unknown_role', { role: gift.role_id })
    const place = gift.scope_id === NIL_ID || gift.scope_id === null ? undefined : gift.scope_id
    const reason = scopeFault(role.acting, gift.scope, place)
    if (reason) throw coreError('access.scope_unfit', { role: role.id, scope: gift.scope, reason })
    if (role.acting === 'staff' && permissionNames(role.permissions_json).includes(ADMINISTRATION))
      throw coreError('provisioning.too_powerful', { role: role.id })
  }
  const actor = await authorOf(context, gift.author_id)
  if (actor.isSystem) return
  const asAuthor = { ...context, actor }
  if (gift.company_id !== null) expectMayManageMembers(asAuthor, gift.company_id)
  if (role && gift.scope)
    expectAuthority(asAuthor, {
      role_id: role.id,
      acting: role.acting,
      permissions_json: role.permissions_json,
      scope: gift.scope,
      scope_id: gift.scope_id ?? NIL_ID,
    })
}

/** The same as a question, for a rule that gives: one that may not any more gives nothing, and hinders nobody's sign-in. */
export async function authorMay(context: CallContext, rule: Gift): Promise<boolean> {
  try {
    await expectAuthorMay(context, rule)
    return true
  } catch (error) {
    if (isDeskError(error) && error.status < 500) return false
    throw error
  }
}

async function authorOf({ unit, actor }: CallContext, authorId: string | null): Promise<LoadedActor> {
  if (authorId === null) {
    if (actor.isSystem) return actor
    throw coreError('access.denied', { permission: ADMINISTRATION })
  }
  const row = await unit.db.selectFrom('person').select(['external_id', 'kind']).where('id', '=', authorId).executeTakeFirst()
  if (!row?.external_id || row.kind !== 'person') throw coreError('access.denied', { permission: ADMINISTRATION })
  const person = { externalId: row.external_id }
  const [found] = await loadActors(unit.runtime, unit.tx, [
    { caller: { kind: 'person', person, options: { acting: 'staff' } }, hostGrants: [] },
  ])
  if (!found || isDeskError(found)) throw found ?? coreError('access.denied', { permission: ADMINISTRATION })
  return found
}
