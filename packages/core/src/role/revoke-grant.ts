import { ADMINISTRATION, expectAdministrator, lockAdministrators } from '../access/administrators.ts'
import { permissionNames } from '../access/permission-names.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { dropAssignments } from '../team/drop-assignments.ts'
import { expectAnyAuthority, expectAuthority, seesGrant } from './authority.ts'
import { type AccessContract, GrantById, GrantView } from './contract.ts'
import { endGrants } from './end-grants.ts'
import { namedGrant } from './grant-rows.ts'
import { viewGrant } from './role-view.ts'

const { command } = forContract<AccessContract>()

export const revoke = command({
  route: 'DELETE /access/grants/:grantId',
  summary: 'Takes a role back; open tickets that somebody may no longer have go back to their teams.',
  permission: 'anyone',
  audience: 'both',
  input: GrantById,
  output: GrantView,
  async run(work, { grantId }) {
    const context = contextOf(work)
    const { unit } = context
    expectAnyAuthority(context)
    const found = await namedGrant(context, grantId)
    if (!seesGrant(context, found)) throw coreError('access.grant_not_found', { grantId })
    expectAuthority(context, found)
    if (found.scope === 'all') await lockAdministrators(unit)
    const person = await unit.db
      .selectFrom('person')
      .select('is_active')
      .where('id', '=', found.person_id)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow()
    // Again, now that nobody else can take it back: of two at once the second finds nothing.
    const grant = await namedGrant(context, grantId)
    await endGrants(context, [grant])
    if (person.is_active && isAdministrative(grant)) await expectAdministrator(unit)
    if (grant.acting === 'staff' && (grant.scope === 'team' || grant.scope === 'all')) await dropAssignments(context, grant.person_id)
    return viewGrant(grant)
  },
})

const isAdministrative = ({ scope, acting, permissions_json }: { scope: string; acting: string; permissions_json: unknown }): boolean =>
  scope === 'all' && acting === 'staff' && permissionNames(permissions_json).includes(ADMINISTRATION)
