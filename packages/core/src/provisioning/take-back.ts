import { ADMINISTRATION, expectAdministrator, lockAdministrators } from '../access/administrators.ts'
import { permissionNames } from '../access/permission-names.ts'
import type { CompaniesContract } from '../company/contract.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { endGrants } from '../role/end-grants.ts'
import { dropAssignments } from '../team/drop-assignments.ts'
import { endParticipations } from '../team/end-participations.ts'
import type { ProvisioningContract } from './contract.ts'
import { sourceOf } from './give.ts'
import type { ProvisioningGivenTable } from './tables.ts'

const record = recorderFor<ProvisioningContract>()
const recordMember = recorderFor<CompaniesContract>()

/** Takes back what the rule made and is still there; what was given by hand stays. Under the lock of the person. */
export async function takeBack(context: CallContext, row: ProvisioningGivenTable): Promise<void> {
  const { unit } = context
  const { rule_id: ruleId, person_id: personId } = row
  const rule = await unit.db.selectFrom('provisioning_rule').select('company_id').where('id', '=', ruleId).executeTakeFirstOrThrow()
  if (row.grant_id !== null) await endGrant(context, row.grant_id, ruleId)
  if (row.is_member && rule.company_id !== null) await endMembership(context, rule.company_id, personId)
  await record(context, 'provisioning.taken_back', { personId, ruleId }, () =>
    unit.db.deleteFrom('provisioning_given').where('rule_id', '=', ruleId).where('person_id', '=', personId).execute(),
  )
}

async function endGrant(context: CallContext, grantId: string, ruleId: string): Promise<void> {
  const { unit } = context
  const grant = await unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .selectAll('access_grant')
    .select(['role.acting', 'role.permissions_json'])
    .where('access_grant.id', '=', grantId)
    .where('access_grant.source', '=', sourceOf(ruleId))
    .executeTakeFirst()
  if (!grant) return
  // No rule gives such a role; one may have grown into it since.
  const isAdministrative = grant.scope === 'all' && permissionNames(grant.permissions_json).includes(ADMINISTRATION)
  if (isAdministrative) await lockAdministrators(unit)
  await endGrants(context, [grant])
  if (isAdministrative) await expectAdministrator(unit)
  if (grant.acting === 'staff' && (grant.scope === 'team' || grant.scope === 'all')) await dropAssignments(context, grant.person_id)
}

/** A membership on which authority hangs that somebody gave by hand is no longer the rule's alone, and stays. */
async function endMembership(context: CallContext, companyId: string, personId: string): Promise<void> {
  const { unit } = context
  const authority = await unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select('access_grant.id')
    .where('access_grant.person_id', '=', personId)
    .where('access_grant.scope', '=', 'company')
    .where('access_grant.scope_id', '=', companyId)
    .where('role.acting', '=', 'customer')
    .executeTakeFirst()
  const member = await unit.db
    .selectFrom('membership')
    .select(['job_title', 'approval_limit_minor'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (authority || !member || member.job_title !== null || member.approval_limit_minor !== null) return
  await recordMember(context, 'company.member_removed', { companyId, personId }, async () => {
    await unit.db.deleteFrom('membership').where('company_id', '=', companyId).where('person_id', '=', personId).execute()
    await endParticipations(context, personId, { kind: 'cc', companyId })
  })
}
