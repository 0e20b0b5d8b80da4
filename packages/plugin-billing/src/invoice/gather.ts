import type { AccountTable } from '../account/tables.ts'
import type { AgreedContract } from '../contract/agreed.ts'
import type { AnyReading, BillingReader } from '../kit.ts'
import { priceOnOf } from '../price/price-on.ts'
import { taxRateOf } from '../price/tax.ts'
import type { TimeEntryTable } from '../time/tables.ts'
import type { Override } from '../verdict/decide.ts'
import type { QuotaUse } from '../verdict/ledger.ts'
import type { WorkLineTable } from '../work-line/tables.ts'
import type { InvoiceInput, RunFault } from './compute.ts'
import { closedBefore } from './fees.ts'

export interface Gathered {
  readonly input: InvoiceInput
  /** What stands in the way before anything is computed. */
  readonly faults: readonly RunFault[]
}

/** Everything that the invoice follows from, as it is in this transaction. */
export async function gather(
  work: Pick<AnyReading, 'options'>,
  db: BillingReader,
  account: AccountTable,
  contract: AgreedContract | null,
  on: string,
  entries: readonly TimeEntryTable[],
  workLines: readonly WorkLineTable[],
): Promise<Gathered> {
  const currency = contract?.currency ?? work.options.currency
  const before = closedBefore(contract, on)
  const faults: RunFault[] = [
    ...entries
      .filter((entry) => entry.is_billable && entry.worked_on < before && (entry.state === 'draft' || entry.state === 'submitted'))
      .map(({ id }) => ({ key: `time:${id}`, code: 'billing.not_approved' })),
    ...workLines
      .filter((line) => line.is_price_agreed && line.currency !== currency && line.worked_on < before)
      .map(({ id }) => ({ key: `line:${id}`, code: 'billing.other_currency' })),
  ]
  const kinds = new Map((await db.selectFrom('billing_work_kind').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]))
  const pieces: InvoiceInput['pieces'] = [
    ...entries
      .filter(({ state }) => state === 'approved')
      .map((entry) => ({
        key: `time:${entry.id}`,
        kind: 'time' as const,
        ticketId: entry.ticket_id,
        personId: entry.person_id || null,
        workedOn: entry.worked_on,
        minutes: entry.minutes,
        quantity: 0,
        priceItemId: entry.price_item_id,
        isBillable: entry.is_billable,
        reason: entry.reason,
        isWarranty: entry.is_warranty,
        agreedMinor: null,
        title: entry.price_item_id === null ? (kinds.get(entry.work_kind_id) ?? null) : null,
      })),
    ...workLines.map((line) => ({
      key: `line:${line.id}`,
      kind: 'line' as const,
      ticketId: line.ticket_id,
      personId: line.person_id,
      workedOn: line.worked_on,
      minutes: 0,
      quantity: line.quantity_count,
      priceItemId: line.price_item_id,
      isBillable: line.is_billable,
      reason: line.reason,
      isWarranty: line.is_warranty,
      agreedMinor: line.is_price_agreed ? line.price_minor : null,
      title: line.name,
    })),
  ]
  const items = await db.selectFrom('billing_price_item').select(['id', 'name', 'unit', 'tax_class_id']).execute()
  const byId = new Map(items.map(({ id, name, unit, tax_class_id }) => [id, { name, unit, taxClassId: tax_class_id }]))
  return {
    faults,
    input: {
      contract,
      on,
      rounding: work.options.rounding ?? 'half_up',
      taxMode: account.tax_mode,
      taxRounding: account.tax_rounding,
      isExempt: account.exempt_reason !== null,
      pieces,
      overrides: await overridesOf(
        db,
        pieces.map(({ key }) => key),
      ),
      ...(contract ? await usedBy(db, contract) : { feesInvoiced: new Set<string>(), quotasUsed: [], blocks: [], unbilledBlocks: [] }),
      listPrice: await priceOnOf(db, [...new Set(pieces.flatMap(({ priceItemId }) => priceItemId ?? []))], currency),
      item: (id) => byId.get(id),
      tax: await taxRateOf(db),
    },
  }
}

async function overridesOf(db: BillingReader, keys: readonly string[]): Promise<ReadonlyMap<string, Override>> {
  const found = new Map<string, Override>()
  for (let from = 0; from < keys.length; from += 500) {
    const rows = await db
      .selectFrom('billing_override')
      .selectAll()
      .where('source_key', 'in', keys.slice(from, from + 500))
      .execute()
    for (const { source_key, action, rate_minor, reason } of rows) found.set(source_key, { action, rateMinor: rate_minor, reason })
  }
  return found
}

/** What invoices of the contract took before. */
async function usedBy(
  db: BillingReader,
  { id }: AgreedContract,
): Promise<Pick<InvoiceInput, 'feesInvoiced' | 'quotasUsed' | 'blocks' | 'unbilledBlocks'>> {
  const held = await db
    .selectFrom('billing_invoice_source')
    .innerJoin('billing_invoice', 'billing_invoice.id', 'billing_invoice_source.invoice_id')
    .select('billing_invoice_source.held_key')
    .where('billing_invoice.contract_id', '=', id)
    .where((eb) =>
      eb.or([eb('billing_invoice_source.source_key', 'like', 'fee:%'), eb('billing_invoice_source.source_key', 'like', 'prepaid:%')]),
    )
    .execute()
  const keys = new Set(held.flatMap(({ held_key }) => held_key ?? []))
  const uses = await db.selectFrom('billing_quota_use').selectAll().where('contract_id', '=', id).execute()
  const quotas = new Map<string, QuotaUse>()
  for (const { set_key: setKey, period_from: periodFrom, base_count, rollover_count } of uses) {
    const place = `${setKey} ${periodFrom}`
    const { base = 0, rollover = 0 } = quotas.get(place) ?? {}
    quotas.set(place, { setKey, periodFrom, base: base + base_count, rollover: rollover + rollover_count })
  }
  const blocks = await db.selectFrom('billing_prepaid').selectAll().where('contract_id', '=', id).execute()
  const used = await db
    .selectFrom('billing_prepaid_use')
    .innerJoin('billing_prepaid', 'billing_prepaid.id', 'billing_prepaid_use.prepaid_id')
    .select(['billing_prepaid_use.prepaid_id', 'billing_prepaid_use.minutes'])
    .where('billing_prepaid.contract_id', '=', id)
    .execute()
  const left = (block: string, minutes: number): number =>
    used.filter(({ prepaid_id }) => prepaid_id === block).reduce((rest, use) => rest - use.minutes, minutes)
  return {
    feesInvoiced: keys,
    quotasUsed: [...quotas.values()],
    blocks: blocks.map((block) => ({
      id: block.id,
      boughtOn: block.bought_on,
      expiresOn: block.expires_on,
      minutesLeft: left(block.id, block.minutes),
    })),
    unbilledBlocks: blocks
      .filter((block) => !keys.has(`prepaid:${block.id}`))
      .map((block) => ({
        id: block.id,
        boughtOn: block.bought_on,
        minutes: block.minutes,
        amountMinor: block.amount_minor,
        priceItemId: block.price_item_id,
      })),
  }
}
