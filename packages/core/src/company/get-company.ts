import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { viewCompanyById } from './company-view.ts'
import { type CompaniesContract, CompanyById, CompanyView } from './contract.ts'

const { query } = forContract<CompaniesContract>()

export const get = query({
  route: 'GET /companies/:companyId',
  summary: 'One company.',
  permission: 'company.read',
  audience: 'both',
  input: CompanyById,
  output: CompanyView,
  async run(work, { companyId }) {
    await work.company(companyId)
    return viewCompanyById(contextOf(work), companyId)
  },
})
