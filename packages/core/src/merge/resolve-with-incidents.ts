import { coreError } from '../error/core-errors.ts'
import { type DeskError, isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { TicketView } from '../ticket/schemas.ts'
import { holdTickets } from '../ticket/see-for.ts'
import { performTransition } from '../ticket/transition.ts'
import { viewTicket } from '../ticket/view.ts'
import { ResolveWithIncidents } from './schemas.ts'

const { command } = forContract<TicketsContract>()

interface Refused {
  readonly ticketId: string
  readonly number: number | null
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

/** Asked for one by one, never by itself: that a cause is gone says nothing yet about everybody who suffered from it. */
export const resolveWithIncidents = command({
  route: 'POST /tickets/:ticketId/resolve-with-incidents',
  summary: 'Resolves a problem together with named incidents that it caused: all of them or none.',
  permission: 'ticket.resolve',
  audience: 'staff',
  input: ResolveWithIncidents,
  output: TicketView,
  async run(work, { ticketId, resolution, text, expectedVersion, overrideReason, incidents }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await holdTickets(context, [ticketId, ...incidents.ticketIds])
    const problem = await unit.tickets.see(actor, ticketId)
    await expectVersion(context, problem, expectedVersion)
    const caused = await causedBy(context, ticketId, incidents.ticketIds)
    const own = { resolution, ...(text === undefined ? {} : { text }) }
    await performTransition(context, problem, 'resolve', own, overrideReason === undefined ? {} : { overrideReason })
    const theirs = { resolution: incidents.resolution, ...(incidents.text === undefined ? {} : { text: incidents.text }) }
    const refused: Refused[] = []
    for (const id of incidents.ticketIds)
      await collect(context, refused, id, async () => {
        const incident = await unit.tickets.see(actor, id)
        if (!caused.has(id)) throw coreError('link.no_incident', { incident: incident.row.number, number: problem.row.number })
        await performTransition(context, incident, 'resolve', theirs, {})
      })
    if (refused.length) throw coreError('link.incidents_refused', { count: refused.length }, { details: { incidents: refused } })
    return viewTicket(context, ticketId)
  },
})

/** Goes on after a refusal, so that all of them are told at once. What a repetition of the whole would solve is none. */
async function collect({ unit, actor }: CallContext, refused: Refused[], ticketId: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!isDeskError(error) || error.status >= 500 || unit.runtime.store.isRetryable(error)) throw error
    refused.push({ ticketId, number: await numberOf({ unit, actor }, ticketId), ...told(error) })
  }
}

const told = ({ code, message, details }: DeskError) => ({ code, message, ...(details === undefined ? {} : { details }) })

async function numberOf({ unit, actor }: Pick<CallContext, 'unit' | 'actor'>, ticketId: string): Promise<number | null> {
  if (!unit.tickets.seenBy(actor).includes(ticketId)) return null
  return (await unit.tickets.see(actor, ticketId)).row.number
}

async function causedBy({ unit }: CallContext, problemId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await unit.db
    .selectFrom('ticket_link')
    .select('to_id')
    .where('from_id', '=', problemId)
    .where('kind', '=', 'causes')
    .where('to_id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ to_id }) => to_id))
}
