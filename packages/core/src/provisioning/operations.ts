import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import { activate, end } from './change-state.ts'
import type { ProvisioningContract, ProvisioningService } from './contract.ts'
import { create } from './create.ts'
import { given, preview, rules } from './lists.ts'

export const provisioningOperations = { rules, create, preview, activate, given, end } satisfies OperationsOf<ProvisioningService>

const audience = 'staff'
export const provisioningEvents = {
  'provisioning.rule_created': { subject: 'ruleId', audience, title: 'Provisioning rule drafted' },
  'provisioning.rule_activated': { subject: 'ruleId', audience, title: 'Provisioning rule activated' },
  'provisioning.rule_ended': { subject: 'ruleId', audience, title: 'Provisioning rule ended' },
  'provisioning.given': { subject: 'personId', audience, title: 'Given by a rule' },
  'provisioning.taken_back': { subject: 'personId', audience, title: 'Taken back by a rule' },
} as const satisfies { readonly [E in keyof ProvisioningContract['events']]: EventSpec<ProvisioningContract['events'][E]> }
