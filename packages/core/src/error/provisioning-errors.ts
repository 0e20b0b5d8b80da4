import type { ErrorTable } from './define-errors.ts'

/** Rules that give people companies and roles. Append-only. */
export const provisioningErrors = {
  'provisioning.free_mail': [422, 'Anybody can get an address under {domain}. Name a domain of the company’s own, or go by an attribute.'],
  'provisioning.not_everywhere': [
    403,
    'Rules reach everybody whom the host knows. Ask somebody who holds provisioning.manage over the whole desk.',
  ],
  'provisioning.rule_invalid': [422, 'The rule is not right: {reason}.'],
  'provisioning.rule_not_found': [404, 'There is no rule {ruleId}. Look into the list.'],
  'provisioning.state': [409, 'The rule is {state}, and only a draft can be activated. Make another rule.'],
  'provisioning.too_many': [409, 'There are {max} rules at work or drafted. End some of them first.'],
  'provisioning.too_powerful': [403, "The role '{role}' gives and takes roles, which no rule may hand out. Give it by hand."],
} as const satisfies ErrorTable
