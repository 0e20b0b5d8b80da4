import type { ErrorTable } from './define-errors.ts'

/** Errors of many desks in one process. They never name the tenant: who asks for one need not know that there are others. */
export const tenantErrors = {
  'tenant.clash': [
    500,
    'Two tenants were located at the same database or the same file storage. Give each its own in locate(…), and mind letters that a file system takes for the same.',
  ],
  'tenant.closed': [503, 'The desks of this process are being closed. Try again.', { retryable: true }],
  'tenant.exists': [409, 'This tenant has a desk already. Use it, or choose another name.'],
  'tenant.none_here': [500, 'This code runs for no tenant. Call it inside desks.with(…), in a request, or in a handler.'],
  'tenant.unknown': [404, 'There is no desk here. Check the address.'],
} as const satisfies ErrorTable
