import { type HostFacts, readFacts } from '../access/host-facts.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { authorMay } from './authority.ts'
import { give } from './give.ts'
import { matches } from './matches.ts'
import { takeBack } from './take-back.ts'

/**
 * Brings what somebody was given by rules to what the host vouches for now: takes back what no longer fits, and gives what is new. Runs in the
 * transaction in which the facts were written, or in one of the background. Who is locked: the person first, so that nobody is given the same thing
 * twice at once; then the rules, shared, so that one that ends waits and finds what was given. Answers whether anything changed.
 */
export async function applyRules(context: CallContext, personId: string): Promise<boolean> {
  const { unit } = context
  const person = await unit.db
    .selectFrom('person')
    .select(['id', 'kind', 'is_active', 'host_facts'])
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  // Who was deactivated keeps what they had, as with grants by hand, and is asked anew when they come back.
  if (!person?.is_active || person.kind !== 'person') return false
  const rules = await unit.db.selectFrom('provisioning_rule').selectAll().where('state', '=', 'active').orderBy('id').forShare().execute()
  const facts: HostFacts = readFacts(person.host_facts)
  const fitting = rules.filter((rule) => matches(rule, facts))
  const given = await unit.db.selectFrom('provisioning_given').selectAll().where('person_id', '=', personId).execute()
  const kept = new Set(fitting.map(({ id }) => id))
  const over = given.filter(({ rule_id: id }) => !kept.has(id))
  for (const row of over) await takeBack(context, row)
  const stays = new Set(given.filter((row) => !over.includes(row)).map(({ rule_id: id }) => id))
  // What one rule made, others found there and left alone: now that it is gone it may be theirs to give.
  if (over.length > 0)
    for (const row of given)
      if (stays.has(row.rule_id) && row.grant_id === null && !row.is_member) {
        await unit.db.deleteFrom('provisioning_given').where('rule_id', '=', row.rule_id).where('person_id', '=', personId).execute()
        stays.delete(row.rule_id)
      }
  let changed = over.length > 0
  for (const rule of fitting) {
    if (stays.has(rule.id) || !(await authorMay(context, rule))) continue
    await give(context, rule, personId)
    changed = true
  }
  return changed
}
