import type { PluginContext } from '@deskwright/core'
import type { BillingContract } from '../contract.ts'
import { withdraw } from '../estimate/write-estimate.ts'
import type { AnyWork } from '../kit.ts'
import { placeWork } from './place-work.ts'

/** A ticket that is another company's now takes with it what is not invoiced yet, in the same transaction. */
export function followTickets(ctx: PluginContext<BillingContract>): void {
  ctx.within('ticket.updated', async ({ ticketId, fields }, work) => {
    if (fields.includes('company')) await moveWork(work, ticketId)
  })
}

async function moveWork(work: AnyWork, ticketId: string): Promise<void> {
  const hasWork =
    (await work.db.selectFrom('billing_time_entry').select('id').where('ticket_id', '=', ticketId).limit(1).executeTakeFirst()) ??
    (await work.db.selectFrom('billing_work_line').select('id').where('ticket_id', '=', ticketId).limit(1).executeTakeFirst())
  if (!hasWork) return
  const { ticket } = await work.ticket(ticketId, 'ticket.read')
  // What was offered to one company is no offer to another, and its approval binds nobody there.
  const estimates = await work.db
    .selectFrom('billing_estimate')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('state', '<>', 'withdrawn')
    .orderBy('id')
    .execute()
  for (const row of estimates) await withdraw(work, ticket, row)
  await work.change('billing.work_moved', { ticketId }, async (db) => {
    for (const table of ['billing_time_entry', 'billing_work_line'] as const) {
      const days = await db
        .selectFrom(table)
        .select(['worked_on'])
        .distinct()
        .where('ticket_id', '=', ticketId)
        .where('invoice_id', 'is', null)
        .orderBy('worked_on')
        .execute()
      for (const { worked_on } of days) {
        // Its equipment may have stayed behind: what is still on the ticket says whether there is a warranty.
        const place = await placeWork(work, ticket, worked_on, undefined)
        await db
          .updateTable(table)
          .set((eb) => ({ ...place, version: eb('version', '+', 1), updated_at: work.now }))
          .where('ticket_id', '=', ticketId)
          .where('worked_on', '=', worked_on)
          .where('invoice_id', 'is', null)
          .execute()
      }
    }
  })
}
