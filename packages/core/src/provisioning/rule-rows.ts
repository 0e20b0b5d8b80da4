import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { NIL_ID } from '../tables.ts'
import type { RuleView } from './contract.ts'
import { attributesOf, type RuleRow } from './matches.ts'

export const MANAGE = 'provisioning.manage'

/** A rule reaches everybody whom the host knows, so it is a right over the whole desk. Throws `provisioning.not_everywhere`. */
export function expectKeeper({ unit, actor }: CallContext): void {
  if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit(MANAGE))) throw coreError('provisioning.not_everywhere')
}

/** Throws `provisioning.rule_not_found`. */
export async function ruleRow({ unit }: CallContext, ruleId: string): Promise<RuleRow> {
  const row = await unit.db.selectFrom('provisioning_rule').selectAll().where('id', '=', ruleId).executeTakeFirst()
  if (!row) throw coreError('provisioning.rule_not_found', { ruleId })
  return row
}

export async function viewRules({ unit }: CallContext, rows: readonly RuleRow[]): Promise<RuleView[]> {
  const counts = new Map<string, number>()
  if (rows.length) {
    const found = await unit.db
      .selectFrom('provisioning_given')
      .select(({ fn }) => ['rule_id', fn.countAll<number>().as('person_count')])
      .where(
        'rule_id',
        'in',
        rows.map(({ id }) => id),
      )
      .groupBy('rule_id')
      .execute()
    for (const { rule_id: id, person_count: count } of found) counts.set(id, Number(count))
  }
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    domain: row.domain,
    attributes: [...attributesOf(row)],
    companyId: row.company_id,
    roleId: row.role_id,
    scope: row.scope,
    scopeId: row.scope_id === NIL_ID ? null : row.scope_id,
    state: row.state,
    authorId: row.author_id,
    given: counts.get(row.id) ?? 0,
    createdAt: row.created_at,
  }))
}

export async function viewRule(context: CallContext, ruleId: string): Promise<RuleView> {
  const [view] = await viewRules(context, [await ruleRow(context, ruleId)])
  if (!view) throw coreError('provisioning.rule_not_found', { ruleId })
  return view
}
