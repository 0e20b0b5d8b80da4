import { Language } from '@deskwright/core'
import { about, Id, optional, type Static, Type } from '../schemas.ts'

export const InvoiceFile = Type.Object({ invoiceId: Id })
export interface InvoiceFile extends Static<typeof InvoiceFile> {}
export const PrintedInvoice = Type.Object({
  invoiceId: Id,
  language: optional(about(Language, 'In which it is written; the reader’s unless told')),
})
export interface PrintedInvoice extends Static<typeof PrintedInvoice> {}
