/** What is given to whom the host vouches for. A rule is never changed: another one takes its place, so that what one gave can be told. */
export interface ProvisioningRuleTable {
  id: string
  title: string
  /** In ASCII; null: whatever the address. */
  domain: string | null
  /** Pairs of a name and a value, all of which have to be there. */
  attributes_json: unknown
  company_id: string | null
  role_id: string | null
  scope: 'all' | 'team' | 'company' | 'own' | null
  /** The nil id where the scope is no place. */
  scope_id: string | null
  state: 'draft' | 'active' | 'ended'
  /** Null: the desk's own programs. */
  author_id: string | null
  created_at: string
  updated_at: string
}

/** That a rule has given to somebody. While the row is there it does not give again: what a person took back by hand stays taken back. */
export interface ProvisioningGivenTable {
  rule_id: string
  person_id: string
  /** The grant that it made; null where there was one already. */
  grant_id: string | null
  /** Whether it made the membership. */
  is_member: boolean
  created_at: string
}

export interface ProvisioningTables {
  provisioning_rule: ProvisioningRuleTable
  provisioning_given: ProvisioningGivenTable
}
