import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { expectAuthority } from '../role/authority.ts'
import { endGrants, grantColumns } from '../role/end-grants.ts'
import { RemoveFromTeam, TeamMembers, type TeamsContract } from './contract.ts'
import { dropAssignments } from './drop-assignments.ts'
import { viewMembers } from './members.ts'
import { expectMayManage } from './update-team.ts'

const { command } = forContract<TeamsContract>()
const record = recorderFor<TeamsContract>()

/** Whoever manages a team takes back in it what they hold there themselves; a role that reaches further needs `access.manage` over all. */
export const removeMember = command({
  route: 'DELETE /teams/:teamId/members/:personId',
  summary: 'Takes back every role in the team; open tickets go back to the team.',
  permission: 'team.manage',
  audience: 'staff',
  input: RemoveFromTeam,
  output: TeamMembers,
  async run(work, { teamId, personId }) {
    const context = contextOf(work)
    const { unit } = context
    await expectMayManage(context, teamId)
    await unit.db.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().execute()
    const grants = await unit.db
      .selectFrom('access_grant')
      .innerJoin('role', 'role.id', 'access_grant.role_id')
      .select([...grantColumns, 'role.permissions_json', 'role.acting'])
      .where('access_grant.person_id', '=', personId)
      .where('access_grant.scope', '=', 'team')
      .where('access_grant.scope_id', '=', teamId)
      .orderBy('access_grant.id')
      .execute()
    if (!grants.length) throw coreError('team.member_not_found', { personId, teamId })
    for (const grant of grants) expectAuthority(context, grant, ['team.manage'])
    await record(context, 'team.member_removed', { teamId, personId }, () => endGrants(context, grants))
    await dropAssignments(context, personId)
    return viewMembers(context, teamId)
  },
})
