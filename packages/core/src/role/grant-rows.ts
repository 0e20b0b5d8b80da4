import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/** Grants with the names and the role that a view and a check of authority need. */
export const namedGrants = ({ unit }: CallContext) =>
  unit.db
    .selectFrom('access_grant')
    .innerJoin('person', 'person.id', 'access_grant.person_id')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select([
      'access_grant.id',
      'access_grant.person_id',
      'access_grant.role_id',
      'access_grant.scope',
      'access_grant.scope_id',
      'access_grant.source',
      'access_grant.created_at',
      'person.name as person_name',
      'role.acting',
      'role.permissions_json',
    ])

export async function namedGrant(context: CallContext, grantId: string) {
  const row = await namedGrants(context).where('access_grant.id', '=', grantId).executeTakeFirst()
  if (!row) throw coreError('access.grant_not_found', { grantId })
  return row
}
