import { readFacts } from '../access/host-facts.ts'
import { asProgram } from '../operation/as-program.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { applyRules } from './apply-rules.ts'
import { matches } from './matches.ts'

/** People looked at by one read, and changed by one transaction: SQLite has one writer, and others want their turn. */
const LOOKED_AT = 500
const AT_ONCE = 20

/**
 * Gives to the people there are what a rule that was activated has for them, and takes back what one that has ended gave. In parts, each a
 * transaction; one that was killed begins anew and finds the rest.
 */
export async function runRule(runtime: Runtime, ruleId: string): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const part = await nextPart(runtime, ruleId, after)
    for (let from = 0; from < part.people.length; from += AT_ONCE) {
      const some = part.people.slice(from, from + AT_ONCE)
      await asProgram(runtime, `provisioning rule ${ruleId}`, async (context) => {
        for (const personId of some) await applyRules(context, personId)
      })
    }
    after = part.last
  }
}

/**
 * Once more, for what was left: work under way does not go along with an export, and a rule whose role was held back by its author's lost right may
 * give again. Whoever was given everything is passed over.
 */
export async function runRules(runtime: Runtime): Promise<void> {
  const rules = await runtime.store.read(async ({ db }) => {
    const core: CoreDb = db
    return core
      .selectFrom('provisioning_rule')
      .select('id')
      .where((eb) =>
        eb.or([
          eb('state', '=', 'active'),
          eb.exists(
            eb.selectFrom('provisioning_given').select('person_id').whereRef('provisioning_given.rule_id', '=', 'provisioning_rule.id'),
          ),
        ]),
      )
      .orderBy('id')
      .execute()
  })
  for (const { id } of rules) await runRule(runtime, id)
}

async function nextPart(runtime: Runtime, ruleId: string, after: string): Promise<{ people: string[]; last: string | undefined }> {
  return runtime.store.read(async ({ db }) => {
    const core: CoreDb = db
    const rule = await core.selectFrom('provisioning_rule').selectAll().where('id', '=', ruleId).executeTakeFirst()
    if (!rule || rule.state === 'draft') return { people: [], last: undefined }
    let rows = core
      .selectFrom('person')
      .leftJoin('provisioning_given', (join) =>
        join.onRef('provisioning_given.person_id', '=', 'person.id').on('provisioning_given.rule_id', '=', ruleId),
      )
      .select(['person.id', 'person.host_facts', 'provisioning_given.rule_id'])
      .where('person.is_active', '=', true)
      .orderBy('person.id')
      .limit(LOOKED_AT)
    rows =
      rule.state === 'active' ? rows.where('person.host_facts', 'is not', null) : rows.where('provisioning_given.rule_id', 'is not', null)
    if (after !== '') rows = rows.where('person.id', '>', after)
    const found = await rows.execute()
    const wanted = found.filter((row) => (row.rule_id !== null) !== matches(rule, readFacts(row.host_facts)) || rule.state === 'ended')
    return { people: wanted.map(({ id }) => id), last: found.length < LOOKED_AT ? undefined : found.at(-1)?.id }
  })
}
