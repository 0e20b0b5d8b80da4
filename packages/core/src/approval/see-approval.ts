import type { CallContext } from '../operation/unit-of-work.ts'
import type { LockedApproval } from './approval-row.ts'
import { isAsked } from './entitled.ts'

/**
 * Who sees an approval: whoever sees the ticket (customers, if it is not the house's own), and whoever is asked. Being asked opens the
 * approval with its content and nothing else: neither the ticket nor its conversation.
 */
export function maySee({ unit, actor }: CallContext, { approval, approvers, ticket }: LockedApproval): boolean {
  if (approvers.some((approver) => isAsked(actor, approval, approver))) return true
  return seesTicketsApproval({ unit, actor }, { approval, ticket })
}

export function seesTicketsApproval(
  { unit, actor }: Pick<CallContext, 'unit' | 'actor'>,
  { approval, ticket }: Pick<LockedApproval, 'approval' | 'ticket'>,
): boolean {
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  return unit.tickets.can(actor, bit, ticket) && (approval.is_public || actor.capacity.acting === 'staff')
}
