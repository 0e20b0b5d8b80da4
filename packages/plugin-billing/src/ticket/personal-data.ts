import type { Reader, Writer } from '@deskwright/core'
import type { BillingTables } from '../tables.ts'

export const workColumns = {
  billing_timer: { person_id: 'person', note: 'words' },
  billing_time_entry: {
    person_id: 'person',
    created_by: 'person',
    approved_by: 'person',
    note: 'words',
    reason: 'words',
    refusal: 'words',
  },
  billing_work_line: { person_id: 'person', created_by: 'person', name: 'kept', unit: 'kept', reason: 'kept' },
  billing_cost_rate: { person_id: 'person', created_by: 'person' },
  billing_material_cost: { created_by: 'person' },
  billing_estimate: { created_by: 'person', decided_by: 'person', note: 'kept', refusal: 'words' },
  billing_estimate_revision: { offered_by: 'person', decided_by: 'person', lines_json: 'kept', note: 'kept', refusal: 'words' },
} as const

/** What somebody times, costs, offered and decided. */
export async function exportOfWork(db: Reader<BillingTables>, personId: string): Promise<object> {
  const timers = await db.selectFrom('billing_timer').selectAll().where('person_id', '=', personId).execute()
  const rates = await db
    .selectFrom('billing_cost_rate')
    .selectAll()
    .where((eb) => eb.or([eb('person_id', '=', personId), eb('created_by', '=', personId)]))
    .execute()
  const costs = await db.selectFrom('billing_material_cost').selectAll().where('created_by', '=', personId).execute()
  const estimates = await db
    .selectFrom('billing_estimate')
    .select(['id', 'number', 'state', 'decided_at', 'refusal', 'created_at'])
    .where((eb) => eb.or([eb('created_by', '=', personId), eb('decided_by', '=', personId)]))
    .execute()
  const offers = await db
    .selectFrom('billing_estimate_revision')
    .select(['estimate_id', 'revision', 'offered_at', 'decided_at', 'refusal'])
    .where((eb) => eb.or([eb('offered_by', '=', personId), eb('decided_by', '=', personId)]))
    .execute()
  return { timers, rates, costs, estimates, offers }
}

/** What was agreed stays agreed, and what it costs stays in the books; whose it was goes. */
export async function eraseInWork(db: Writer<BillingTables>, personId: string): Promise<void> {
  await db.deleteFrom('billing_timer').where('person_id', '=', personId).execute()
  await db.deleteFrom('billing_cost_rate').where('person_id', '=', personId).execute()
  await db.updateTable('billing_cost_rate').set({ created_by: '' }).where('created_by', '=', personId).execute()
  await db.updateTable('billing_material_cost').set({ created_by: '' }).where('created_by', '=', personId).execute()
  await db.updateTable('billing_estimate').set({ created_by: '' }).where('created_by', '=', personId).execute()
  await db.updateTable('billing_estimate').set({ decided_by: '', refusal: null }).where('decided_by', '=', personId).execute()
  await db.updateTable('billing_estimate_revision').set({ offered_by: '' }).where('offered_by', '=', personId).execute()
  await db.updateTable('billing_estimate_revision').set({ decided_by: '', refusal: null }).where('decided_by', '=', personId).execute()
}
