import { reaches, reachOf } from '../access/reach.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { lockCompany } from './company-view.ts'
import { type ApprovalLimit, type CompaniesContract, MemberView, SaveMember } from './contract.ts'
import { limitOf, viewMemberOf } from './member-view.ts'

const { command } = forContract<CompaniesContract>()
const record = recorderFor<CompaniesContract>()

export const saveMember = command({
  route: 'PUT /companies/:companyId/members/:personId',
  summary: 'Makes somebody a contact of the company, or changes position and approval limit. What is left out stays.',
  permission: 'company.manage_members',
  audience: 'both',
  input: SaveMember,
  output: MemberView,
  async run(work, { companyId, personId, jobTitle, approvalLimit }) {
    const context = contextOf(work)
    const { unit } = context
    await work.company(companyId)
    expectMayManageMembers(context, companyId)
    await work.person(personId)
    // Held until the commit, so that of two who add somebody at once the second finds the membership.
    await unit.db.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().execute()
    if (approvalLimit) await expectWithinOwn(context, companyId, approvalLimit)
    // Of two who add the same contact at once the second finds the first one's row.
    await lockCompany(context, companyId)
    const before = await unit.db
      .selectFrom('membership')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('person_id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    const patch = {
      ...(jobTitle === undefined ? {} : { job_title: jobTitle }),
      ...(approvalLimit === undefined
        ? {}
        : { approval_limit_minor: approvalLimit?.minor ?? null, approval_currency: approvalLimit?.currency ?? null }),
    }
    const none = { job_title: null, approval_limit_minor: null, approval_currency: null }
    const after = { ...(before ?? none), ...patch }
    const changes = changesOf(before ?? none, after)
    const payload = { companyId, personId }
    if (!before)
      await record(
        context,
        'company.member_added',
        payload,
        () =>
          unit.db
            .insertInto('membership')
            .values({ ...none, ...patch, company_id: companyId, person_id: personId, created_at: unit.now })
            .execute(),
        changes,
      )
    else if (changes.length)
      await record(
        context,
        'company.member_changed',
        payload,
        () => unit.db.updateTable('membership').set(patch).where('company_id', '=', companyId).where('person_id', '=', personId).execute(),
        changes,
      )
    return viewMemberOf(context, companyId, personId)
  },
})

/** Throws `access.denied`. */
export function expectMayManageMembers({ unit, actor }: CallContext, companyId: string): void {
  const permission = 'company.manage_members'
  if (!reaches(reachOf(actor, unit.runtime.composition.permissions.bit(permission)), companyId))
    throw coreError('access.denied', { permission })
}

/** A contact gives at most the authority that they have; staff are not bound. Throws `company.limit_beyond_own`. */
async function expectWithinOwn({ unit, actor }: CallContext, companyId: string, wanted: ApprovalLimit): Promise<void> {
  if (actor.capacity.acting === 'staff') return
  const own = await unit.db
    .selectFrom('membership')
    .select(['approval_limit_minor', 'approval_currency'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  const limit = own ? limitOf(own) : null
  if (!limit || limit.currency !== wanted.currency || limit.minor < wanted.minor) throw coreError('company.limit_beyond_own')
}

interface MemberColumns {
  readonly job_title: string | null
  readonly approval_limit_minor: number | null
  readonly approval_currency: string | null
}

function changesOf(before: MemberColumns, after: MemberColumns) {
  const limitText = (row: MemberColumns) => {
    const limit = limitOf(row)
    return limit ? `${limit.minor} ${limit.currency}` : null
  }
  const pairs = [
    { field: 'jobTitle', from: before.job_title, to: after.job_title },
    { field: 'approvalLimit', from: limitText(before), to: limitText(after) },
  ]
  return pairs.flatMap((pair) => (pair.from === pair.to ? [] : [{ ...pair, isPublic: false }]))
}
