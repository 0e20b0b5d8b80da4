import type { ErrorTable } from './define-errors.ts'

/** Keys of services. Append-only. */
export const keyErrors = {
  'key.ended': [409, 'This key was revoked or has expired. Make another one.'],
  'key.expiry_past': [422, 'The key would have expired before it was made. Give a moment that is to come, or none.'],
  'key.no_service': [
    422,
    'Keys are for services, and this is none. Add a person of the kind service, and give it the roles that it needs.',
  ],
  'key.not_everywhere': [403, 'Keys are looked after for the whole desk. Ask somebody who holds key.manage over all of it.'],
  'key.not_found': [404, 'There is no key {keyId}. Look into the list.'],
} as const satisfies ErrorTable
