import { billingError } from './errors.ts'
import type { EstimateStatus } from './machine/await-estimate.ts'
import { isCurrency } from './money/currency.ts'

/** Who writes the invoices, as it stands on them. */
export interface Seller {
  readonly name: string
  /** Lines of the address, as on an envelope. */
  readonly address?: readonly string[]
  /** ISO 3166, two letters. */
  readonly country?: string
  readonly taxNumber?: string
  readonly iban?: string
  readonly email?: string
}

export interface BillingOptions {
  /** ISO 4217: of work that belongs to no contract. */
  readonly currency: string
  /** IANA name: where a day begins and ends. UTC unless told. */
  readonly timeZone?: string
  readonly seller?: Seller
  /** What numbers of invoices begin with: `INV-` unless told; credit notes: `CN-`. */
  readonly invoicePrefix?: string
  readonly creditPrefix?: string
  /** Of customers for whom nothing else is said: prices without tax (`exclusive`, unless told) or with. */
  readonly taxMode?: 'exclusive' | 'inclusive'
  /** Whether tax is rounded in every line (unless told), or once for each rate of a document. */
  readonly taxRounding?: 'line' | 'document'
  /** Half a minor unit: away from zero (`half_up`, unless told), or to the even one. */
  readonly rounding?: 'half_up' | 'half_even'
  /** Days to pay; 30 unless told. */
  readonly paymentDays?: number
  /** Ticket types that are resolved only with some time entered. */
  readonly timeGate?: readonly string[]
  /** Ticket types that wait in a status of their own while the customer decides on an estimate. */
  readonly estimateStatus?: readonly EstimateStatus[]
}

/** Refused at start, as at the first invoice it would be too late. */
export function checkOptions({ currency, timeZone = 'UTC' }: BillingOptions): void {
  if (!isCurrency(currency)) throw billingError('billing.bad_options', { option: 'currency', fault: 'it is no currency of ISO 4217' })
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw billingError('billing.bad_options', { option: 'timeZone', fault: 'it is no time zone' })
  }
}
