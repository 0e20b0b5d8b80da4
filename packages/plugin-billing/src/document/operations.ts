import { BYTE_ORDER_MARK } from '../csv.ts'
import { billingError } from '../errors.ts'
import { stream } from '../kit.ts'
import { csvOf } from './csv-table.ts'
import { drawApart } from './draw-apart.ts'
import { documentOf } from './read-document.ts'
import { InvoiceFile, PrintedInvoice } from './schemas.ts'
import { ublOf } from './ubl.ts'
import { documentLanguage } from './words.ts'

const bytesOf = (name: string, contentType: string, bytes: Uint8Array) => ({
  name,
  contentType,
  size: bytes.byteLength,
  async *open(range?: { readonly start: number; readonly end: number }) {
    yield range ? bytes.subarray(range.start, range.end + 1) : bytes
  },
})
/** Numbers begin with what the desk chose: in the name of a file stays what every system takes. */
const fileName = (number: string, ending: string): string =>
  `${number.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'invoice'}${ending}`

const printed = {
  permission: 'billing.invoice_see',
  audience: 'both',
  input: PrintedInvoice,
  contentType: 'application/pdf',
  isFile: true,
} as const

const invoicePdf = stream({
  ...printed,
  route: 'GET /invoices/:invoiceId/pdf',
  summary: 'An invoice or credit note to print, in the reader’s language.',
  async run(work, { invoiceId, language }) {
    const [document, languages] = await work.read(async (batch) => [await documentOf(batch, invoiceId), batch.caller.languages] as const)
    const bytes = await drawApart({
      document,
      form: 'invoice',
      language: documentLanguage(language === undefined ? languages : [language]),
    })
    return bytesOf(fileName(document.number, '.pdf'), 'application/pdf', bytes)
  },
})

const actOfWork = stream({
  ...printed,
  route: 'GET /invoices/:invoiceId/act',
  summary: 'What was done, to be signed, in the reader’s language.',
  async run(work, { invoiceId, language }) {
    const [document, languages] = await work.read(async (batch) => [await documentOf(batch, invoiceId), batch.caller.languages] as const)
    if (document.kind === 'credit_note') throw billingError('billing.no_act')
    const bytes = await drawApart({ document, form: 'act', language: documentLanguage(language === undefined ? languages : [language]) })
    return bytesOf(fileName(document.number, '-act.pdf'), 'application/pdf', bytes)
  },
})

const file = { permission: 'billing.invoice_see', audience: 'both', input: InvoiceFile, isFile: true } as const

const invoiceUbl = stream({
  ...file,
  route: 'GET /invoices/:invoiceId/ubl',
  summary: 'An invoice or credit note for programs: EN 16931 in UBL 2.1.',
  contentType: 'application/xml',
  async run(work, { invoiceId }) {
    const document = await work.read((batch) => documentOf(batch, invoiceId))
    return bytesOf(fileName(document.number, '.xml'), 'application/xml', new TextEncoder().encode(ublOf(document)))
  },
})

const invoiceCsv = stream({
  ...file,
  route: 'GET /invoices/:invoiceId/csv',
  summary: 'The lines of an invoice or credit note as a table (CSV).',
  contentType: 'text/csv',
  async run(work, { invoiceId }) {
    const document = await work.read((batch) => documentOf(batch, invoiceId))
    const bytes = Buffer.concat([BYTE_ORDER_MARK, new TextEncoder().encode(csvOf(document))])
    return bytesOf(fileName(document.number, '.csv'), 'text/csv', bytes)
  },
})

export const documentOperations = { invoicePdf, actOfWork, invoiceUbl, invoiceCsv }
