import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { ApprovalLimit, MemberView } from './contract.ts'

/** Contacts of a company as rows for a view. */
export const memberRows = ({ unit }: CallContext, companyId: string) =>
  unit.db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select([
      'person.id',
      'person.name',
      'person.name_key',
      'person.email',
      'person.is_active',
      'membership.job_title',
      'membership.approval_limit_minor',
      'membership.approval_currency',
      'membership.created_at',
    ])
    .where('membership.company_id', '=', companyId)

interface LimitColumns {
  readonly approval_limit_minor: number | null
  readonly approval_currency: string | null
}
type MemberRow = Awaited<ReturnType<ReturnType<typeof memberRows>['execute']>>[number]

/** Null: no limit was set, so nothing can be approved. */
export const limitOf = ({ approval_limit_minor: minor, approval_currency: currency }: LimitColumns): ApprovalLimit | null =>
  minor === null || currency === null ? null : { minor, currency }

export const viewMember = (row: MemberRow): MemberView => ({
  person: { id: row.id, name: row.name, email: row.email, isActive: row.is_active },
  jobTitle: row.job_title,
  approvalLimit: limitOf(row),
  addedAt: row.created_at,
})

/** Throws `company.member_not_found`. */
export async function viewMemberOf(context: CallContext, companyId: string, personId: string): Promise<MemberView> {
  const row = await memberRows(context, companyId).where('person.id', '=', personId).executeTakeFirst()
  if (!row) throw coreError('company.member_not_found', { companyId, personId })
  return viewMember(row)
}
