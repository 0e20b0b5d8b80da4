import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { peoplePredicate } from '../access/reach.ts'
import { seeTeam } from '../access/see-team.ts'
import { contextOf } from '../operation/context-of.ts'
import { beyondKey, cursorOfKey, type KeyedRow, startsWith } from '../operation/key-order.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { ListPeople, type PeopleContract, PersonPage } from './contract.ts'
import { type PersonRow, personColumns, viewPeople } from './person-view.ts'

const { query } = forContract<PeopleContract>()

export const list = query({
  route: 'GET /people',
  summary: 'People whom the caller may see, by name.',
  permission: 'person.read',
  audience: 'both',
  input: ListPeople,
  output: PersonPage,
  async run(work, input) {
    const context = contextOf(work)
    if (input.companyId !== undefined) await work.company(input.companyId)
    if (input.teamId !== undefined) await seeTeam(context.unit, context.actor, input.teamId)
    const page = new Page(context, 'people.list', input)
    const rows = await listed(context, input, page)
    return page.of(rows, cursorOfKey, await viewPeople(context, rows.slice(0, page.limit)))
  },
})

type ListedRow = PersonRow & KeyedRow

/** With a beginning, those whose name begins so and those whose address does: each walks its own index, and both together are few. */
async function listed(context: CallContext, input: ListPeople, page: Page): Promise<ListedRow[]> {
  if (input.query === undefined) return walk(context, input, page)
  const found = [
    ...(await walk(context, input, page, startsWith('person.name_key', input.query))),
    ...(await walk(context, input, page, startsWith('person.email_key', input.query))),
  ]
  const unique = [...new Map(found.map((row) => [row.id, row])).values()]
  return unique.sort((a, b) => Buffer.compare(a.name_key, b.name_key) || (a.id < b.id ? -1 : 1)).slice(0, page.take)
}

function walk({ unit, actor }: CallContext, input: ListPeople, page: Page, beginning?: RawBuilder<SqlBool>): Promise<ListedRow[]> {
  let rows = unit.db
    .selectFrom('person')
    .select(personColumns)
    .select('name_key')
    .where(peoplePredicate(actor, unit.runtime.composition.permissions.bit('person.read')))
    .orderBy('name_key')
    .orderBy('person.id')
    .limit(page.take)
  // Customers look for somebody to ask or to add: who has left is no answer.
  const active = actor.capacity.acting === 'customer' ? true : input.isActive
  if (active !== undefined) rows = rows.where('is_active', '=', active)
  if (input.companyId !== undefined) rows = rows.where(isMemberOf(input.companyId))
  if (input.teamId !== undefined) rows = rows.where(hasRoleIn(input.teamId))
  if (beginning) rows = rows.where(beginning)
  if (page.after) rows = rows.where(beyondKey('person', page.after))
  return rows.execute()
}

const isMemberOf = (companyId: string): RawBuilder<SqlBool> =>
  sql`${sql.ref('person.id')} in (select ${sql.ref('membership.person_id')} from ${sql.table('membership')}
    where ${sql.ref('membership.company_id')} = ${companyId})`

const hasRoleIn = (teamId: string): RawBuilder<SqlBool> =>
  sql`${sql.ref('person.id')} in (select ${sql.ref('access_grant.person_id')} from ${sql.table('access_grant')}
    where ${sql.ref('access_grant.scope_id')} = ${teamId} and ${sql.ref('access_grant.scope')} = 'team')`
