import { isDeskError } from '@deskwright/core'
import type { Check } from '../check.ts'
import { callAs, type Outcome } from '../exercise/call.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import type { Subject } from '../subject.ts'

const UNKNOWN = 'conformance_unknown_key'

const operationOf = ({ world }: Exercise, id: string) => {
  const found = world.test.desk.operations.find((operation) => operation.id === id)
  if (!found) throw new TypeError(`core has no operation ${id}`)
  return found
}

/** A sample of a value for every field of the input, whatever the audience. */
async function sampleOf(exercise: Exercise): Promise<Record<string, unknown>> {
  const schema = operationOf(exercise, 'tickets.create').input.staff.schema.properties?.['ext']?.properties?.[exercise.world.plugin.id]
  return schema ? (exercise.inputs.of(schema, 'full', 0) as Record<string, unknown>) : {}
}

const isUnknownKey = (outcome: Outcome, pointer: string): boolean => {
  const details = !outcome.ok && isDeskError(outcome.error) ? outcome.error.details : undefined
  const { faults = [] } = (details ?? {}) as { faults?: readonly { pointer: string; code: string }[] }
  return faults.some((fault) => fault.pointer === pointer && fault.code === 'unknown_key')
}

/** A customer's view and input hold the fields for customers, and nothing else. */
async function byAudience(subject: Subject, exercise: Exercise): Promise<Finding[]> {
  const { test, players, plugin, ticketId } = exercise.world
  const { ticketExtension } = plugin
  if (!ticketExtension) return []
  const findings: Finding[] = []
  const create = operationOf(exercise, 'tickets.create')
  const sample = await sampleOf(exercise)
  for (const [field, audience] of Object.entries(ticketExtension.audience)) {
    if (audience !== 'staff') continue
    if (field in sample) {
      const ext = { [subject.id]: { [field]: sample[field] } }
      const outcome = await callAs(test, players.buyer, create, { subject: 'Not for customers', ext })
      if (!isUnknownKey(outcome, `/ext/${subject.id}/${field}`))
        findings.push(finding(`extension_audience ${field}`, `Customers can send '${field}' of the ticket extension, which is for staff.`))
    }
    const view = await callAs(test, players.buyer, operationOf(exercise, 'tickets.get'), { ticketId })
    const { ext = {} } = (view.ok ? view.output : {}) as { ext?: Record<string, object> }
    if (field in (ext[subject.id] ?? {}))
      findings.push(finding(`extension_audience ${field}`, `Customers get '${field}' of the ticket extension, which is for staff.`))
  }
  const unknown = await callAs(test, players.worker, create, {
    subject: 'Unknown',
    requesterId: players.buyer.id,
    ext: { [subject.id]: { ...sample, [UNKNOWN]: true } },
  })
  if (!isUnknownKey(unknown, `/ext/${subject.id}/${UNKNOWN}`))
    findings.push(
      finding(
        'extension_strict',
        `The ticket extension of '${subject.id}' takes unknown keys. Declare it by Type.Object, and leave additionalProperties alone.`,
      ),
    )
  return findings
}

const PAGE = 24
/** Statements that may come on top for a page of tickets over those for one. */
const TOLERANCE = 4

/** One view for each ticket, also for those that the plugin never heard of, and one batch for a page. */
async function inBatches(subject: Subject): Promise<Finding[]> {
  let statements = 0
  const count = (): void => {
    statements += 1
  }
  const test = await subject.open({ store: { onStatement: count } })
  const system = test.desk.system('conformance')
  const findings: Finding[] = []
  const unseen = (error: unknown) =>
    findings.push(
      finding(
        'extension_view',
        `Tickets that '${subject.id}' knows nothing of can't be opened and listed: ${reasonOf(error)}. Let load give one view for each id.`,
      ),
    )
  for (let ticket = 0; ticket < PAGE && !findings.length; ticket += 1)
    await system.tickets.create({ subject: `Ticket ${ticket}`, requesterId: test.actors.customer.id }).catch(unseen)
  const costOf = async (limit: number): Promise<number> => {
    const before = statements
    try {
      const { items } = await system.tickets.list({ limit })
      for (const { ext } of items)
        if (!(subject.id in ext))
          findings.push(finding('extension_view', `A ticket in a list has no part of '${subject.id}'. Let load give one view for each id.`))
    } catch (error) {
      unseen(error)
    }
    return statements - before
  }
  await costOf(1)
  const [one, many] = [await costOf(1), await costOf(PAGE)]
  if (many - one > TOLERANCE)
    findings.push(
      finding(
        'extension_batch',
        `A list of ${PAGE} tickets sends ${many} statements, and a list of one ${one}: let load read all ids in one query.`,
      ),
    )
  return [...new Map(findings.map((each) => [each.key, each])).values()]
}

export const extendsTickets: Check = {
  id: 'ticket_extension',
  title: 'adds its part to every ticket: strict, by audience, in batches',
  async run(subject) {
    if (!subject.plugin.ticketExtension) return []
    const findings = await inBatches(subject)
    // Where tickets can't even be opened there is nothing more to see.
    return findings.length ? findings : byAudience(subject, await subject.exercised())
  },
}
