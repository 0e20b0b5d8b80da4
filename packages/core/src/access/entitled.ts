import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { LoadedActor } from './actor-access.ts'

/**
 * Whether somebody can have tickets of a team assigned: active, with a staff role in the team or over all that has `ticket.take`.
 * In a command the rows that say so are held until the commit: whoever takes the role away at the same time either comes first, and the
 * answer is no, or waits, and then finds the assignment and ends it.
 */
export async function mayBeAssigned(unit: UnitOfWork, personId: string, teamId: string): Promise<boolean> {
  let query = unit.db
    // The person first, as whoever takes roles away does; locked in one go with the grants, the two could wait for each other.
    .with('somebody', (db) => {
      const person = db.selectFrom('person').select('person.id').where('person.id', '=', personId).where('person.is_active', '=', true)
      return unit.writable ? person.forShare() : person
    })
    .selectFrom('somebody')
    .innerJoin('access_grant', 'access_grant.person_id', 'somebody.id')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select(['role.id', 'role.version'])
    .where('role.acting', '=', 'staff')
    .where((where) =>
      where.or([
        where('access_grant.scope', '=', 'all'),
        where.and([where('access_grant.scope', '=', 'team'), where('access_grant.scope_id', '=', teamId)]),
      ]),
    )
  if (unit.writable) query = query.forShare('access_grant')
  for (const row of await query.execute())
    if ((await unit.runtime.roles.permissions(unit.db, row.id, row.version)).has('ticket.take')) return true
  return false
}

/** The same for the caller, for whom what the host grants at sign-in counts as well: it is stored nowhere, so others can't tell. */
export async function mayTake(unit: UnitOfWork, actor: LoadedActor, teamId: string): Promise<boolean> {
  if (actor.personId === null || actor.capacity.acting !== 'staff') return false
  if (await mayBeAssigned(unit, actor.personId, teamId)) return true
  const bit = unit.runtime.composition.permissions.bit('ticket.take')
  return actor.branches.some(
    ({ source, scope, scopeId, permissions }) =>
      source === 'host' && permissions.hasBit(bit) && (scope === 'all' || (scope === 'team' && scopeId === teamId)),
  )
}
