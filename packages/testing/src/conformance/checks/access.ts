import type { Check } from '../check.ts'
import { type AnyOperation, callAs, type Outcome } from '../exercise/call.ts'
import type { Accepted, Exercise } from '../exercise/exercise.ts'
import { withIds } from '../exercise/known-ids.ts'
import { requestAs } from '../exercise/request.ts'
import type { Part } from '../exercise/world.ts'
import { type Finding, finding } from '../finding.ts'
import type { Subject } from '../subject.ts'

/** Everything above is worth nothing if nobody is let in at all. */
export const acceptsTheEntitled: Check = {
  id: 'accepts',
  title: 'accepts every operation from those who may, in each capacity',
  run: async (subject) => (await subject.exercised()).findings.filter(({ key }) => /^(?:unaccepted|fault|unhandled)/.test(key)),
}

type Way = 'the library' | 'HTTP'
const ways: readonly Way[] = ['the library', 'HTTP']

const call = (exercise: Exercise, way: Way, part: Part, operation: AnyOperation, input: unknown): Promise<Outcome> => {
  const { test, players } = exercise.world
  return way === 'the library' ? callAs(test, players[part], operation, input) : requestAs(test, players[part], operation, input)
}

const isDenial = (outcome: Outcome): boolean => !outcome.ok && [401, 403, 404].includes(outcome.status)
const answered = (outcome: Outcome): string => (outcome.ok ? 'let them in' : `answered ${outcome.status} ${outcome.code}`)

export const deniesWithoutPermission: Check = {
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

/** What other companies' customers and other teams' agents can tell of what is not theirs. */
export const keepsCompaniesApart: Check = {
  id: 'denies_others',
  title: 'shows nothing to customers of other companies and agents of other teams, not even that it exists',
  async run(subject) {
    const exercise = await subject.exercised()
    const findings: Finding[] = []
    for (const one of exercise.accepted) {
      if (one.acting === 'customer') findings.push(...(await apart(subject, exercise, one, 'foreigner')))
      else findings.push(...(await apart(subject, exercise, one, 'elsewhere')))
    }
    return findings
  },
}

async function apart(
  { id: pluginId }: Subject,
  exercise: Exercise,
  { operation, input, acmeIds, ticketIds }: Accepted,
  part: 'foreigner' | 'elsewhere',
): Promise<Finding[]> {
  const { world } = exercise
  const who = part === 'foreigner' ? 'a customer of another company' : 'an agent of another team'
  const ownIds = part === 'foreigner' ? acmeIds : ticketIds
  const findings: Finding[] = []
  const missing = new Map(ownIds.map((id, index) => [id, world.test.ids.missing(index)]))
  const present = new Map([...missing].map(([id, other]) => [other, id]))
  for (const way of ways) {
    const outcome = await call(exercise, way, part, operation, input)
    if (ownIds.length && !isDenial(outcome)) {
      findings.push(
        finding(
          `reaches_across ${operation.id}`,
          `'${operation.id}' ${answered(outcome)} over ${way} for ${who}. Take tickets through work.ticket(id), people and companies through work.person and work.company, and rows of '${pluginId}' by where(work.scope.tickets(…)).`,
        ),
      )
      continue
    }
    if (outcome.ok) {
      const leaked = textsNotFor(part, exercise.accepted).find((text) => JSON.stringify(outcome.output)?.includes(text))
      if (leaked !== undefined)
        findings.push(
          finding(
            `reaches_across ${operation.id}`,
            `'${operation.id}' gave ${who} over ${way} what was written about a ticket of ${part === 'foreigner' ? 'ACME' : 'team NET'}. Narrow its query by where(work.scope.tickets(…)).`,
          ),
        )
      continue
    }
    if (!ownIds.length) continue
    const unknown = await call(
      exercise,
      way,
      part,
      operation,
      withIds(input, (id) => missing.get(id) ?? id),
    )
    const told = tellingOf(outcome)
    const toldOfNothing = [...present].reduce((text, [other, id]) => text.replaceAll(other, id), tellingOf(unknown))
    if (told !== toldOfNothing)
      findings.push(
        finding(
          `tells_existence ${operation.id}`,
          `'${operation.id}' answers ${who} over ${way} with ${outcome.status} ${outcome.code} for what exists and with ${unknown.ok ? 'success' : `${unknown.status} ${unknown.code}`} for what does not, so that they can tell. Look it up in the caller's scope before anything else.`,
        ),
      )
  }
  return findings
}

/** All that a caller can tell a refusal by. */
const tellingOf = (outcome: Outcome): string => (outcome.ok ? 'accepted' : JSON.stringify([outcome.status, outcome.code, outcome.message]))

/** What was written about tickets and people that are not theirs, and nowhere else. */
function textsNotFor(part: 'foreigner' | 'elsewhere', accepted: readonly Accepted[]): readonly string[] {
  const isTheirs = (one: Accepted) => (part === 'foreigner' ? one.acmeIds : one.ticketIds).length === 0
  const written = (those: readonly Accepted[]) => those.flatMap(({ input }) => wordsIn(input))
  const theirs = new Set(written(accepted.filter(isTheirs)))
  return written(accepted.filter((one) => !isTheirs(one))).filter((text) => !theirs.has(text))
}

const notWords = /^[0-9a-f-]{36}$|^\d{4}-\d{2}-\d{2}/
const wordsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.length >= 10 && !notWords.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
}

export const accessChecks: readonly Check[] = [acceptsTheEntitled, deniesWithoutPermission, deniesStrangers, keepsCompaniesApart]
