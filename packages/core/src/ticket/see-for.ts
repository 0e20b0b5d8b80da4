import { coreError } from '../error/core-errors.ts'
import { refuseIfVetoed } from '../operation/bound-work.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/**
 * Locks the tickets of a command that takes more than one, by ascending id as everybody does. Says nothing of them: what the actor may not see
 * is found missing afterwards, in the order of the input, so that no answer depends on what is there.
 */
export async function holdTickets({ unit, actor }: CallContext, ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort()) await unit.tickets.follow(actor, id)
}

/** A ticket for something that it takes this permission for: 404 unseen, 403 seen but not allowed. What is merged is seen as well. */
export async function seeFor(context: CallContext, ticketId: string, permission: string): Promise<TicketState> {
  const { unit, actor } = context
  const state = await unit.tickets.see(actor, ticketId)
  if (!unit.tickets.can(actor, unit.runtime.composition.permissions.bit(permission), state))
    throw coreError('access.denied', { permission })
  await refuseIfVetoed(context, permission, state.row)
  return state
}
