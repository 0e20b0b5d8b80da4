import type { ErrorTable } from './define-errors.ts'

/** Errors of roles and grants; what every call can meet is the kernel's. */
export const accessErrors = {
  'access.key_invalid': [
    401,
    'This key does not count: it is unknown, was revoked, or has expired. Ask those who look after keys for another.',
  ],
  'access.beyond_own': [
    403,
    "The role '{role}' has '{permission}', which you don't hold there yourself. Ask somebody who does, or who has 'access.manage' over all.",
  ],
  'access.grant_not_found': [404, 'There is no grant {grantId} that you may see.'],
  'access.identity_invalid': [
    500,
    "The host application gave a person without a usable externalId: {reason}. Correct 'identify', or what is given to desk.as().",
  ],
  'access.last_administrator': [
    409,
    "This would leave the desk without an administrator: nobody active would hold 'access.manage' over all. Give that to somebody else first.",
  ],
  'access.no_staff': [
    403,
    'This person has no staff role here. Leave the option acting (the header Desk-Acting) out to act as a customer.',
  ],
  'access.role_conflict': [
    409,
    "The role '{role}' was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.",
  ],
  'access.role_fixed': [
    409,
    "The role '{role}' is for {acting}, and people hold it or the program relies on it. Make another role for the other capacity.",
  ],
  'access.role_reserved': [422, "'{role}' has a dot, and such roles come with plugins. Choose a name without one."],
  'access.scope_unfit': [422, "The role '{role}' can't be given in the scope '{scope}': {reason}."],
  'access.unknown_permission': [422, 'Nothing installed declares {permissions}. GET /api/access/permissions lists what there is.'],
} as const satisfies ErrorTable
