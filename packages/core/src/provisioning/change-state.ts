import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { expectAuthorMay } from './authority.ts'
import { type ProvisioningContract, RuleById, RuleView } from './contract.ts'
import type { RuleRow } from './matches.ts'
import { expectKeeper, MANAGE, ruleRow, viewRule } from './rule-rows.ts'

const { command } = forContract<ProvisioningContract>()
const record = recorderFor<ProvisioningContract>()

export const activate = command({
  route: 'POST /provisioning/rules/:ruleId/activate',
  summary: 'Lets a draft give: at sign-in from now on, and to the people there are in the background.',
  permission: MANAGE,
  audience: 'staff',
  input: RuleById,
  output: RuleView,
  async run(work, { ruleId }) {
    const context = contextOf(work)
    expectKeeper(context)
    const rule = await heldRule(context, ruleId)
    if (rule.state === 'active') return viewRule(context, ruleId)
    if (rule.state !== 'draft') throw coreError('provisioning.state', { state: rule.state })
    await expectAuthorMay(context, rule)
    // Whoever activates answers for it too.
    if (!context.actor.isSystem) await expectAuthorMay(context, { ...rule, author_id: context.actor.id })
    await change(context, 'provisioning.rule_activated', ruleId, 'active')
    return viewRule(context, ruleId)
  },
})

export const end = command({
  route: 'POST /provisioning/rules/:ruleId/end',
  summary: 'Ends a rule and takes back what it gave, in the background; what people were given by hand stays.',
  permission: MANAGE,
  audience: 'staff',
  input: RuleById,
  output: RuleView,
  async run(work, { ruleId }) {
    const context = contextOf(work)
    expectKeeper(context)
    const rule = await heldRule(context, ruleId)
    if (rule.state !== 'ended') await change(context, 'provisioning.rule_ended', ruleId, 'ended')
    return viewRule(context, ruleId)
  },
})

/** Locked: whoever gives by the rule at this moment holds it shared, so nothing is given after it has ended. */
async function heldRule(context: CallContext, ruleId: string): Promise<RuleRow> {
  await ruleRow(context, ruleId)
  return context.unit.db.selectFrom('provisioning_rule').selectAll().where('id', '=', ruleId).forUpdate().executeTakeFirstOrThrow()
}

const change = (
  context: CallContext,
  event: 'provisioning.rule_activated' | 'provisioning.rule_ended',
  ruleId: string,
  state: 'active' | 'ended',
): Promise<unknown> => {
  const { unit } = context
  return record(context, event, { ruleId }, async () => {
    await unit.db.updateTable('provisioning_rule').set({ state, updated_at: unit.now }).where('id', '=', ruleId).execute()
    await unit.runtime.enqueue(unit.tx, 'core/provisioning', { ruleId }, {}, unit.eventInProgress)
  })
}
