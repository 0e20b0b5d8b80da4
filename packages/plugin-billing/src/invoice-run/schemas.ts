import {
  about,
  Currency,
  Day,
  Id,
  Instant,
  NextCursor,
  nullable,
  optional,
  pageInput,
  SignedMinor,
  type Static,
  Type,
  word,
} from '../schemas.ts'

const Faults = about(
  Type.Array(
    Type.Object(
      {
        sourceKey: about(Type.String(), 'The piece of work, the fee, or `invoice`'),
        code: about(Type.String(), 'Code of the error: not approved, no price, no rate of tax, …'),
      },
      { description: 'What stands in the way' },
    ),
  ),
  'What stands in the way; the first hundred',
)

export const DueInvoices = Type.Object({
  on: optional(about(Day, 'The day of the invoices; today unless told')),
  companyId: optional(about(Id, 'Of this company only')),
  ...pageInput,
})
export interface DueInvoices extends Static<typeof DueInvoices> {}
const DueInvoice = Type.Object(
  {
    companyId: Id,
    contractId: about(nullable(Id), 'The contract; null: work that belongs to none'),
    currency: Currency,
    lines: about(Type.Integer(), 'How many lines it would have'),
    netMinor: about(SignedMinor, 'Without tax, in minor units of the currency'),
    taxMinor: about(SignedMinor, 'The tax, in minor units of the currency'),
    grossMinor: about(SignedMinor, 'With tax, in minor units of the currency'),
    givesBackMinor: about(SignedMinor, 'Fees that are credited first, as lines have them, in minor units of the currency'),
    faults: about(Type.Integer(), 'How many things stand in the way'),
    blocked: Faults,
  },
  { title: 'BillingDueInvoice' },
)
export const DueInvoicePage = Type.Object(
  {
    items: about(Type.Array(DueInvoice), 'What is due, or blocked; contracts without anything due are left out, so a page may hold less'),
    nextCursor: NextCursor,
  },
  { title: 'BillingDueInvoicePage' },
)
export interface DueInvoicePage extends Static<typeof DueInvoicePage> {}

export const StartInvoiceRun = Type.Object({
  on: optional(about(Day, 'The day of the invoices; today unless told')),
  companyId: optional(about(Id, 'Of this company only; of all unless told')),
})
export interface StartInvoiceRun extends Static<typeof StartInvoiceRun> {}
export const InvoiceRun = Type.Object(
  {
    id: Id,
    on: about(Day, 'The day of its invoices'),
    companyId: about(nullable(Id), 'Of this company; null: of all'),
    state: about(Type.Union([word('running'), word('done')]), 'It goes on by itself, also after the process died'),
    targets: about(Type.Integer(), 'Contracts, and companies with work of none, that it looks at'),
    looked: about(Type.Integer(), 'How many of them it has looked at'),
    issued: about(Type.Integer(), 'Invoices that it has issued'),
    credited: about(Type.Integer(), 'Credit notes for fees that were given back'),
    blocked: about(Type.Integer(), 'How many it could not issue'),
    startedAt: about(Instant, 'When it was started'),
    finishedAt: about(nullable(Instant), 'When it was over; null: it is not'),
  },
  { title: 'BillingInvoiceRun' },
)
export interface InvoiceRun extends Static<typeof InvoiceRun> {}
export const InvoiceRunById = Type.Object({ runId: Id })
export interface InvoiceRunById extends Static<typeof InvoiceRunById> {}
export const ListInvoiceRuns = Type.Object({ ...pageInput })
export interface ListInvoiceRuns extends Static<typeof ListInvoiceRuns> {}
export const InvoiceRunPage = Type.Object(
  { items: about(Type.Array(InvoiceRun), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingInvoiceRunPage' },
)
export interface InvoiceRunPage extends Static<typeof InvoiceRunPage> {}

const outcomes = about(
  Type.Union([word('issued'), word('credited'), word('blocked'), word('nothing')]),
  'An invoice; only credit notes for fees; it could not be issued; there was nothing to invoice',
)
export const ListRunOutcomes = Type.Object({
  runId: Id,
  outcome: optional(about(outcomes, 'Only these; all that were looked at unless told')),
  ...pageInput,
})
export interface ListRunOutcomes extends Static<typeof ListRunOutcomes> {}
const RunOutcome = Type.Object(
  {
    companyId: Id,
    contractId: about(nullable(Id), 'The contract; null: work that belongs to none'),
    outcome: outcomes,
    invoiceId: about(nullable(Id), 'The invoice; null: there is none'),
    creditNoteIds: about(Type.Array(Id), 'Credit notes for fees that were given back'),
    faults: about(Type.Integer(), 'How many things stood in the way'),
    blocked: Faults,
  },
  { title: 'BillingRunOutcome' },
)
export const RunOutcomePage = Type.Object(
  { items: about(Type.Array(RunOutcome), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingRunOutcomePage' },
)
export interface RunOutcomePage extends Static<typeof RunOutcomePage> {}

/** For the plugin's job. */
export const AdvanceInvoiceRun = Type.Object({
  runId: Id,
  most: optional(about(Type.Integer({ minimum: 1, maximum: 200 }), 'Targets in one transaction')),
  refusedBy: optional(about(Type.String({ minLength: 1, maxLength: 200 }), 'The next one is not issued, for this error')),
})
export interface AdvanceInvoiceRun extends Static<typeof AdvanceInvoiceRun> {}
