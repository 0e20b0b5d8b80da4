import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { NIL_ID } from '../tables.ts'
import type { AccessContract } from './contract.ts'

const record = recorderFor<AccessContract>()

export interface StoredGrant {
  readonly id: string
  readonly person_id: string
  readonly role_id: string
  readonly scope: 'all' | 'team' | 'company' | 'own'
  readonly scope_id: string
  readonly source: string
}

export const grantColumns = [
  'access_grant.id',
  'access_grant.person_id',
  'access_grant.role_id',
  'access_grant.scope',
  'access_grant.scope_id',
  'access_grant.source',
] as const

/** How a grant stands in the history: role, scope, and the place if there is one. */
export const grantText = (roleId: string, scope: string, scopeId: string | null): string =>
  scopeId === null ? `${roleId} ${scope}` : `${roleId} ${scope} ${scopeId}`

/** Team or company of a stored grant; null for `all` and `own`. */
export const placeOf = ({ scope_id }: { readonly scope_id: string }): string | null => (scope_id === NIL_ID ? null : scope_id)

/** Takes grants back, each with its event. What depended on them is the caller's to end. */
export async function endGrants(context: CallContext, grants: readonly StoredGrant[]): Promise<void> {
  const { unit } = context
  for (const grant of grants) {
    const scopeId = placeOf(grant)
    const payload = {
      grantId: grant.id,
      personId: grant.person_id,
      roleId: grant.role_id,
      scope: grant.scope,
      scopeId,
      grantSource: grant.source,
    }
    await record(context, 'access.revoked', payload, () => unit.db.deleteFrom('access_grant').where('id', '=', grant.id).execute(), [
      { field: 'role', from: grantText(grant.role_id, grant.scope, scopeId), to: null, isPublic: false },
    ])
  }
}
