import { readFacts } from '../access/host-facts.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import { GivenPage, ListRules, PeopleOfRule, PreviewPage, type ProvisioningContract, RulePage } from './contract.ts'
import { matches } from './matches.ts'
import { expectKeeper, MANAGE, ruleRow, viewRules } from './rule-rows.ts'

const { query } = forContract<ProvisioningContract>()
/** People looked at for one page of a preview. */
const LOOKED_AT = 1000

export const rules = query({
  route: 'GET /provisioning/rules',
  summary: 'Rules, newest first, also those that have ended.',
  permission: MANAGE,
  audience: 'staff',
  input: ListRules,
  output: RulePage,
  async run(work, input) {
    const context = contextOf(work)
    expectKeeper(context)
    const page = new Page(context, 'provisioning.rules', input)
    let rows = context.unit.db.selectFrom('provisioning_rule').selectAll().orderBy('id', 'desc').limit(page.take)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], await viewRules(context, found))
  },
})

export const given = query({
  route: 'GET /provisioning/rules/:ruleId/given',
  summary: 'To whom a rule has given what.',
  permission: MANAGE,
  audience: 'staff',
  input: PeopleOfRule,
  output: GivenPage,
  async run(work, input) {
    const context = contextOf(work)
    expectKeeper(context)
    await ruleRow(context, input.ruleId)
    const page = new Page(context, 'provisioning.given', input)
    let rows = context.unit.db
      .selectFrom('provisioning_given')
      .innerJoin('person', 'person.id', 'provisioning_given.person_id')
      .selectAll('provisioning_given')
      .select('person.name')
      .where('provisioning_given.rule_id', '=', input.ruleId)
      .orderBy('provisioning_given.person_id')
      .limit(page.take)
    if (page.after) rows = rows.where('provisioning_given.person_id', '>', String(page.after[0]))
    const found = await rows.execute()
    const items = found.map((row) => ({
      person: { id: row.person_id, name: row.name },
      isContact: row.is_member,
      grantId: row.grant_id,
      createdAt: row.created_at,
    }))
    return page.of(found, ({ person_id: id }) => [id], items)
  },
})

export const preview = query({
  route: 'GET /provisioning/rules/:ruleId/preview',
  summary: 'Whom a rule fits of the people there are, and what they would get.',
  permission: MANAGE,
  audience: 'staff',
  input: PeopleOfRule,
  output: PreviewPage,
  async run(work, input) {
    const context = contextOf(work)
    const { db } = context.unit
    expectKeeper(context)
    const rule = await ruleRow(context, input.ruleId)
    const page = new Page(context, 'provisioning.preview', input)
    let rows = db
      .selectFrom('person')
      .leftJoin('provisioning_given', (join) =>
        join.onRef('provisioning_given.person_id', '=', 'person.id').on('provisioning_given.rule_id', '=', rule.id),
      )
      .leftJoin('membership', (join) =>
        join.onRef('membership.person_id', '=', 'person.id').on('membership.company_id', '=', rule.company_id ?? NIL_ID),
      )
      .leftJoin('access_grant', (join) =>
        join
          .onRef('access_grant.person_id', '=', 'person.id')
          .on('access_grant.role_id', '=', rule.role_id ?? '')
          .on('access_grant.scope', '=', rule.scope ?? 'own')
          .on('access_grant.scope_id', '=', rule.scope_id ?? NIL_ID),
      )
      .select(['person.id', 'person.name', 'person.host_facts', 'membership.company_id', 'access_grant.id as grant_id'])
      .where('person.is_active', '=', true)
      .where('person.kind', '=', 'person')
      .where('person.host_facts', 'is not', null)
      .where('provisioning_given.rule_id', 'is', null)
      .orderBy('person.id')
      .limit(LOOKED_AT)
    if (page.after) rows = rows.where('person.id', '>', String(page.after[0]))
    const found = await rows.execute()
    const fitting = found.filter((row) => matches(rule, readFacts(row.host_facts)))
    const shown = fitting.slice(0, page.limit)
    const last = fitting.length > page.limit ? shown.at(-1) : found.length < LOOKED_AT ? undefined : found.at(-1)
    return {
      items: shown.map((row) => ({
        person: { id: row.id, name: row.name },
        becomesContact: rule.company_id !== null && row.company_id === null,
        getsRole: rule.role_id !== null && row.grant_id === null,
      })),
      nextCursor: last ? page.cursorAt([last.id]) : null,
    }
  },
})
