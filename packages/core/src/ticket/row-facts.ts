import type { ClockFacts, ClockPatch } from '../machine/clock-facts.ts'
import type { TicketPatch, TicketRow } from '../operation/ticket-state.ts'

/** Fact of the machine → column of the row: the only place where the two are named together. */
const columns = {
  startedAt: 'started_at',
  firstResponseAt: 'first_response_at',
  unansweredSinceAt: 'unanswered_since_at',
  lastCustomerMessageAt: 'last_customer_message_at',
  lastStaffMessageAt: 'last_staff_message_at',
  firstResolvedAt: 'first_resolved_at',
  firstResolution: 'first_resolution',
  resolvedAt: 'resolved_at',
  resolution: 'resolution',
  resolutionText: 'resolution_text',
  closedAt: 'closed_at',
  closeWarnedAt: 'close_warned_at',
  reopenCount: 'reopen_count',
  waitingSinceAt: 'waiting_since_at',
  waitingOn: 'waiting_on',
  waitingUntilAt: 'waiting_until_at',
  waitingMode: 'waiting_mode',
  waitedMs: 'waited_ms',
} as const satisfies { readonly [F in keyof ClockFacts]: keyof TicketRow }

export function factsOf(row: TicketRow): ClockFacts {
  return {
    startedAt: row.started_at,
    firstResponseAt: row.first_response_at,
    unansweredSinceAt: row.unanswered_since_at,
    lastCustomerMessageAt: row.last_customer_message_at,
    lastStaffMessageAt: row.last_staff_message_at,
    firstResolvedAt: row.first_resolved_at,
    firstResolution: row.first_resolution,
    resolvedAt: row.resolved_at,
    resolution: row.resolution,
    resolutionText: row.resolution_text,
    closedAt: row.closed_at,
    closeWarnedAt: row.close_warned_at,
    reopenCount: row.reopen_count,
    waitingSinceAt: row.waiting_since_at,
    waitingOn: row.waiting_on,
    waitingUntilAt: row.waiting_until_at,
    waitingMode: row.waiting_mode === 'act' || row.waiting_mode === 'remind' ? row.waiting_mode : null,
    waitedMs: row.waited_ms,
  }
}

export function patchOf(facts: ClockPatch): TicketPatch {
  const patch: Record<string, unknown> = {}
  for (const [fact, column] of Object.entries(columns)) if (fact in facts) patch[column] = facts[fact as keyof ClockPatch]
  return patch as TicketPatch
}
