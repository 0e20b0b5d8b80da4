export const paymentErrors = {
  'billing.payment_not_found': [404, 'There is no such payment. Choose one of the list of payments.'],
  'billing.payment_too_much': [
    422,
    'At most {left} can be paid there: that is what is free of the payment and open on the invoice. Take less.',
  ],
  'billing.payment_other': [422, 'Payment and invoice are of different companies or currencies. Choose an invoice that fits.'],
} as const
