import type { Check } from '../check.ts'
import { answered, call, isDenial, ways } from '../exercise/ways.ts'
import { type Finding, finding } from '../finding.ts'
import { keepsCompaniesApart } from './apart.ts'
import { deniesStrangers } from './strangers.ts'

/** Everything above is worth nothing if nobody is let in at all. */
const acceptsTheEntitled: Check = {
  id: 'accepts',
  title: 'accepts every operation from those who may, in each capacity',
  run: async (subject) => (await subject.exercised()).findings.filter(({ key }) => /^(?:unaccepted|fault|unhandled)/.test(key)),
}

const deniesWithoutPermission: Check = {
  id: 'denies_without_permission',
  title: 'refuses those who lack the permission, over the library and over HTTP',
  async run(subject) {
    const exercise = await subject.exercised()
    const { world, accepted } = exercise
    const findings: Finding[] = []
    for (const { operation, acting, input, acmeIds } of accepted) {
      const { permission } = operation.spec
      if (permission === 'anyone') continue
      await world.without(permission)
      const part = acting === 'staff' ? 'powerlessStaff' : 'powerlessCustomer'
      // Every customer holds core's rights over their own tickets, whatever other roles they have.
      const isHeldAnyway = acting === 'customer' && permission.startsWith('ticket.') && !acmeIds.length
      for (const way of ways) {
        const outcome = await call(exercise, way, part, operation, input)
        if (!isDenial(outcome) && !isHeldAnyway)
          findings.push(
            finding(
              `not_denied ${operation.id} ${acting}`,
              `'${operation.id}' ${answered(outcome)} over ${way} for ${acting === 'staff' ? 'staff' : 'a customer'} without '${permission}'. Declare the permission, and take the ticket through work.ticket(id).`,
            ),
          )
      }
    }
    return findings
  },
}

export const accessChecks: readonly Check[] = [acceptsTheEntitled, deniesWithoutPermission, deniesStrangers, keepsCompaniesApart]
