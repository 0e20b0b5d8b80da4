import { seeCompany, seePerson } from '../access/see.ts'
import { seeTeam } from '../access/see-team.ts'
import type { Acting } from '../operation/audience.ts'
import { inputInvalid } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { TicketFilter } from '../ticket/list-schema.ts'
import { columnFaults, filterFaults } from './filter-faults.ts'

/**
 * Before a view is saved: everything that it names is there, for its audience, and whom and what it names the caller may see.
 * Throws `input.invalid`, `person.not_found`, `company.not_found`, `team.not_found`.
 */
export async function expectFit(
  context: CallContext,
  acting: Acting,
  { filter, columns }: { readonly filter?: TicketFilter | undefined; readonly columns?: readonly string[] | undefined },
): Promise<void> {
  const faults = [
    ...(filter ? filterFaults(context, acting, filter).map((fault) => ({ ...fault, pointer: `/filter${fault.pointer}` })) : []),
    ...(columns ? columnFaults(context, acting, columns) : []),
  ]
  if (faults.length) throw inputInvalid(faults)
  if (!filter) return
  const { unit, actor } = context
  const ids = (values: string | readonly string[] | undefined) =>
    values === undefined ? [] : [values].flat().filter((value) => !words.has(value))
  for (const id of [...ids(filter.requesterId), ...ids(filter.assigneeId)]) await seePerson(unit, actor, id)
  for (const id of ids(filter.companyId)) await seeCompany(unit, actor, id)
  for (const id of ids(filter.teamId)) await seeTeam(unit, actor, id)
}

const words = new Set(['me', 'mine', 'none'])
