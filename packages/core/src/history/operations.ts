import { seeCompany, seePerson } from '../access/see.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import type { OperationsOf } from '../plugin/plugin-spec.ts'
import { type HistoryContract, HistoryOfCompany, HistoryOfPerson, HistoryPage, type HistoryService } from './contract.ts'
import { historyPage } from './history-page.ts'

const { query } = forContract<HistoryContract>()

const ofPerson = query({
  route: 'GET /people/:personId/history',
  summary: 'Everything with somebody that the caller may see: tickets with their contacts, and what plugins add; newest first.',
  permission: 'ticket.read',
  audience: 'both',
  input: HistoryOfPerson,
  output: HistoryPage,
  async run(work, input) {
    const context = contextOf(work)
    await seePerson(context.unit, context.actor, input.personId)
    return historyPage(context, 'history.ofPerson', input, { kind: 'person', id: input.personId })
  },
})

const ofCompany = query({
  route: 'GET /companies/:companyId/history',
  summary: 'Everything with a company that the caller may see, over all its contacts; newest first.',
  permission: 'ticket.read',
  audience: 'both',
  input: HistoryOfCompany,
  output: HistoryPage,
  async run(work, input) {
    const context = contextOf(work)
    await seeCompany(context.unit, context.actor, input.companyId)
    return historyPage(context, 'history.ofCompany', input, { kind: 'company', id: input.companyId })
  },
})

export const historyOperations = { ofPerson, ofCompany } satisfies OperationsOf<HistoryService>
