import { allocatePayment, enterPayment, payments } from './payments.ts'
import { statement } from './statement.ts'

export const paymentOperations = { enterPayment, allocatePayment, payments, statement }

export const paymentEvents = {
  'billing.payment_entered': { subject: 'paymentId', title: 'Payment entered', audience: 'staff' },
  'billing.payment_allocated': { subject: 'paymentId', title: 'Payment allocated', audience: 'staff' },
} as const
