import { mayEverywhere } from '../access/actor-access.ts'
import { ADMINISTRATION } from '../access/administrators.ts'
import { isStaff, reaches, reachOf } from '../access/reach.ts'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/**
 * Whether the actor may change somebody whom they see. Who administers access may change everybody; whoever holds the permission over all,
 * everybody who does not administer; in teams, contacts; in companies, contacts of those and of no other. So nobody gets hold of somebody
 * who may do more than they may. Throws `access.denied`.
 */
export async function expectMayChange(
  context: CallContext,
  personId: string,
  permission: 'person.update' | 'person.deactivate' | 'person.erase' | 'person.export',
): Promise<void> {
  const { unit, actor } = context
  const { permissions } = unit.runtime.composition
  const holds = (wanted: string) => mayEverywhere(actor, permissions.bit(wanted))
  if (holds(permission)) {
    if (holds(ADMINISTRATION) || !(await administers(context, personId))) return
    throw coreError('access.denied', { permission: ADMINISTRATION })
  }
  const staff = await unit.db.selectFrom('person').select('id').where('id', '=', personId).where(isStaff).executeTakeFirst()
  if (staff) throw coreError('access.denied', { permission })
  const reach = reachOf(actor, permissions.bit(permission))
  if (reach === 'everything') return
  const memberships = await unit.db.selectFrom('membership').select('company_id').where('person_id', '=', personId).execute()
  if (!memberships.length || !memberships.every(({ company_id }) => reaches(reach, company_id)))
    throw coreError('access.denied', { permission })
}

/** Holds `access.manage` in any scope, by a stored grant. */
async function administers({ unit }: CallContext, personId: string): Promise<boolean> {
  const roles = await unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select(['role.id', 'role.version'])
    .distinct()
    .where('access_grant.person_id', '=', personId)
    .execute()
  for (const role of roles) if ((await unit.runtime.roles.permissions(unit.db, role.id, role.version)).has(ADMINISTRATION)) return true
  return false
}
