/**
 * An invoice or a credit note as it went out: everything that stands on it, and nothing that has to be looked up. What was paid or credited later is not of
 * it, so that the same invoice is the same document whenever it is asked for.
 */
export interface InvoiceDocument {
  readonly kind: 'invoice' | 'credit_note'
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  /** Half-open: the day behind the last one is no longer of it. */
  readonly period: Days
  /** Number and day of the invoice that a credit note corrects, and why it does. */
  readonly corrects: { readonly number: string; readonly issuedOn: string } | null
  readonly reason: string | null
  readonly contract: string | null
  /** ISO 4217; every amount is in minor units of it. */
  readonly currency: string
  readonly taxMode: 'exclusive' | 'inclusive'
  /** Why no tax is charged at all; null: it is. */
  readonly exemptReason: string | null
  readonly seller: Party
  readonly buyer: Party
  readonly lines: readonly DocumentLine[]
  readonly taxes: readonly DocumentTax[]
  readonly netMinor: number
  readonly taxMinor: number
  readonly grossMinor: number
}

export interface Days {
  readonly from: string
  readonly until: string
}

export interface DocumentTax {
  readonly code: string
  /** Percent as decimal text. */
  readonly rate: string
  readonly netMinor: number
  readonly taxMinor: number
}

export interface Party {
  readonly name: string
  readonly address: readonly string[]
  /** ISO 3166, two letters. */
  readonly country: string | null
  readonly taxNumber: string | null
  readonly iban: string | null
  readonly email: string | null
}

export interface DocumentLine {
  readonly position: number
  readonly description: string
  /** Why it is charged, or not: what is free says so. */
  readonly basis: string
  readonly days: Days
  /** Charged, after minimum and rounding; null: it is not charged by the hour. */
  readonly minutes: number | null
  /** Thousandths of the unit; null: it is charged by the hour, or as a whole. */
  readonly quantity: number | null
  readonly unit: string
  /** Of an hour or unit; null: it is charged as a whole. */
  readonly rateMinor: number | null
  /** Of the line, as the tax mode has it. */
  readonly amountMinor: number
  readonly netMinor: number
  /** Percent as decimal text. */
  readonly taxRate: string
}
