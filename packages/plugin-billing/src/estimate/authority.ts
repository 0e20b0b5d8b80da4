import { billingError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'
import type { EstimateTable } from './tables.ts'

/**
 * Whether the caller may decide on it for its company: by a grant over it, and with a limit that covers the amount in its currency. The limit is
 * kept with the membership, in core; contacts give each other at most their own there (`companies.saveMember`). It is read when it counts: now.
 */
export async function coversEstimate(
  work: AnyReading,
  row: Pick<EstimateTable, 'company_id' | 'currency' | 'total_minor'>,
): Promise<boolean> {
  const { company_id: companyId } = row
  if (work.actor.capacity.acting !== 'customer' || companyId === null || work.caller.companyId !== companyId) return false
  if (!work.holds('billing.estimate_approve')) return false
  const { person } = await work.desk.people.me()
  const limit = person.memberships.find(({ company }) => company.id === companyId)?.approvalLimit
  return limit !== undefined && limit !== null && limit.currency === row.currency && limit.minor >= row.total_minor
}

/** Throws `billing.estimate_beyond_authority`. */
export async function expectAuthority(work: AnyReading, row: EstimateTable): Promise<void> {
  if (!(await coversEstimate(work, row))) throw billingError('billing.estimate_beyond_authority')
}
