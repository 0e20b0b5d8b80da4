import type { ErrorTable } from './define-errors.ts'

/** Errors of people; `person.not_found` is the kernel's. */
export const personErrors = {
  'person.conflict': [
    409,
    'This person was changed meanwhile: the version is {version}. Read them again, look at what changed, and repeat.',
  ],
  'person.exists': [
    409,
    "Somebody with the external id '{externalId}' is known already. Look them up with GET /api/people, or leave the external id out for somebody else.",
  ],
  'person.inactive': [409, '{personId} is deactivated. Reactivate them first.'],
  'person.none': [409, 'This call is made by a program, and only a person is somebody. Call as a person.'],
} as const satisfies ErrorTable
