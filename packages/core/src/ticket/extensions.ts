import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import { ticketFacts } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/** The plugins' parts of a page of tickets: one batch for each plugin, one view for each ticket. */
export async function loadExtensions(context: CallContext, ticketIds: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const views = new Map<string, Record<string, unknown>>()
  const { extensions } = context.unit.runtime.composition
  if (!extensions.size) return views
  for (const id of ticketIds) views.set(id, {})
  for (const [owner, extension] of extensions) {
    const work = workOf(context, owner)
    const loaded = await extension.load(work, ticketIds)
    for (const [ticketId, view] of views) {
      const part: unknown = loaded.get(ticketId)
      if (part === undefined) throw coreError('ticket.extension_missing', { plugin: owner, ticketId })
      view[owner] = part
    }
  }
  return views
}

/** As deep as the operation that asks: what a plugin calls from there may ask for extensions again. */
const workOf = ({ unit, actor, depth = 0 }: CallContext, owner: string) => unit.workFor({ actor, owner, permission: 'ticket.read', depth })

/** Hands each plugin its part of a create or update; the schemas were checked with the rest of the input. */
export async function saveExtensions(context: CallContext, ticket: TicketState, ext: object | undefined): Promise<void> {
  for (const [owner, input] of Object.entries(ext ?? {})) {
    const extension = context.unit.runtime.composition.extensions.get(owner)
    if (!extension) throw coreError('ticket.extension_unknown', { plugin: owner })
    await context.unit.tickets.flush()
    await extension.save(workOf(context, owner), ticketFacts(ticket.row), input)
  }
}
