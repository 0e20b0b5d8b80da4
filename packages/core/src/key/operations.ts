import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { KeysContract, KeysService } from './contract.ts'
import { list } from './list-keys.ts'
import { create, rotate } from './make-key.ts'
import { revoke } from './revoke-key.ts'

export const keyOperations = { list, create, rotate, revoke } satisfies OperationsOf<KeysService>

// In the history of the service, and what makes its streams ask anew who it is.
const subject = 'personId'
export const keyEvents = {
  'key.created': { subject, audience: 'staff', title: 'Key made' },
  'key.rotated': { subject, audience: 'staff', title: 'Key replaced' },
  'key.revoked': { subject, audience: 'staff', title: 'Key revoked' },
} as const satisfies { readonly [E in keyof KeysContract['events']]: EventSpec<KeysContract['events'][E]> }
