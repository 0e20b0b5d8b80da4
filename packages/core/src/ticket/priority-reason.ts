import { coreError } from '../error/core-errors.ts'
import type { DerivedPriority } from '../machine/priority.ts'
import type { Priority } from '../machine/ticket-type.ts'
import type { FieldChange } from '../operation/event-log.ts'

/** The matrix decides; a priority that differs from it needs a reason. Throws `ticket.priority_reason_required`. */
export function expectReason(derived: DerivedPriority, priority: Priority, reason: string | undefined): void {
  if (derived.by === 'matrix' && priority !== derived.priority && reason === undefined)
    throw coreError('ticket.priority_reason_required', { derived: derived.priority })
}

/** How a reason stands in the history. It is staff's own. */
export const reasonOf = (reason: string | undefined): FieldChange[] =>
  reason === undefined ? [] : [{ field: 'priorityReason', from: null, to: reason, isPublic: false }]
