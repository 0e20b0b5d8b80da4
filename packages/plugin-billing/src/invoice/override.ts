import { billingError } from '../errors.ts'
import { type BillingReader, command } from '../kit.ts'
import { permitIn } from '../work.ts'
import { Overridden, OverrideVerdict } from './schemas.ts'

export const overrideVerdict = command({
  route: 'PUT /verdicts/:sourceKey',
  summary: 'Decides what is charged for a piece of work, until it is invoiced.',
  permission: 'billing.override',
  audience: 'staff',
  input: OverrideVerdict,
  output: Overridden,
  async run(work, { sourceKey, action, rateMinor = null, reason }) {
    const sourceId = sourceKey.slice(sourceKey.indexOf(':') + 1)
    const isTime = sourceKey.startsWith('time:')
    const piece = await pieceOf(work.db, isTime, sourceId)
    // The ticket says whether the caller may know of the work; the company, whether they decide there.
    if (!piece) throw billingError('billing.work_not_found')
    await work.ticket(piece.ticket_id, 'ticket.read')
    permitIn(work, piece.company_id, 'billing.override')
    await work.change('billing.verdict_overridden', { ticketId: piece.ticket_id, sourceId, action }, async (db) => {
      // Locks the row against a run: whichever comes second finds what the first has done.
      const table = isTime ? 'billing_time_entry' : 'billing_work_line'
      const free = await db
        .updateTable(table)
        .set((eb) => ({ version: eb('version', '+', 1), updated_at: work.now }))
        .where('id', '=', sourceId)
        .where('invoice_id', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!free) throw billingError('billing.work_invoiced')
      if (action === 'none') {
        await db.deleteFrom('billing_override').where('source_key', '=', sourceKey).execute()
        return
      }
      const values = { action, rate_minor: action === 'charge' ? rateMinor : null, reason, decided_by: work.actor.id, decided_at: work.now }
      await db
        .insertInto('billing_override')
        .values({ source_key: sourceKey, ...values })
        .onConflict((conflict) => conflict.column('source_key').doUpdateSet(values))
        .execute()
    })
    return { sourceKey, action }
  },
})

const pieceOf = (db: BillingReader, isTime: boolean, id: string) =>
  db
    .selectFrom(isTime ? 'billing_time_entry' : 'billing_work_line')
    .select(['ticket_id', 'company_id'])
    .where('id', '=', id)
    .executeTakeFirst()
