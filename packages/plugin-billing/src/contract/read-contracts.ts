import { query } from '../kit.ts'
import { seeContract, viewContract } from './contract-row.ts'
import { Contract, ContractById, ContractHistory, ContractPage, ListContracts } from './schemas.ts'

export const contracts = query({
  route: 'GET /contracts',
  summary: 'Contracts of companies that the caller may see, newest first.',
  permission: 'billing.contract_see',
  audience: 'both',
  input: ListContracts,
  output: ContractPage,
  async run(work, input) {
    const page = work.page('contracts', input)
    if (input.companyId !== undefined) await work.company(input.companyId)
    let rows = work.db
      .selectFrom('billing_contract')
      .selectAll()
      .where(work.scope.companies('billing_contract.company_id'))
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    const items: Contract[] = []
    for (const row of found.slice(0, page.limit)) items.push(await viewContract(work, row))
    return page.of(found, ({ id }) => [id], items)
  },
})

export const contract = query({
  route: 'GET /contracts/:contractId',
  summary: 'A contract with its terms, pauses and prepaid hours.',
  permission: 'billing.contract_see',
  audience: 'both',
  input: ContractById,
  output: Contract,
  async run(work, { contractId }) {
    return viewContract(work, await seeContract(work, contractId))
  },
})

export const contractHistory = query({
  route: 'GET /contracts/:contractId/history',
  summary: 'What happened to a contract, newest first.',
  permission: 'billing.contract_see',
  audience: 'staff',
  input: ContractById,
  output: ContractHistory,
  async run(work, { contractId }) {
    await seeContract(work, contractId)
    const rows = await work.db
      .selectFrom('billing_contract_entry')
      .selectAll()
      .where('contract_id', '=', contractId)
      .orderBy('id', 'desc')
      .limit(500)
      .execute()
    return { items: rows.map(({ happened_at, kind, on_day, note }) => ({ at: happened_at, kind, day: on_day, note })) }
  },
})
