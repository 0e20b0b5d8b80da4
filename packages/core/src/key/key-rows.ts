import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { expectAuthority } from '../role/authority.ts'
import { namedGrants } from '../role/grant-rows.ts'
import type { KeyView } from './contract.ts'

export const namedKeys = ({ unit }: CallContext) =>
  unit.db
    .selectFrom('api_key')
    .innerJoin('person', 'person.id', 'api_key.person_id')
    .select([
      'api_key.id',
      'api_key.person_id',
      'api_key.name',
      'api_key.prefix',
      'api_key.created_at',
      'api_key.expires_at',
      'api_key.revoked_at',
      'api_key.last_used_at',
      'person.name as person_name',
    ])

export type KeyRow = Awaited<ReturnType<ReturnType<typeof namedKeys>['executeTakeFirstOrThrow']>>

export const viewKey = (row: KeyRow): KeyView => ({
  id: row.id,
  service: { id: row.person_id, name: row.person_name },
  name: row.name,
  prefix: row.prefix,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
})

/** Throws `key.not_found`. */
export async function keyRow(context: CallContext, keyId: string): Promise<KeyRow> {
  const row = await namedKeys(context).where('api_key.id', '=', keyId).executeTakeFirst()
  if (!row) throw coreError('key.not_found', { keyId })
  return row
}

/** A key reaches as far as its service, which no team holds. Throws `key.not_everywhere`. */
export function expectKeeper({ unit, actor }: CallContext): void {
  if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit('key.manage'))) throw coreError('key.not_everywhere')
}

/**
 * Whoever has a key may what its service may, so it is made by those only who could give each of the service's roles. Throws `key.no_service`,
 * `access.denied`, `access.beyond_own`.
 */
export async function expectService(context: CallContext, personId: string): Promise<void> {
  // Held until the commit: it is not deactivated meanwhile, nor given a role that nobody looked at.
  const person = await context.unit.db
    .selectFrom('person')
    .select(['kind', 'is_active'])
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (person?.kind !== 'service' || !person.is_active) throw coreError('key.no_service')
  for (const grant of await namedGrants(context).where('access_grant.person_id', '=', personId).execute()) expectAuthority(context, grant)
}
