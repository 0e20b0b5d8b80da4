import type { ErrorTable } from './define-errors.ts'

/** Errors of companies and their contacts; `company.not_found` is the kernel's. */
export const companyErrors = {
  'company.conflict': [
    409,
    'This company was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.',
  ],
  'company.exists': [
    409,
    "A company with the external id '{externalId}' is there already. Look it up with GET /api/companies, or give another external id.",
  ],
  'company.limit_beyond_own': [403, 'An approval limit can be at most your own, in the same currency. Ask the staff for a higher one.'],
  'company.member_not_found': [404, '{personId} is no contact of the company {companyId}.'],
} as const satisfies ErrorTable
