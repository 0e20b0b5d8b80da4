import type { Reader, Writer } from '@deskwright/core'
import { sql } from 'kysely'
import type { BillingTables } from './tables.ts'
import { eraseInWork, exportOfWork, workColumns } from './ticket/personal-data.ts'

const counted = sql<number>`count(*)`.as('row_count')

/** Books are kept: what somebody entered or worked stays, as the law asks for it; who decided and who wrote does not. */
export const personalData = {
  columns: {
    billing_invoice: { created_by: 'person', reason: 'kept', seller_json: 'kept', buyer_json: 'kept' },
    billing_invoice_line: { person_id: 'person', description: 'kept', basis: 'kept', unit: 'kept', verdict_json: 'kept' },
    billing_run: { created_by: 'person' },
    billing_payment: { created_by: 'person', method: 'kept', reference: 'kept', note: 'kept' },
    billing_contract_entry: { actor_id: 'person', note: 'kept' },
    billing_contract_terms: { created_by: 'person', terms_json: 'kept', note: 'kept' },
    billing_override: { decided_by: 'person', reason: 'kept' },
    ...workColumns,
  } as const,
  async export(db: Reader<BillingTables>, personId: string): Promise<object> {
    const invoices = await db
      .selectFrom('billing_invoice')
      .select(['id', 'number', 'issued_at'])
      .where('created_by', '=', personId)
      .execute()
    const runs = await db.selectFrom('billing_run').select(['id', 'created_at']).where('created_by', '=', personId).execute()
    const payments = await db.selectFrom('billing_payment').select(['id', 'created_at']).where('created_by', '=', personId).execute()
    const contracts = await db
      .selectFrom('billing_contract_entry')
      .select(['contract_id', 'happened_at', 'kind'])
      .where('actor_id', '=', personId)
      .execute()
    const terms = await db
      .selectFrom('billing_contract_terms')
      .select(['contract_id', 'created_at'])
      .where('created_by', '=', personId)
      .execute()
    const overrides = await db
      .selectFrom('billing_override')
      .select(['source_key', 'decided_at'])
      .where('decided_by', '=', personId)
      .execute()
    const time = await db.selectFrom('billing_time_entry').selectAll().where('person_id', '=', personId).execute()
    const lines = await db.selectFrom('billing_work_line').selectAll().where('person_id', '=', personId).execute()
    const charged = await db
      .selectFrom('billing_invoice_line')
      .select(['invoice_id', 'description', 'day_from', 'minutes'])
      .where('person_id', '=', personId)
      .execute()
    const written = await db.selectFrom('billing_time_entry').select('id').where('created_by', '=', personId).execute()
    const approved = await db.selectFrom('billing_time_entry').select('id').where('approved_by', '=', personId).execute()
    const linesWritten = await db.selectFrom('billing_work_line').select('id').where('created_by', '=', personId).execute()
    const onTickets = await exportOfWork(db, personId)
    return { onTickets, invoices, runs, payments, contracts, terms, overrides, time, lines, charged, written, approved, linesWritten }
  },

  /** What was charged must stand as long as the law says: with the hours and the sums, without whose they were. */
  async kept(db: Reader<BillingTables>, personId: string) {
    const number = async (found: Promise<{ row_count: number }>): Promise<number> => Number((await found).row_count)
    return [
      {
        what: 'invoice_lines',
        why: 'accounting',
        count: await number(
          db.selectFrom('billing_invoice_line').select(counted).where('person_id', '=', personId).executeTakeFirstOrThrow(),
        ),
      },
      {
        what: 'time_entries',
        why: 'accounting',
        count: await number(
          db.selectFrom('billing_time_entry').select(counted).where('person_id', '=', personId).executeTakeFirstOrThrow(),
        ),
      },
      {
        what: 'invoices',
        why: 'accounting',
        count: await number(db.selectFrom('billing_invoice').select(counted).where('created_by', '=', personId).executeTakeFirstOrThrow()),
      },
      {
        what: 'payments',
        why: 'accounting',
        count: await number(db.selectFrom('billing_payment').select(counted).where('created_by', '=', personId).executeTakeFirstOrThrow()),
      },
      {
        what: 'contract_history',
        why: 'agreed_with_others',
        count: await number(
          db.selectFrom('billing_contract_entry').select(counted).where('actor_id', '=', personId).executeTakeFirstOrThrow(),
        ),
      },
      {
        what: 'contract_terms',
        why: 'agreed_with_others',
        count: await number(
          db.selectFrom('billing_contract_terms').select(counted).where('created_by', '=', personId).executeTakeFirstOrThrow(),
        ),
      },
      {
        what: 'decisions',
        why: 'accounting',
        count: await number(db.selectFrom('billing_override').select(counted).where('decided_by', '=', personId).executeTakeFirstOrThrow()),
      },
      {
        what: 'work_lines',
        why: 'accounting',
        count: await number(db.selectFrom('billing_work_line').select(counted).where('person_id', '=', personId).executeTakeFirstOrThrow()),
      },
      {
        what: 'estimates',
        why: 'agreed_with_others',
        count: await number(db.selectFrom('billing_estimate').select(counted).where('created_by', '=', personId).executeTakeFirstOrThrow()),
      },
      {
        what: 'estimates_decided',
        why: 'agreed_with_others',
        count: await number(db.selectFrom('billing_estimate').select(counted).where('decided_by', '=', personId).executeTakeFirstOrThrow()),
      },
    ]
  },

  /** Numbers stay, and the person goes. */
  async erase(db: Writer<BillingTables>, personId: string): Promise<void> {
    await eraseInWork(db, personId)
    await db.updateTable('billing_invoice').set({ created_by: '' }).where('created_by', '=', personId).execute()
    await db.updateTable('billing_run').set({ created_by: '' }).where('created_by', '=', personId).execute()
    await db.updateTable('billing_payment').set({ created_by: '' }).where('created_by', '=', personId).execute()
    await db.updateTable('billing_contract_entry').set({ actor_kind: 'erased', actor_id: '' }).where('actor_id', '=', personId).execute()
    await db.updateTable('billing_contract_terms').set({ created_by: '' }).where('created_by', '=', personId).execute()
    await db.updateTable('billing_override').set({ decided_by: '' }).where('decided_by', '=', personId).execute()
    await db.updateTable('billing_invoice_line').set({ person_id: null }).where('person_id', '=', personId).execute()
    await db
      .updateTable('billing_time_entry')
      .set({ note: null, reason: null, refusal: null, person_id: '' })
      .where('person_id', '=', personId)
      .execute()
    await db.updateTable('billing_time_entry').set({ created_by: '' }).where('created_by', '=', personId).execute()
    await db.updateTable('billing_time_entry').set({ approved_by: '' }).where('approved_by', '=', personId).execute()
    await db.updateTable('billing_work_line').set({ person_id: null }).where('person_id', '=', personId).execute()
    await db.updateTable('billing_work_line').set({ created_by: '' }).where('created_by', '=', personId).execute()
  },
}
