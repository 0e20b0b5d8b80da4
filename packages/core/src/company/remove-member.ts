import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { endGrants, grantColumns } from '../role/end-grants.ts'
import { endParticipations } from '../team/end-participations.ts'
import { viewCompanyById } from './company-view.ts'
import { type CompaniesContract, CompanyView, RemoveMember } from './contract.ts'
import { expectMayManageMembers } from './save-member.ts'

const { command } = forContract<CompaniesContract>()
const record = recorderFor<CompaniesContract>()

/** Roles of staff in the company stay: they hang on no membership, and a customer must not end them. */
export const removeMember = command({
  route: 'DELETE /companies/:companyId/members/:personId',
  summary: 'Ends a contact’s membership, their authority for the company, and their copies of its tickets, at once.',
  permission: 'company.manage_members',
  audience: 'both',
  input: RemoveMember,
  output: CompanyView,
  async run(work, { companyId, personId }) {
    const context = contextOf(work)
    const { unit } = context
    await work.company(companyId)
    expectMayManageMembers(context, companyId)
    await record(context, 'company.member_removed', { companyId, personId }, async () => {
      const { numDeletedRows } = await unit.db
        .deleteFrom('membership')
        .where('company_id', '=', companyId)
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow()
      if (numDeletedRows === 0n) throw coreError('company.member_not_found', { companyId, personId })
      await endAuthority(context, companyId, personId)
      await endParticipations(context, personId, { kind: 'cc', companyId })
    })
    return viewCompanyById(context, companyId)
  },
})

async function endAuthority(context: CallContext, companyId: string, personId: string): Promise<void> {
  const grants = await context.unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select(grantColumns)
    .where('access_grant.person_id', '=', personId)
    .where('access_grant.scope', '=', 'company')
    .where('access_grant.scope_id', '=', companyId)
    .where('role.acting', '=', 'customer')
    .orderBy('access_grant.id')
    .forUpdate('access_grant')
    .execute()
  await endGrants(context, grants)
}
