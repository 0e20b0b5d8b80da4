import { nameColumns } from '../access/host-identity.ts'
import { reaches, reachOf } from '../access/reach.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { lockCompany, viewCompanyById } from './company-view.ts'
import { type CompaniesContract, CompanyView, UpdateCompany } from './contract.ts'
import { refusingTwins } from './create-company.ts'

const { command } = forContract<CompaniesContract>()
const record = recorderFor<CompaniesContract>()

const columns = { name: 'name', external_id: 'externalId', is_active: 'isActive' } as const

export const update = command({
  route: 'PATCH /companies/:companyId',
  summary: 'Changes a company. While it is not active nobody can act for it, and its tickets stay.',
  permission: 'company.update',
  audience: 'staff',
  input: UpdateCompany,
  output: CompanyView,
  async run(work, { companyId, name, externalId, isActive, expectedVersion }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.company(companyId)
    if (!reaches(reachOf(actor, unit.runtime.composition.permissions.bit('company.update')), companyId))
      throw coreError('access.denied', { permission: 'company.update' })
    const before = await lockCompany(context, companyId, expectedVersion)
    const patch = {
      ...(name === undefined ? {} : nameColumns(name.trim())),
      ...(externalId === undefined ? {} : { external_id: externalId }),
      ...(isActive === undefined ? {} : { is_active: isActive }),
    }
    const changes = fieldChanges(before, { ...before, ...patch }, ['name', 'external_id', 'is_active']).map((change) => ({
      ...change,
      field: columns[change.field],
    }))
    if (changes.length)
      await record(
        context,
        'company.updated',
        { companyId, fields: changes.map(({ field }) => field) },
        () =>
          refusingTwins(externalId, () =>
            unit.db
              .updateTable('company')
              .set({ ...patch, version: before.version + 1, updated_at: unit.now })
              .where('id', '=', companyId)
              .execute(),
          ),
        changes,
      )
    return viewCompanyById(context, companyId)
  },
})
