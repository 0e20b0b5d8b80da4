import type { ErrorTable } from './define-errors.ts'

/** Errors of the request catalogue. */
export const catalogueErrors = {
  'catalogue.conflict': [
    409,
    'This entry was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.',
  ],
  'catalogue.not_for_company': [
    422,
    'This entry is for other companies than that of the ticket. Choose another entry, or another company.',
  ],
  'catalogue.not_found': [404, 'There is no catalogue entry {catalogueEntryId} that you may see.'],
  'catalogue.other_type': [422, "This entry opens tickets of the type '{type}'. Leave the type out."],
} as const satisfies ErrorTable
