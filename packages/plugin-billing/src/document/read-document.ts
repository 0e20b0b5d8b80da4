import type { InvoiceLineTable } from '../invoice/tables.ts'
import { linesOf, seeInvoice } from '../invoice/view.ts'
import type { AnyReading } from '../kit.ts'
import { byTheHour, byTheUnit } from '../money/rounding.ts'
import type { TaxSum } from '../money/tax.ts'
import type { DocumentLine, DocumentTax, InvoiceDocument, Party } from './invoice-document.ts'

/**
 * An invoice of a company that the caller may see, as it went out: seller, buyer and taxes stand in it as they were when it was issued. Throws
 * `billing.invoice_not_found`.
 */
export async function documentOf(work: AnyReading, invoiceId: string): Promise<InvoiceDocument> {
  const row = await seeInvoice(work, invoiceId)
  const lines = await linesOf(work.db, row.id)
  const corrects =
    row.corrects_id === null
      ? undefined
      : await work.db.selectFrom('billing_invoice').select(['number', 'issued_on']).where('id', '=', row.corrects_id).executeTakeFirst()
  const contract =
    row.contract_id === null
      ? undefined
      : await work.db.selectFrom('billing_contract').select('number').where('id', '=', row.contract_id).executeTakeFirst()
  return {
    kind: row.kind,
    number: row.number,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    period: { from: row.period_from, until: row.period_until },
    corrects: corrects ? { number: corrects.number, issuedOn: corrects.issued_on } : null,
    reason: row.reason,
    contract: contract?.number ?? null,
    currency: row.currency,
    taxMode: row.tax_mode,
    exemptReason: textIn(row.buyer_json, 'exemptReason'),
    seller: partyOf(row.seller_json),
    buyer: partyOf(row.buyer_json),
    lines: lines.map((line) => lineOf(line, row.rounding)),
    taxes: taxesOf(row.taxes_json as TaxSum[], row.tax_minor),
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    grossMinor: row.gross_minor,
  }
}

/** Fees, and parts of lines that were credited, have no quantity that their price could be multiplied by: they are charged as a whole. */
function lineOf(line: InvoiceLineTable, rounding: 'half_up' | 'half_even'): DocumentLine {
  const { minutes, quantity_count: quantity, rate_minor: rate, amount_minor: amountMinor } = line
  const isFee = line.kind === 'fee' || line.basis === 'fee'
  const byRate = minutes === null ? byTheUnit(rate, quantity ?? 1000, rounding) : byTheHour(rate, minutes, rounding)
  // A unit more or less is what rounding leaves, as where a block of hours has a price of its own.
  const isWhole = isFee || (line.kind === 'credit' && Math.abs(byRate - amountMinor) > 1)
  return {
    position: line.position,
    description: line.description,
    basis: line.basis,
    days: { from: line.day_from, until: line.day_until },
    minutes: isWhole ? null : minutes,
    quantity: isWhole ? null : quantity,
    unit: line.unit,
    rateMinor: isWhole ? null : rate,
    amountMinor,
    netMinor: line.net_minor,
    taxRate: line.tax_rate,
  }
}

/** Where the last credit note of an invoice took off what was left, its tax may be a unit off the sum of its rates: the greatest of them carries it. */
function taxesOf(taxes: readonly DocumentTax[], taxMinor: number): DocumentTax[] {
  const off = taxMinor - taxes.reduce((all, tax) => all + tax.taxMinor, 0)
  const greatest = taxes.reduce((best, tax, index) => (tax.taxMinor > (taxes[best]?.taxMinor ?? 0) ? index : best), 0)
  return taxes.map((tax, index) => (index === greatest ? { ...tax, taxMinor: tax.taxMinor + off } : tax))
}

/** What was stored of a seller or buyer; what was not said then is not there. */
function partyOf(stored: unknown): Party {
  const address = valueIn(stored, 'address')
  return {
    name: textIn(stored, 'name') ?? '',
    address: Array.isArray(address) ? address.filter((line): line is string => typeof line === 'string' && line.trim() !== '') : [],
    country: textIn(stored, 'country'),
    taxNumber: textIn(stored, 'taxNumber'),
    iban: textIn(stored, 'iban'),
    email: textIn(stored, 'email'),
  }
}
const valueIn = (stored: unknown, key: string): unknown =>
  typeof stored === 'object' && stored !== null ? new Map<string, unknown>(Object.entries(stored)).get(key) : undefined
const textIn = (stored: unknown, key: string): string | null => {
  const value = valueIn(stored, key)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}
