import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { AccessContract, AccessService } from './contract.ts'
import { grant } from './grant-role.ts'
import { grants } from './list-grants.ts'
import { permissions, roles } from './list-roles.ts'
import { revoke } from './revoke-grant.ts'
import { saveRole } from './save-role.ts'
import { why } from './why.ts'

export const accessOperations = { permissions, roles, saveRole, grants, grant, revoke, why } satisfies OperationsOf<AccessService>

export const accessEvents = {
  'access.granted': { subject: 'personId', audience: 'staff', title: 'Role given' },
  'access.revoked': { subject: 'personId', audience: 'staff', title: 'Role taken back' },
  'access.role_saved': { subject: 'roleId', audience: 'staff', title: 'Role changed' },
} as const satisfies { readonly [E in keyof AccessContract['events']]: EventSpec<AccessContract['events'][E]> }
