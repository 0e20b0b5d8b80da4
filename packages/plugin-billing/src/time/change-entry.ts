import { billingError } from '../errors.ts'
import type { AnyReading, BillingWriter } from '../kit.ts'
import { stale } from '../work.ts'
import type { TimeEntryTable, TimeState } from './tables.ts'

/** 409 for what is locked by an invoice, or in no state for it. */
export function expectState(row: TimeEntryTable, allowed: readonly TimeState[]): void {
  if (row.invoice_id !== null) throw billingError('billing.work_invoiced')
  if (!allowed.includes(row.state)) throw billingError('billing.time_state', { timeId: row.id, state: row.state })
}

type Patch = Partial<Pick<TimeEntryTable, 'state' | 'approved_by' | 'approved_at' | 'refusal'>>

/**
 * Compare and set: whoever comes second, be it somebody else or an invoice that claims the entry, is found out by the version or by the lock.
 */
export async function patchEntry(work: AnyReading, db: BillingWriter, row: TimeEntryTable, patch: Patch): Promise<void> {
  const saved = await db
    .updateTable('billing_time_entry')
    .set({ ...patch, version: row.version + 1, updated_at: work.now })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .where('state', '=', row.state)
    .where('invoice_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!saved) throw await whyNot(db, row)
}

export async function whyNot(db: BillingWriter, { id, version }: TimeEntryTable) {
  const now = await db.selectFrom('billing_time_entry').selectAll().where('id', '=', id).executeTakeFirst()
  if (!now) return billingError('billing.time_not_found')
  if (now.invoice_id !== null) return billingError('billing.work_invoiced')
  return now.version === version ? billingError('billing.time_state', { timeId: id, state: now.state }) : stale(now.version)
}
