import { coreError } from '../error/core-errors.ts'
import type { Caller } from '../operation/caller.ts'
import type { Runtime } from '../operation/runtime.ts'
import { prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { LoadedActor } from './actor-access.ts'
import { type GrantRow, personActor, storedGrants } from './person-actor.ts'

interface KeyActorRow extends GrantRow {
  id: string
  external_id: string | null
  name: string
  language: string | null
  is_active: boolean
  key_id: string
  expires_at: string | null
  last_used_at: string | null
}

const serviceOfKey = prepared<{ hash: string }, KeyActorRow, CoreTables>((db, param) =>
  db
    .selectFrom('api_key')
    .innerJoin('person', 'person.id', 'api_key.person_id')
    .leftJoin('access_grant', 'access_grant.person_id', 'person.id')
    .leftJoin('role', 'role.id', 'access_grant.role_id')
    .select([
      'person.id',
      'person.external_id',
      'person.name',
      'person.language',
      'person.is_active',
      'access_grant.role_id',
      'access_grant.scope',
      'access_grant.scope_id',
      'access_grant.source',
      'role.acting',
      'role.version as role_version',
      'api_key.id as key_id',
      'api_key.expires_at',
      'api_key.last_used_at',
    ])
    .where('api_key.token_hash', '=', param('hash'))
    .where('api_key.revoked_at', 'is', null),
)

/**
 * The service that a key belongs to, looked up in the call's own transaction: nothing of keys is kept in a process, so one that is revoked counts
 * nowhere any more. Throws `access.key_invalid`, the same for every reason.
 */
export async function keyActor(runtime: Runtime, tx: Tx, caller: Extract<Caller, { kind: 'key' }>): Promise<LoadedActor> {
  const { rows } = await tx.run(serviceOfKey, { hash: caller.tokenHash })
  const [service] = rows
  const now = new Date(runtime.clock()).toISOString()
  if (!service?.is_active || (service.expires_at !== null && service.expires_at <= now)) throw coreError('access.key_invalid')
  runtime.keyUses.note(service.key_id, service.last_used_at, now)
  return personActor(runtime, tx, service, storedGrants(rows), caller.options)
}
