import type { Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { CompanyTable } from '../tables.ts'
import type { CompanyView } from './contract.ts'

export type CompanyRow = Selectable<CompanyTable>

export const viewCompany = (row: CompanyRow): CompanyView => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  isActive: row.is_active,
  version: row.version,
  createdAt: row.created_at,
})

/** After a change of this unit of work, or of a company that the actor is known to see. */
export const viewCompanyById = async ({ unit }: CallContext, companyId: string): Promise<CompanyView> =>
  viewCompany(await unit.db.selectFrom('company').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow())

/** The row as it is, held until the commit. Throws `company.not_found`, `company.conflict`. */
export async function lockCompany({ unit }: CallContext, companyId: string, expectedVersion?: number): Promise<CompanyRow> {
  const row = await unit.db.selectFrom('company').selectAll().where('id', '=', companyId).forNoKeyUpdate().executeTakeFirst()
  if (!row) throw coreError('company.not_found', { companyId })
  if (expectedVersion !== undefined && row.version !== expectedVersion)
    throw coreError('company.conflict', { version: row.version }, { details: { currentVersion: row.version, expectedVersion } })
  return row
}
