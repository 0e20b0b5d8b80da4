import {
  about,
  Currency,
  Day,
  Id,
  Line,
  NextCursor,
  nullable,
  optional,
  pageInput,
  Short,
  SignedMinor,
  type Static,
  Type,
} from '../schemas.ts'

const Amount = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })
export const Payment = Type.Object(
  {
    id: Id,
    companyId: Id,
    currency: Currency,
    amountMinor: about(Type.Integer(), 'What came in, in minor units of the currency'),
    freeMinor: about(Type.Integer(), 'What of it pays no invoice yet, in minor units of the currency'),
    receivedOn: about(Day, 'When it came in'),
    method: about(Type.String(), 'How it came: transfer, cash, card, …'),
    reference: about(nullable(Type.String()), 'What the bank says to it; null: nothing'),
    allocations: about(
      Type.Array(
        Type.Object(
          { invoiceId: Id, amountMinor: about(Type.Integer(), 'In minor units of the currency') },
          { description: 'What it pays of which invoice' },
        ),
      ),
      'What it pays',
    ),
  },
  { title: 'BillingPayment' },
)
export interface Payment extends Static<typeof Payment> {}
export const PaymentPage = Type.Object(
  { items: about(Type.Array(Payment), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BillingPaymentPage' },
)
export interface PaymentPage extends Static<typeof PaymentPage> {}
export const ListPayments = Type.Object({ companyId: optional(about(Id, 'Of this company only')), ...pageInput })
export interface ListPayments extends Static<typeof ListPayments> {}
export const EnterPayment = Type.Object({
  companyId: Id,
  currency: Currency,
  amountMinor: about(Amount, 'What came in, in minor units of the currency'),
  receivedOn: about(Day, 'When it came in'),
  method: about(Short, 'How it came: transfer, cash, card, …'),
  reference: optional(about(Line, 'What the bank says to it')),
  allocations: optional(
    about(
      Type.Array(
        Type.Object(
          { invoiceId: Id, amountMinor: about(Amount, 'In minor units of the currency') },
          { description: 'What it pays of which invoice' },
        ),
        { maxItems: 200 },
      ),
      'What it pays; unless told, what is due first; none: nothing yet',
    ),
  ),
})
export interface EnterPayment extends Static<typeof EnterPayment> {}
export const AllocatePayment = Type.Object({ paymentId: Id, invoiceId: Id, amountMinor: about(Amount, 'In minor units of the currency') })
export interface AllocatePayment extends Static<typeof AllocatePayment> {}
export const StatementInput = Type.Object({ companyId: Id, currency: optional(about(Currency, "The plugin's own unless told")) })
export interface StatementInput extends Static<typeof StatementInput> {}
export const Statement = Type.Object(
  {
    companyId: Id,
    currency: Currency,
    entries: about(
      Type.Array(
        Type.Object(
          {
            day: about(Day, 'When'),
            kind: about(Type.String(), '`invoice`, `credit_note` or `payment`'),
            id: about(Id, 'Of the invoice, credit note or payment'),
            number: about(nullable(Type.String()), 'Of the invoice or credit note; null: it is a payment'),
            amountMinor: about(SignedMinor, 'What is owed more (or less) by it, in minor units of the currency'),
            balanceMinor: about(SignedMinor, 'What is owed after it, in minor units of the currency'),
          },
          { description: 'An entry of the account' },
        ),
      ),
      'Oldest first',
    ),
    balanceMinor: about(SignedMinor, 'What the company owes; below zero: what it has to its credit. In minor units of the currency'),
    overdueMinor: about(SignedMinor, 'What of it was to be paid before today, in minor units of the currency'),
  },
  { title: 'BillingStatement' },
)
export interface Statement extends Static<typeof Statement> {}
