import type { AllocatePayment, EnterPayment, ListPayments, Payment, PaymentPage, Statement, StatementInput } from './schemas.ts'

export interface PaymentService {
  /** Enters money that came in, and what it pays. Throws `billing.payment_too_much`. */
  enterPayment(input: EnterPayment): Promise<Payment>
  /** Lets what is free of a payment pay an invoice. */
  allocatePayment(input: AllocatePayment): Promise<Payment>
  payments(input: ListPayments): Promise<PaymentPage>
  /** Everything between the desk and a company, with what is owed after each. */
  statement(input: StatementInput): Promise<Statement>
}

export interface PaymentEvents {
  'billing.payment_entered': { paymentId: string; companyId: string }
  'billing.payment_allocated': { paymentId: string; invoiceId: string }
}
