export const invoiceErrors = {
  'billing.invoice_not_found': [404, 'There is no such invoice. Choose one of the list of invoices.'],
  'billing.nothing_to_invoice': [409, 'There is nothing to invoice until {day}. Choose a later day, or enter work.'],
  'billing.run_blocked': [
    409,
    'The invoice can not be issued: {count} pieces of work are not approved or have no price. Look at the preview, and put each of them right.',
  ],
  'billing.contract_of_other': [422, 'The contract belongs to another company. Choose a contract of this company.'],
  'billing.work_not_found': [404, 'There is no such work. Choose a time entry or a work line.'],
  'billing.credit_too_much': [422, 'At most {left} is left to be credited on this line. Take less off.'],
  'billing.credit_of_credit': [409, 'A credit note is not corrected. Issue an invoice instead.'],
} as const
