import { scopeFault } from '../access/scope-fault.ts'
import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import { expectAnyAuthority, expectAuthority } from './authority.ts'
import { type AccessContract, GrantRole, GrantView } from './contract.ts'
import { grantText } from './end-grants.ts'
import { namedGrant } from './grant-rows.ts'
import { viewGrant } from './role-view.ts'

const { command } = forContract<AccessContract>()
const record = recorderFor<AccessContract>()

/** Declared for anyone, as two permissions open it; which role in which scope is decided by `expectAuthority`. */
export const grant = command({
  route: 'POST /access/grants',
  summary: 'Gives somebody a role in a scope; a grant that is there already is returned as it is.',
  permission: 'anyone',
  audience: 'both',
  input: GrantRole,
  output: GrantView,
  async run(work, { personId, roleId, scope, scopeId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    expectAnyAuthority(context)
    await work.person(personId)
    const role = await unit.db.selectFrom('role').selectAll().where('id', '=', roleId).forShare().executeTakeFirst()
    if (!role || (actor.capacity.acting === 'customer' && role.acting !== 'customer'))
      throw coreError('access.unknown_role', { role: roleId })
    const reason = scopeFault(role.acting, scope, scopeId)
    if (reason) throw coreError('access.scope_unfit', { role: roleId, scope, reason })
    if (scope === 'team' && scopeId !== undefined) await seeTeam(unit, actor, scopeId)
    if (scope === 'company' && scopeId !== undefined) await work.company(scopeId)
    const place = scopeId ?? NIL_ID
    expectAuthority(context, { role_id: roleId, acting: role.acting, permissions_json: role.permissions_json, scope, scope_id: place })
    await expectActive(context, personId)
    if (role.acting === 'customer' && scope === 'company') await expectMember(context, personId, place)
    const known = await unit.db
      .selectFrom('access_grant')
      .select('id')
      .where('person_id', '=', personId)
      .where('role_id', '=', roleId)
      .where('scope', '=', scope)
      .where('scope_id', '=', place)
      .executeTakeFirst()
    const id = known?.id ?? work.newId()
    const source = actor.kind === 'plugin' ? `plugin:${actor.id}` : 'manual'
    if (!known)
      await record(
        context,
        'access.granted',
        { grantId: id, personId, roleId, scope, scopeId: scopeId ?? null, grantSource: source },
        () =>
          unit.db
            .insertInto('access_grant')
            .values({
              id,
              person_id: personId,
              role_id: roleId,
              scope,
              scope_id: place,
              source,
              granted_by: actor.id,
              created_at: unit.now,
            })
            .execute(),
        [{ field: 'role', from: null, to: grantText(roleId, scope, scopeId ?? null), isPublic: false }],
      )
    return viewGrant(await namedGrant(context, id))
  },
})

/** Held until the commit, so that nobody is given a role while being deactivated, nor the same one twice at once. */
async function expectActive({ unit }: CallContext, personId: string): Promise<void> {
  const person = await unit.db
    .selectFrom('person')
    .select('is_active')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  if (!person.is_active) throw coreError('person.inactive', { personId })
}

/** A customer's authority for a company hangs on being its contact, and ends with that. */
async function expectMember({ unit }: CallContext, personId: string, companyId: string): Promise<void> {
  const member = await unit.db
    .selectFrom('membership')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('company_id', '=', companyId)
    .forShare()
    .executeTakeFirst()
  if (!member) throw coreError('company.member_not_found', { personId, companyId })
}
