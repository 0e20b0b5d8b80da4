import type { GateAttempt, GateFailure, PluginContext, Reading } from '@deskwright/core'
import type { BillingContract } from '../contract.ts'

/** Before tickets of the types that the desk names are resolved: some time is entered, and nobody's timer still runs on them. */
export function demandTime(ctx: PluginContext<BillingContract>): void {
  for (const type of ctx.options.timeGate ?? []) ctx.gate({ to: 'resolved', type }, missingTime)
}

async function missingTime({ ticketId }: GateAttempt, { db }: Reading<BillingContract>): Promise<readonly GateFailure<'billing'>[]> {
  const failures: GateFailure<'billing'>[] = []
  const entered = await db
    .selectFrom('billing_time_entry')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('state', 'in', ['draft', 'submitted', 'approved'])
    .limit(1)
    .executeTakeFirst()
  const running = await db.selectFrom('billing_timer').select('id').where('ticket_id', '=', ticketId).limit(1).executeTakeFirst()
  if (running) failures.push({ code: 'billing.timer_runs', message: 'A timer still runs on this ticket. Stop or discard it.' })
  else if (!entered) failures.push({ code: 'billing.no_time', message: 'No time is entered. Enter what was worked.' })
  return failures
}
