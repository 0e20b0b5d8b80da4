import type { BillingReader } from '../kit.ts'

/** What gets an invoice of its own: a contract, or a company's work that belongs to none. */
export interface Target {
  readonly companyId: string
  readonly contractId: string | null
}

export const placeOf = ({ companyId, contractId }: Target): string => `${companyId} ${contractId ?? ''}`

/** Of one company, or of all. */
export interface Whose {
  readonly companyId: string | null
}

/**
 * Contracts that have begun, by company, and then companies with work of no contract: what may be due on a day. Whether something is, only the
 * computation can say. A part at a time, so that the number of contracts is no matter.
 */
export async function targetsAfter(
  db: BillingReader,
  { companyId }: Whose,
  on: string,
  after: Target | undefined,
  limit: number,
): Promise<Target[]> {
  const found = after && after.contractId === null ? [] : await contractsAfter(db, companyId, on, after, limit)
  if (found.length === limit) return found
  const behind = after && after.contractId === null ? after.companyId : undefined
  return [...found, ...(await companiesAfter(db, companyId, on, behind, limit - found.length))]
}

async function contractsAfter(db: BillingReader, companyId: string | null, on: string, after: Target | undefined, limit: number) {
  let rows = db
    .selectFrom('billing_contract')
    .select(['company_id', 'id'])
    .where('starts_on', '<=', on)
    .orderBy('company_id')
    .orderBy('id')
    .limit(limit)
  if (companyId !== null) rows = rows.where('company_id', '=', companyId)
  if (after) {
    const { companyId: company, contractId } = after
    rows = rows.where((eb) =>
      eb.or([eb('company_id', '>', company), eb.and([eb('company_id', '=', company), eb('id', '>', contractId ?? '')])]),
    )
  }
  return (await rows.execute()).map(({ company_id, id }): Target => ({ companyId: company_id, contractId: id }))
}

async function companiesAfter(db: BillingReader, companyId: string | null, on: string, after: string | undefined, limit: number) {
  const found = new Set<string>()
  for (const table of ['billing_time_entry', 'billing_work_line'] as const) {
    let rows = db
      .selectFrom(table)
      .select('company_id')
      .distinct()
      .where('contract_id', 'is', null)
      .where('invoice_id', 'is', null)
      .where('company_id', 'is not', null)
      .where('worked_on', '<', on)
      .orderBy('company_id')
      .limit(limit)
    if (companyId !== null) rows = rows.where('company_id', '=', companyId)
    if (after !== undefined) rows = rows.where('company_id', '>', after)
    for (const { company_id } of await rows.execute()) if (company_id !== null) found.add(company_id)
  }
  return [...found]
    .sort()
    .slice(0, limit)
    .map((company): Target => ({ companyId: company, contractId: null }))
}
