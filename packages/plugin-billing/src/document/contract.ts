import type { Bytes } from '@deskwright/core'
import type { InvoiceFile, PrintedInvoice } from './schemas.ts'

export interface DocumentService {
  /** An invoice or credit note to print (PDF, A4), in the reader's language. Throws `billing.invoice_not_found`. */
  invoicePdf(input: PrintedInvoice): Promise<Bytes>
  /** What was done, to be signed (PDF, A4). */
  actOfWork(input: PrintedInvoice): Promise<Bytes>
  /** The same for programs: EN 16931 in UBL 2.1. */
  invoiceUbl(input: InvoiceFile): Promise<Bytes>
  /** Its lines as a table (CSV). */
  invoiceCsv(input: InvoiceFile): Promise<Bytes>
}
