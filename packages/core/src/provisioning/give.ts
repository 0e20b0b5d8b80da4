import type { CompaniesContract } from '../company/contract.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { AccessContract } from '../role/contract.ts'
import { grantText } from '../role/end-grants.ts'
import { NIL_ID } from '../tables.ts'
import type { ProvisioningContract } from './contract.ts'
import type { RuleRow } from './matches.ts'

const record = recorderFor<ProvisioningContract>()
const recordGrant = recorderFor<AccessContract>()
const recordMember = recorderFor<CompaniesContract>()

/** What stands in `source` of a grant. */
export const sourceOf = (ruleId: string): string => `rule:${ruleId}`

/** Gives what is not there yet, and writes down which of it was the rule's doing. Under the lock of the person. */
export async function give(context: CallContext, rule: RuleRow, personId: string): Promise<void> {
  const { unit } = context
  const isMember = rule.company_id !== null && (await becomesMember(context, rule.company_id, personId))
  const grantId = rule.role_id !== null && rule.scope !== null ? await getsRole(context, rule, personId) : null
  await record(context, 'provisioning.given', { personId, ruleId: rule.id }, () =>
    unit.db
      .insertInto('provisioning_given')
      .values({ rule_id: rule.id, person_id: personId, grant_id: grantId, is_member: isMember, created_at: unit.now })
      .execute(),
  )
}

async function becomesMember(context: CallContext, companyId: string, personId: string): Promise<boolean> {
  const { unit } = context
  const known = await unit.db
    .selectFrom('membership')
    .select('person_id')
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (known) return false
  await recordMember(context, 'company.member_added', { companyId, personId }, () =>
    unit.db
      .insertInto('membership')
      .values({
        company_id: companyId,
        person_id: personId,
        job_title: null,
        approval_limit_minor: null,
        approval_currency: null,
        created_at: unit.now,
      })
      .execute(),
  )
  return true
}

async function getsRole(context: CallContext, rule: RuleRow, personId: string): Promise<string | null> {
  const { unit } = context
  const { role_id: roleId, scope, scope_id: place } = rule
  if (roleId === null || scope === null) return null
  const scopeId = place ?? NIL_ID
  const known = await unit.db
    .selectFrom('access_grant')
    .select('id')
    .where('person_id', '=', personId)
    .where('role_id', '=', roleId)
    .where('scope', '=', scope)
    .where('scope_id', '=', scopeId)
    .executeTakeFirst()
  if (known) return null
  const grantId = unit.runtime.newId()
  const source = sourceOf(rule.id)
  const shown = scopeId === NIL_ID ? null : scopeId
  await recordGrant(
    context,
    'access.granted',
    { grantId, personId, roleId, scope, scopeId: shown, grantSource: source },
    () =>
      unit.db
        .insertInto('access_grant')
        .values({
          id: grantId,
          person_id: personId,
          role_id: roleId,
          scope,
          scope_id: scopeId,
          source,
          granted_by: rule.author_id,
          created_at: unit.now,
        })
        .execute(),
    [{ field: 'role', from: null, to: grantText(roleId, scope, shown), isPublic: false }],
  )
  return grantId
}
