import type { AccountTable } from '../account/tables.ts'
import type { AgreedContract } from '../contract/agreed.ts'
import { billingError } from '../errors.ts'
import type { AnyWork, BillingWriter } from '../kit.ts'
import type { ComputedInvoice } from './compute.ts'
import type { InvoiceLineTable } from './tables.ts'

/** The next number of a series. The row is locked until the end, and given back with everything else where it fails: so there are no gaps. */
export async function nextNumber(
  work: AnyWork,
  db: BillingWriter,
  name: 'invoice' | 'credit_note',
): Promise<{ sequence: number; number: string }> {
  const row = await db
    .updateTable('billing_series')
    .set((eb) => ({ last_sequence: eb('last_sequence', '+', 1) }))
    .where('name', '=', name)
    .returning('last_sequence')
    .executeTakeFirstOrThrow()
  const { invoicePrefix = 'INV-', creditPrefix = 'CN-' } = work.options
  const prefix = name === 'invoice' ? invoicePrefix : creditPrefix
  return { sequence: row.last_sequence, number: `${prefix}${String(row.last_sequence).padStart(5, '0')}` }
}

export interface InvoiceToPut {
  readonly id: string
  readonly sequence: number
  readonly number: string
  readonly companyId: string
  readonly contract: AgreedContract | null
  readonly currency: string
  readonly on: string
  readonly dueOn: string
  readonly account: AccountTable
  readonly invoice: ComputedInvoice
  /** Who issues it. */
  readonly by: string
}

const CHUNK = 100

export async function putInvoice(
  work: AnyWork,
  db: BillingWriter,
  { id, sequence, number, companyId, contract, currency, on, dueOn, account, invoice, by }: InvoiceToPut,
): Promise<void> {
  await db
    .insertInto('billing_invoice')
    .values({
      id,
      kind: 'invoice',
      number,
      number_sequence: sequence,
      state: invoice.grossMinor === 0 ? 'paid' : 'issued',
      company_id: companyId,
      contract_id: contract?.id ?? null,
      currency,
      issued_on: on,
      due_on: dueOn,
      period_from: invoice.from,
      period_until: invoice.until,
      tax_mode: account.tax_mode,
      tax_rounding: account.tax_rounding,
      rounding: work.options.rounding ?? 'half_up',
      net_minor: invoice.netMinor,
      tax_minor: invoice.taxMinor,
      gross_minor: invoice.grossMinor,
      paid_minor: 0,
      credited_minor: 0,
      corrects_id: null,
      reason: null,
      taxes_json: invoice.taxes,
      seller_json: work.options.seller ?? {},
      buyer_json: { ...(account.buyer_json as object), exemptReason: account.exempt_reason },
      version: 1,
      created_by: by,
      issued_at: work.now,
    })
    .execute()
  const lines = invoice.lines.map((line, index): InvoiceLineTable => {
    const [kind, sourceId] = [line.sourceKey.slice(0, line.sourceKey.indexOf(':')), line.sourceKey.slice(line.sourceKey.indexOf(':') + 1)]
    return {
      id: work.newId(),
      invoice_id: id,
      position: index + 1,
      kind: line.kind,
      description: line.description,
      basis: line.basis,
      source_kind: kind === 'time' || kind === 'line' || kind === 'fee' || kind === 'prepaid' ? kind : null,
      source_id: sourceId,
      price_item_id: line.priceItemId,
      ticket_id: line.ticketId,
      person_id: line.personId,
      day_from: line.from,
      day_until: line.until,
      minutes: line.minutes,
      quantity_count: line.quantity,
      unit: line.unit,
      rate_minor: line.rateMinor,
      amount_minor: line.amountMinor,
      net_minor: invoice.netOfLines[index] ?? 0,
      tax_code: line.taxCode,
      tax_rate: line.taxRate,
      credited_minor: 0,
      verdict_json: line.verdict ?? {},
    }
  })
  for (let from = 0; from < lines.length; from += CHUNK)
    await db
      .insertInto('billing_invoice_line')
      .values(lines.slice(from, from + CHUNK))
      .execute()
  const keys = [...new Set(invoice.lines.map(({ sourceKey }) => sourceKey))]
  for (let from = 0; from < keys.length; from += CHUNK)
    await db
      .insertInto('billing_invoice_source')
      .values(keys.slice(from, from + CHUNK).map((key) => ({ invoice_id: id, source_key: key, held_key: key })))
      .execute()
  await lock(work, db, id, keys)
  if (contract)
    for (const { setKey, periodFrom, base, rollover } of invoice.quotaUses)
      await db
        .insertInto('billing_quota_use')
        .values({
          invoice_id: id,
          contract_id: contract.id,
          set_key: setKey,
          period_from: periodFrom,
          base_count: base,
          rollover_count: rollover,
        })
        .execute()
  for (const { prepaidId, minutes } of invoice.prepaidUses)
    await db.insertInto('billing_prepaid_use').values({ invoice_id: id, prepaid_id: prepaidId, minutes }).execute()
}

/** Work that is on an invoice is changed no more. Each row is one that the run has locked, so none may be missing. */
async function lock(work: AnyWork, db: BillingWriter, id: string, keys: readonly string[]): Promise<void> {
  const idsOf = (kind: string): string[] => keys.flatMap((key) => (key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : []))
  for (const [table, ids, patch] of [
    ['billing_time_entry', idsOf('time'), {}],
    ['billing_work_line', idsOf('line'), { state: 'invoiced' as const }],
  ] as const)
    for (let from = 0; from < ids.length; from += CHUNK) {
      const some = ids.slice(from, from + CHUNK)
      const locked =
        table === 'billing_time_entry'
          ? await db
              .updateTable(table)
              .set({ invoice_id: id, updated_at: work.now })
              .where('id', 'in', some)
              .where('invoice_id', 'is', null)
              .returning('id')
              .execute()
          : await db
              .updateTable(table)
              .set({ ...patch, invoice_id: id, updated_at: work.now })
              .where('id', 'in', some)
              .where('invoice_id', 'is', null)
              .returning('id')
              .execute()
      if (locked.length !== some.length) throw billingError('billing.work_invoiced', {}, { retryable: true })
    }
}
