import { nameColumns } from '../access/host-identity.ts'
import { reachOf } from '../access/reach.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { viewCompanyById } from './company-view.ts'
import { type CompaniesContract, CompanyView, CreateCompany } from './contract.ts'

const { command } = forContract<CompaniesContract>()
const record = recorderFor<CompaniesContract>()

export const create = command({
  route: 'POST /companies',
  summary: 'Adds a company.',
  permission: 'company.create',
  audience: 'staff',
  input: CreateCompany,
  output: CompanyView,
  async run(work, { name, externalId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    // A right in some companies is none to a new one.
    if (reachOf(actor, unit.runtime.composition.permissions.bit('company.create')) !== 'everything')
      throw coreError('access.denied', { permission: 'company.create' })
    const id = work.newId()
    await record(context, 'company.created', { companyId: id }, () =>
      refusingTwins(externalId, () =>
        unit.db
          .insertInto('company')
          .values({
            id,
            external_id: externalId ?? null,
            ...nameColumns(name.trim()),
            is_active: true,
            version: 1,
            created_at: unit.now,
            updated_at: unit.now,
          })
          .execute(),
      ),
    )
    return viewCompanyById(context, id)
  },
})

/** Says in whole words that the external id belongs to another company. Throws `company.exists`. */
export async function refusingTwins<T>(externalId: string | null | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (typeof externalId !== 'string' || !isDeskError(error) || error.code !== 'store.unique') throw error
    throw coreError('company.exists', { externalId }, { cause: error })
  }
}
