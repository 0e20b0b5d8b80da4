import type { UnitOfWork } from '../operation/unit-of-work.ts'

/** Whether somebody can have tickets of a team assigned: active, with a staff role in the team or over all that has `ticket.take`. */
export async function mayBeAssigned(unit: UnitOfWork, personId: string, teamId: string): Promise<boolean> {
  const rows = await unit.db
    .selectFrom('access_grant')
    .innerJoin('person', 'person.id', 'access_grant.person_id')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select(['role.id', 'role.version'])
    .where('access_grant.person_id', '=', personId)
    .where('person.is_active', '=', true)
    .where('role.acting', '=', 'staff')
    .where((where) =>
      where.or([where('access_grant.scope', '=', 'all'), where.and([where('access_grant.scope', '=', 'team'), where('access_grant.scope_id', '=', teamId)])]),
    )
    .execute()
  for (const row of rows) if ((await unit.runtime.roles.permissions(unit.db, row.id, row.version)).has('ticket.take')) return true
  return false
}
