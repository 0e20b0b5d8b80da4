import { companiesPredicate } from '../access/reach.ts'
import { contextOf } from '../operation/context-of.ts'
import { beyondKey, cursorOfKey, startsWith } from '../operation/key-order.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { viewCompany } from './company-view.ts'
import { type CompaniesContract, CompanyPage, ListCompanies } from './contract.ts'

const { query } = forContract<CompaniesContract>()

export const list = query({
  route: 'GET /companies',
  summary: 'Companies that the caller may see, by name.',
  permission: 'company.read',
  audience: 'both',
  input: ListCompanies,
  output: CompanyPage,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    const page = new Page(context, 'companies.list', input)
    let rows = unit.db
      .selectFrom('company')
      .selectAll()
      .where(companiesPredicate(actor, unit.runtime.composition.permissions.bit('company.read')))
      .orderBy('name_key')
      .orderBy('id')
      .limit(page.take)
    if (input.query !== undefined) rows = rows.where(startsWith('company.name_key', input.query))
    if (page.after) rows = rows.where(beyondKey('company', page.after))
    const found = await rows.execute()
    return page.of(found, cursorOfKey, found.map(viewCompany))
  },
})
