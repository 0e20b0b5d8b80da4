import type { ContractLeft, LeftOf } from './left-schemas.ts'
import type {
  Account,
  AccountOf,
  CreditInvoice,
  Invoice,
  InvoiceById,
  InvoicePage,
  ListInvoices,
  Overridden,
  OverrideVerdict,
  Preview,
  RunInput,
  SetAccount,
  Why,
  WhyInput,
} from './schemas.ts'

export interface InvoiceService {
  /** What would be on the invoice, and everything that stands in the way. */
  previewInvoice(input: RunInput): Promise<Preview>
  /** The same, issued. Throws `billing.run_blocked`, `billing.nothing_to_invoice`. */
  issueInvoice(input: RunInput): Promise<Invoice>
  /** What is left of what a contract includes in a period, and of hours bought in advance, counting work that is approved and on no invoice yet. */
  contractLeft(input: LeftOf): Promise<ContractLeft>
  invoices(input: ListInvoices): Promise<InvoicePage>
  invoice(input: InvoiceById): Promise<Invoice>
  /** A credit note for all that is left of an invoice, or for parts of lines. Payments that are too much then are free again. */
  creditInvoice(input: CreditInvoice): Promise<Invoice>
  /** How a line of an invoice came about. */
  whyCharged(input: WhyInput): Promise<Why>
  /** What a dispatcher decides about a piece of work, until it is invoiced. Throws `billing.work_invoiced`. */
  overrideVerdict(input: OverrideVerdict): Promise<Overridden>
  /** How a company is billed. */
  account(input: AccountOf): Promise<Account>
  setAccount(input: SetAccount): Promise<Account>
}

export interface InvoiceEvents {
  'billing.invoice_issued': { invoiceId: string; companyId: string; contractId: string | null }
  'billing.invoice_credited': { invoiceId: string; creditNoteId: string; companyId: string }
  'billing.verdict_overridden': { ticketId: string; sourceId: string; action: string }
  'billing.account_saved': { companyId: string }
}
