import {
  about,
  Currency,
  Day,
  Id,
  Line,
  Minor,
  NextCursor,
  nullable,
  optional,
  pageInput,
  Short,
  SignedMinor,
  type Static,
  Type,
  word,
} from '../schemas.ts'

const DaysOf = { from: about(Day, 'First day'), until: about(Day, 'First day after') }
const TaxMode = about(Type.Union([word('exclusive'), word('inclusive')]), 'Amounts of lines are without tax (`exclusive`) or with it')
const TaxRounding = about(Type.Union([word('line'), word('document')]), 'Tax is rounded in every line, or once for each rate')
const lineFields = {
  kind: about(Type.String(), '`fee`, `time`, `work`, `prepaid` or `credit`'),
  description: about(Type.String(), 'What it is'),
  basis: about(
    Type.String(),
    'Why it is charged, or not: `fee`, `list`, `contract`, `included`, `rollover`, `prepaid`, `overage`, `warranty`, …',
  ),
  ...DaysOf,
  minutes: about(nullable(Type.Integer()), 'Of time: after minimum and rounding; null: it is no time'),
  quantity: about(nullable(Type.Integer()), 'Thousandths of the unit; null: it is time'),
  unit: about(Type.String(), 'What one of it is'),
  rateMinor: about(SignedMinor, 'Of an hour or unit, in minor units of the currency'),
  amountMinor: about(SignedMinor, 'As the tax mode has it, in minor units of the currency'),
  taxCode: about(Type.String(), 'Its tax class'),
  taxRate: about(Type.String(), 'Percent as decimal text'),
  ticketId: about(nullable(Id), 'The ticket that it was done for; null: none'),
}
const TaxSum = Type.Object(
  {
    code: about(Type.String(), 'Tax class'),
    rate: about(Type.String(), 'Percent as decimal text'),
    netMinor: about(SignedMinor, 'Sum without tax, in minor units of the currency'),
    taxMinor: about(SignedMinor, 'The tax, in minor units of the currency'),
  },
  { description: 'Sum of a rate of tax' },
)
const totals = {
  taxes: about(Type.Array(TaxSum), 'By class and rate'),
  netMinor: about(SignedMinor, 'Without tax, in minor units of the currency'),
  taxMinor: about(SignedMinor, 'The tax, in minor units of the currency'),
  grossMinor: about(SignedMinor, 'With tax, in minor units of the currency'),
}
const Source = Type.String({
  pattern: '^(?:time|line):[0-9a-f-]{36}$',
  description: 'A piece of work: `time:` or `line:` and its id',
  'x-fault': { message: 'must be time: or line: and an id' },
})

export const RunInput = Type.Object({
  companyId: Id,
  contractId: optional(about(Id, 'The contract; unless told, the work of the company that belongs to none')),
  on: optional(about(Day, 'The day of the invoice: fees that are due then, and work of periods that are over; today unless told')),
})
export interface RunInput extends Static<typeof RunInput> {}
export const Preview = Type.Object(
  {
    companyId: Id,
    currency: Currency,
    ...DaysOf,
    lines: about(
      Type.Array(
        Type.Object({ sourceKey: about(Type.String(), 'Where it comes from'), ...lineFields }, { description: 'A line as it would be' }),
      ),
      'As they would stand on the invoice',
    ),
    ...totals,
    givesBack: about(
      Type.Array(
        Type.Object(
          {
            invoiceId: Id,
            lineId: Id,
            amountMinor: about(Minor, 'As the tax mode of that invoice has it, in minor units of the currency'),
          },
          { description: 'A part of a fee' },
        ),
      ),
      'Fees of days that the contract does not cover after all: credit notes for them are issued first',
    ),
    blocked: about(
      Type.Array(
        Type.Object(
          {
            sourceKey: about(Type.String(), 'The piece of work, or the fee'),
            code: about(Type.String(), 'Code of the error: not approved, no price, no rate of tax'),
          },
          { description: 'What stands in the way' },
        ),
      ),
      'Everything that stands in the way; the invoice is issued when there is nothing',
    ),
  },
  { title: 'BillingPreview' },
)
export interface Preview extends Static<typeof Preview> {}

