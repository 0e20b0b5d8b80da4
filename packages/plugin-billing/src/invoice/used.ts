import { type AgreedContract, termsOn } from '../contract/agreed.ts'
import { inParts } from '../in-parts.ts'
import type { BillingReader } from '../kit.ts'
import type { TimeEntryTable } from '../time/tables.ts'
import type { Verdict } from '../verdict/decide.ts'
import type { QuotaUse } from '../verdict/ledger.ts'
import type { InvoiceInput } from './compute.ts'
import { feeKeys } from './fees.ts'

export type Used = Pick<InvoiceInput, 'feesInvoiced' | 'quotasUsed' | 'blocks' | 'unbilledBlocks' | 'visits'>
export const nothingUsed: Used = {
  feesInvoiced: new Set<string>(),
  quotasUsed: [],
  blocks: [],
  unbilledBlocks: [],
  visits: new Set<string>(),
}

/**
 * What invoices of contracts took before. Asked for by the keys that a contract can have, and not by going through its invoices, so that years of them
 * are no matter.
 */
export async function usedBefore(
  db: BillingReader,
  contracts: readonly AgreedContract[],
  on: string,
  entriesOf: (contract: AgreedContract) => readonly TimeEntryTable[],
): Promise<(contract: AgreedContract) => Used> {
  const ids = contracts.map(({ id }) => id)
  const blocks = await inParts(ids, (part) => db.selectFrom('billing_prepaid').selectAll().where('contract_id', 'in', part).execute())
  const usesOfBlocks = await inParts(
    blocks.map(({ id }) => id),
    (part) => db.selectFrom('billing_prepaid_use').select(['prepaid_id', 'minutes']).where('prepaid_id', 'in', part).execute(),
  )
  const minutesUsed = new Map<string, number>()
  for (const { prepaid_id, minutes } of usesOfBlocks) minutesUsed.set(prepaid_id, (minutesUsed.get(prepaid_id) ?? 0) + minutes)
  const keys = [...contracts.flatMap((one) => feeKeys(one, on)), ...blocks.map(({ id }) => `prepaid:${id}`)]
  const held = await inParts(keys, (part) =>
    db.selectFrom('billing_invoice_source').select('held_key').where('held_key', 'in', part).execute(),
  )
  const feesInvoiced = new Set(held.flatMap(({ held_key }) => held_key ?? []))
  const quotas = await quotasOf(db, ids)
  const visits = await visitsBefore(db, contracts, entriesOf)
  return ({ id }) => {
    const own = blocks.filter(({ contract_id }) => contract_id === id)
    return {
      feesInvoiced,
      quotasUsed: quotas.get(id) ?? [],
      visits,
      blocks: own.map((block) => ({
        id: block.id,
        boughtOn: block.bought_on,
        expiresOn: block.expires_on,
        minutesLeft: block.minutes - (minutesUsed.get(block.id) ?? 0),
      })),
      unbilledBlocks: own
        .filter((block) => !feesInvoiced.has(`prepaid:${block.id}`))
        .map((block) => ({
          id: block.id,
          boughtOn: block.bought_on,
          minutes: block.minutes,
          amountMinor: block.amount_minor,
          priceItemId: block.price_item_id,
        })),
    }
  }
}

async function quotasOf(db: BillingReader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly QuotaUse[]>> {
  const uses = await inParts(ids, (part) => db.selectFrom('billing_quota_use').selectAll().where('contract_id', 'in', part).execute())
  const found = new Map<string, Map<string, QuotaUse>>()
  for (const { contract_id, set_key: setKey, period_from: periodFrom, base_count, rollover_count } of uses) {
    const quotas = found.get(contract_id) ?? new Map<string, QuotaUse>()
    found.set(contract_id, quotas)
    const place = `${setKey} ${periodFrom}`
    const { base = 0, rollover = 0 } = quotas.get(place) ?? {}
    quotas.set(place, { setKey, periodFrom, base: base + base_count, rollover: rollover + rollover_count })
  }
  return new Map([...found].map(([id, quotas]) => [id, [...quotas.values()]]))
}

/**
 * Visits that an invoice has taken out of their set already: what is entered late for the same ticket and day belongs to them. Looked for only where a
 * contract counts visits, and only on the tickets at hand.
 */
async function visitsBefore(
  db: BillingReader,
  contracts: readonly AgreedContract[],
  entriesOf: (contract: AgreedContract) => readonly TimeEntryTable[],
): Promise<ReadonlySet<string>> {
  const visits = new Set<string>()
  const counting = contracts.filter(({ terms }) => terms.some((one) => one.terms.included.some(({ measure }) => measure === 'visits')))
  const byId = new Map(counting.map((contract) => [contract.id, contract]))
  const tickets = counting.flatMap((contract) => entriesOf(contract).map(({ ticket_id }) => ticket_id))
  const before = await inParts(tickets, (part) =>
    db
      .selectFrom('billing_time_entry')
      .select(['id', 'ticket_id', 'worked_on', 'contract_id', 'invoice_id'])
      .where('ticket_id', 'in', part)
      .where('invoice_id', 'is not', null)
      .execute(),
  )
  const entries = new Map(before.map((entry) => [entry.id, entry]))
  const lines = await inParts(entries.keys(), (part) =>
    db
      .selectFrom('billing_invoice_line')
      .select(['invoice_id', 'source_id', 'verdict_json'])
      .where('source_kind', '=', 'time')
      .where('source_id', 'in', part)
      .where('basis', 'in', ['included', 'rollover'])
      .execute(),
  )
  for (const { invoice_id, source_id, verdict_json } of lines) {
    const entry = entries.get(source_id ?? '')
    const contract = byId.get(entry?.contract_id ?? '')
    // A line of an invoice that has given its work back counts no more.
    if (!entry || !contract || entry.invoice_id !== invoice_id) continue
    const sets = termsOn(contract, entry.worked_on).included.filter(({ measure }) => measure === 'visits')
    for (const { from } of (verdict_json as Pick<Verdict, 'parts'>).parts)
      if (sets.some(({ key }) => key === from)) visits.add(`${from} ${entry.ticket_id} ${entry.worked_on}`)
  }
  return visits
}
