import type { Check } from '../check.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { requestAs } from '../exercise/request.ts'
import type { Accepted } from '../exercise/trial.ts'
import { answered, call, isDenial, ways } from '../exercise/ways.ts'
import { type Finding, finding } from '../finding.ts'
import type { Subject } from '../subject.ts'

export const deniesStrangers: Check = {
  id: 'denies_strangers',
  title: 'refuses those whom it does not know, and the other capacity',
  async run(subject) {
    const exercise = await subject.exercised()
    const findings: Finding[] = []
    for (const one of exercise.accepted)
      if (one.operation.spec.audience !== 'public')
        findings.push(
          ...(await openToNobody(exercise, one)),
          ...(await openToStranger(subject, exercise, one)),
          ...(await openToOthers(exercise, one)),
        )
    return findings
  },
}

async function openToNobody({ world }: Exercise, { operation, input }: Accepted): Promise<Finding[]> {
  if (operation.spec.route === null) return []
  const outcome = await requestAs(world.test, null, operation, input)
  if (!outcome.ok && outcome.status === 401) return []
  const what = `'${operation.id}' ${answered(outcome)} over HTTP for a request that says nothing of who sent it.`
  return [finding(`open_to_nobody ${operation.id}`, `${what} Only the audience 'public' may do that.`)]
}

/** A customer of no company, with the rights that every customer has over own tickets. */
async function openToStranger({ id }: Subject, exercise: Exercise, { operation, acting, input, acmeIds }: Accepted): Promise<Finding[]> {
  const { audience, permission } = operation.spec
  const isTheirBusiness = audience !== 'staff' && !acmeIds.length && !permission.startsWith(`${id}.`)
  if (isTheirBusiness || (acting === 'staff' && audience !== 'staff')) return []
  const findings: Finding[] = []
  for (const way of ways) {
    const outcome = await call(exercise, way, 'stranger', operation, input)
    if (isDenial(outcome)) continue
    const what = `'${operation.id}' ${answered(outcome)} over ${way} for a customer who has nothing to do with it.`
    findings.push(finding(`open_to_stranger ${operation.id}`, `${what} Take the ticket through work.ticket(id).`))
  }
  return findings
}

/** The capacity counts, not the permission: what is for staff is for no customer, whatever their role holds. */
async function openToOthers(exercise: Exercise, { operation, input }: Accepted): Promise<Finding[]> {
  const { audience } = operation.spec
  if (audience !== 'staff' && audience !== 'customer') return []
  const findings: Finding[] = []
  for (const way of ways) {
    const outcome = await call(exercise, way, audience === 'staff' ? 'buyer' : 'worker', operation, input)
    if (isDenial(outcome)) continue
    const what = `'${operation.id}' is for ${audience === 'staff' ? 'staff' : 'customers'}, and ${answered(outcome)} over ${way} for the other capacity.`
    findings.push(finding(`open_to_others ${operation.id}`, `${what} Leave the audience to the desk.`))
  }
  return findings
}
