import type { HostFacts } from '../access/host-facts.ts'
import type { ProvisioningRuleTable } from './tables.ts'

export type RuleRow = ProvisioningRuleTable
/** A name and a value that the host passes. */
export interface Attribute {
  readonly name: string
  readonly value: string
}

export const attributesOf = (row: Pick<RuleRow, 'attributes_json'>): readonly Attribute[] =>
  ((row.attributes_json ?? []) as readonly (readonly [string, string])[]).map(([name, value]) => ({ name, value }))

/** Whether the host vouches for all that the rule asks for. One that asks for nothing fits nobody. */
export function matches(rule: Pick<RuleRow, 'domain' | 'attributes_json'>, facts: HostFacts): boolean {
  const attributes = attributesOf(rule)
  if (rule.domain === null && attributes.length === 0) return false
  if (rule.domain !== null && rule.domain !== facts.domain) return false
  return attributes.every(({ name, value }) => facts.attributes.some(([key, values]) => key === name && values.includes(value)))
}
