import type { Check } from '../check.ts'
import type { Outcome } from '../exercise/call.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { withIds } from '../exercise/known-ids.ts'
import type { Accepted } from '../exercise/trial.ts'
import { answered, call, isDenial, ways } from '../exercise/ways.ts'
import { type Finding, finding } from '../finding.ts'
import type { Subject } from '../subject.ts'

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
