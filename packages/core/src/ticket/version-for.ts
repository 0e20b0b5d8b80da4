import type { CallContext } from '../operation/unit-of-work.ts'

/** The version of a ticket that this unit of work has changed, as the caller's audience counts it. It may be out of their sight by now. */
export async function versionFor({ unit, actor }: CallContext, ticketId: string): Promise<number> {
  const state = await unit.tickets.follow(actor, ticketId)
  if (!state) throw new TypeError('a command that succeeded has a ticket')
  return actor.capacity.acting === 'staff' ? state.row.version : state.row.public_version
}
