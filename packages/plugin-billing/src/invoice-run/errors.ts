export const invoiceRunErrors = {
  'billing.run_not_found': [404, 'There is no such run of invoices. Choose one of the list of runs.'],
} as const