const InvoiceLine = Type.Object(
  { id: Id, ...lineFields, creditedMinor: about(Minor, 'What credit notes took off it, in minor units of the currency') },
  { title: 'BillingInvoiceLine' },
)
const invoiceFields = {
  id: Id,
  kind: about(Type.Union([word('invoice'), word('credit_note')]), 'A credit note takes off an invoice'),
  number: about(Type.String(), 'Without gaps'),
  state: about(Type.Union([word('issued'), word('part_paid'), word('paid')]), 'How far it is paid; what was credited needs no payment'),
  companyId: Id,
  contractId: about(nullable(Id), 'The contract; null: none'),
  currency: Currency,
  issuedOn: about(Day, 'Day of the invoice'),
  dueOn: about(Day, 'Day until which it is to be paid'),
  ...DaysOf,
  taxMode: TaxMode,
  taxRounding: TaxRounding,
  ...totals,
  paidMinor: about(Minor, 'Paid so far, in minor units of the currency'),
  creditedMinor: about(Minor, 'Taken off by credit notes, in minor units of the currency'),
  openMinor: about(SignedMinor, 'Still to be paid, in minor units of the currency'),
  correctsId: about(nullable(Id), 'Of a credit note: the invoice that it takes off; null: it is an invoice'),
  reason: about(nullable(Type.String()), 'Of a credit note: why it was written; null: it is an invoice'),
}
export const InvoiceHead = Type.Object(invoiceFields, { title: 'BillingInvoiceHead' })
export interface InvoiceHead extends Static<typeof InvoiceHead> {}
export const Invoice = Type.Object(
  { ...invoiceFields, lines: about(Type.Array(InvoiceLine), 'In their order') },
  { title: 'BillingInvoice' },
)
export interface Invoice extends Static<typeof Invoice> {}
export const InvoicePage = Type.Object(
  { items: about(Type.Array(InvoiceHead), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingInvoicePage' },
)
export interface InvoicePage extends Static<typeof InvoicePage> {}
export const ListInvoices = Type.Object({
  companyId: optional(about(Id, 'Of this company only')),
  contractId: optional(about(Id, 'Of this contract only')),
  isOpen: optional(about(Type.Boolean(), 'Only what is still to be paid; everything unless told')),
  ...pageInput,
})
export interface ListInvoices extends Static<typeof ListInvoices> {}
export const InvoiceById = Type.Object({ invoiceId: Id })
export interface InvoiceById extends Static<typeof InvoiceById> {}
export const CreditInvoice = Type.Object({
  invoiceId: Id,
  reason: about(Line, 'Why it is written; it stands on the credit note'),
  lines: optional(
    about(
      Type.Array(
        Type.Object(
          {
            lineId: Id,
            amountMinor: about(
              Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
              'As the tax mode of the invoice has it, in minor units',
            ),
          },
          { description: 'What is taken off a line' },
        ),
        {
          minItems: 1,
          maxItems: 1000,
        },
      ),
      'What is taken off which lines; all that is left unless told, and then the work can be invoiced again',
    ),
  ),
})
export interface CreditInvoice extends Static<typeof CreditInvoice> {}
export const OverrideVerdict = Type.Object({
  sourceKey: Source,
  action: about(
    Type.Union([word('free'), word('charge'), word('none')]),
    'Not charged; charged whatever else holds; or as the rules say, as before',
  ),
  rateMinor: optional(about(Minor, 'Of `charge`: of an hour or unit, in minor units of the currency; the list price unless told')),
  reason: about(Line, 'Why it is decided so; it stands in the calculation'),
})
export interface OverrideVerdict extends Static<typeof OverrideVerdict> {}
export const Overridden = Type.Object({ sourceKey: Source, action: about(Type.String(), 'What holds now') }, { title: 'BillingOverridden' })
export interface Overridden extends Static<typeof Overridden> {}
export const WhyInput = Type.Object({ invoiceId: Id, lineId: Id })
export interface WhyInput extends Static<typeof WhyInput> {}
export const Why = Type.Object(
  {
    steps: about(
      Type.Array(
        Type.Object(
          {
            code: about(Type.String(), 'What was done: `worked`, `minimum`, `rounded`, then why it is charged or not'),
            minutes: optional(about(Type.Integer(), 'How many minutes it is after this step')),
            quantity: optional(about(Type.Integer(), 'Thousandths of the unit')),
            rateMinor: optional(about(SignedMinor, 'Of an hour or unit, in minor units of the currency')),
            amountMinor: optional(about(SignedMinor, 'What it comes to, in minor units of the currency')),
            note: optional(about(Type.String(), 'The reason that somebody gave')),
          },
          { description: 'A step of the calculation' },
        ),
      ),
      'From what was worked to what is charged',
    ),
  },
  { title: 'BillingWhy' },
)
export interface Why extends Static<typeof Why> {}
export const Account = Type.Object(
  {
    companyId: Id,
    taxMode: TaxMode,
    taxRounding: TaxRounding,
    paymentDays: about(Type.Integer(), 'Days to pay'),
    exemptReason: about(nullable(Type.String()), 'Why no tax is charged; null: it is'),
    buyer: about(
      Type.Object(
        {
          name: about(Type.String(), 'As it stands on invoices'),
          address: about(Type.Array(Type.String()), 'Its lines, as on an envelope'),
          country: about(nullable(Type.String()), 'ISO 3166, two letters; null: not said'),
          taxNumber: about(nullable(Type.String()), 'Its number with the tax office; null: not said'),
          email: about(nullable(Type.String()), 'Where invoices go; null: not said'),
        },
        { description: 'Whom invoices are written to' },
      ),
      'Whom invoices are written to',
    ),
    version: about(Type.Integer(), 'Counts changes; 0: nothing was said yet'),
  },
  { title: 'BillingAccount' },
)
export interface Account extends Static<typeof Account> {}
export const AccountOf = Type.Object({ companyId: Id })
export interface AccountOf extends Static<typeof AccountOf> {}
export const SetAccount = Type.Object({
  companyId: Id,
  taxMode: optional(TaxMode),
  taxRounding: optional(TaxRounding),
  paymentDays: optional(about(Type.Integer({ minimum: 0, maximum: 365 }), 'Days to pay')),
  exemptReason: optional(about(nullable(Line), 'Why no tax is charged; null: it is')),
  name: optional(about(Line, 'As it stands on invoices')),
  address: optional(about(Type.Array(Line, { maxItems: 8 }), 'Its lines, as on an envelope')),
  country: optional(
    about(
      Type.String({ pattern: '^[A-Z]{2}$', 'x-fault': { message: 'must be a country (ISO 3166), such as IT' } }),
      'ISO 3166, two letters',
    ),
  ),
  taxNumber: optional(about(Short, 'Its number with the tax office')),
  email: optional(about(Line, 'Where invoices go')),
})
export interface SetAccount extends Static<typeof SetAccount> {}
