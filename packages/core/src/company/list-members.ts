import { reaches, reachOf } from '../access/reach.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { beyondKey, cursorOfKey } from '../operation/key-order.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { type CompaniesContract, MemberPage, MembersOf } from './contract.ts'
import { memberRows, viewMember } from './member-view.ts'

const { query } = forContract<CompaniesContract>()

/** Seeing a company is not seeing its contacts, so the permission is that over people. */
export const members = query({
  route: 'GET /companies/:companyId/members',
  summary: 'The contacts of a company with position and approval limit, by name.',
  permission: 'person.read',
  audience: 'both',
  input: MembersOf,
  output: MemberPage,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.company(input.companyId)
    if (!reaches(reachOf(actor, unit.runtime.composition.permissions.bit('person.read')), input.companyId))
      throw coreError('access.denied', { permission: 'person.read' })
    const page = new Page(context, 'companies.members', input)
    let rows = memberRows(context, input.companyId).orderBy('person.name_key').orderBy('person.id').limit(page.take)
    if (page.after) rows = rows.where(beyondKey('person', page.after))
    const found = await rows.execute()
    return page.of(found, cursorOfKey, found.map(viewMember))
  },
})
