import { asciiDomain } from '../access/host-facts.ts'
import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import { expectAuthorMay } from './authority.ts'
import { CreateRule, type ProvisioningContract, RuleView } from './contract.ts'
import { isFreeMail } from './free-mail.ts'
import type { RuleRow } from './matches.ts'
import { expectKeeper, MANAGE, viewRule } from './rule-rows.ts'

const { command } = forContract<ProvisioningContract>()
const record = recorderFor<ProvisioningContract>()
/** Each is asked at every first sign-in. */
const MAX_RULES = 500

export const create = command({
  route: 'POST /provisioning/rules',
  summary: 'Drafts a rule that gives people a company or a role by what the host vouches for; it gives nothing before it is activated.',
  permission: MANAGE,
  audience: 'staff',
  input: CreateRule,
  output: RuleView,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    expectKeeper(context)
    const row = rowOf(context, work.newId(), input)
    if (row.company_id !== null) await work.company(row.company_id)
    if (row.scope === 'company' && input.scopeId !== undefined) await work.company(input.scopeId)
    if (row.scope === 'team' && input.scopeId !== undefined) await seeTeam(unit, actor, input.scopeId)
    // A plugin acts by its own list of rights, and a key ends: neither is somebody whom a rule can stand on.
    if (actor.kind === 'plugin' || (!actor.isSystem && actor.externalId === null)) throw coreError('access.denied', { permission: MANAGE })
    await expectAuthorMay(context, row)
    const { rule_count: count } = await unit.db
      .selectFrom('provisioning_rule')
      .select(({ fn }) => fn.countAll<number>().as('rule_count'))
      .where('state', 'in', ['draft', 'active'])
      .executeTakeFirstOrThrow()
    if (Number(count) >= MAX_RULES) throw coreError('provisioning.too_many', { max: MAX_RULES })
    await record(context, 'provisioning.rule_created', { ruleId: row.id }, () =>
      unit.db.insertInto('provisioning_rule').values(row).execute(),
    )
    return viewRule(context, row.id)
  },
})

function rowOf({ unit, actor }: CallContext, id: string, input: CreateRule): RuleRow {
  const { title, attributes = [], companyId, roleId, scope, scopeId } = input
  const invalid = (reason: string) => coreError('provisioning.rule_invalid', { reason })
  const domain = input.domain === undefined ? null : asciiDomain(input.domain)
  if (input.domain !== undefined && domain === null) throw invalid('the domain is none, such as example.com')
  if (domain !== null && isFreeMail(domain)) throw coreError('provisioning.free_mail', { domain })
  if (domain === null && attributes.length === 0) throw invalid('it has neither a domain nor an attribute, and would fit everybody')
  if (companyId === undefined && roleId === undefined) throw invalid('it gives neither a company nor a role')
  if ((roleId === undefined) !== (scope === undefined) || (roleId === undefined && scopeId !== undefined))
    throw invalid('a role and its scope go together')
  // A contact's authority hangs on the membership.
  if (scope === 'company' && scopeId !== companyId)
    throw invalid('a role in a company goes to its contacts: name the same company as companyId')
  return {
    id,
    title: title.trim(),
    domain,
    attributes_json: attributes.map(({ name, value }) => [name, value]),
    company_id: companyId ?? null,
    role_id: roleId ?? null,
    scope: scope ?? null,
    scope_id: roleId === undefined ? null : (scopeId ?? NIL_ID),
    state: 'draft',
    author_id: actor.isSystem ? null : actor.id,
    created_at: unit.now,
    updated_at: unit.now,
  }
}
