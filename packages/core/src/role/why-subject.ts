import type { LoadedActor } from '../access/actor-access.ts'
import { type ActorGrant, personActor, storedGrants } from '../access/person-actor.ts'
import { coreError } from '../error/core-errors.ts'
import type { Acting } from '../operation/audience.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/**
 * Who is asked about, as an actor: the caller in their own capacity (with what the host adds at sign-in), or somebody as the desk's grants
 * have them, a contact of several companies acting for the ticket's. Throws what would refuse them at the door.
 */
export async function subjectOf(
  { unit, actor }: CallContext,
  personId: string | null,
  companyId: string | null,
  acting: Acting | undefined,
): Promise<LoadedActor> {
  if (personId === null && (actor.personId === null || acting === undefined || acting === actor.capacity.acting)) return actor
  const id = personId ?? actor.id
  const person = await unit.db
    .selectFrom('person')
    .select(['id', 'external_id', 'name', 'language', 'is_active'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (!person.is_active) throw coreError('access.deactivated')
  const grants = await grantsOf(unit, id)
  const isCustomer = acting === 'customer' || (acting === undefined && !grants.some((grant) => grant.acting === 'staff'))
  const company = isCustomer && companyId !== null && (await isContact(unit, id, companyId)) ? { company: companyId } : {}
  return personActor(unit.runtime, unit.tx, person, grants, { ...(acting === undefined ? {} : { acting }), ...company })
}

const isContact = async (unit: CallContext['unit'], personId: string, companyId: string): Promise<boolean> =>
  (await unit.db
    .selectFrom('membership')
    .innerJoin('company', 'company.id', 'membership.company_id')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('company_id', '=', companyId)
    .where('company.is_active', '=', true)
    .executeTakeFirst()) !== undefined

async function grantsOf(unit: CallContext['unit'], personId: string): Promise<ActorGrant[]> {
  const rows = await unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select(['role_id', 'scope', 'scope_id', 'source', 'acting', 'role.version as role_version'])
    .where('person_id', '=', personId)
    .execute()
  return storedGrants(rows)
}

/** The capacity in which somebody does hold the permission, if they hold it only in the other one. */
export async function heldInOtherCapacity({ unit, actor }: CallContext, permission: string): Promise<Acting | undefined> {
  if (actor.personId === null) return undefined
  for (const grant of await grantsOf(unit, actor.personId)) {
    if (grant.acting === actor.capacity.acting) continue
    if ((await unit.runtime.roles.permissions(unit.db, grant.roleId, grant.version)).has(permission)) return grant.acting
  }
  return undefined
}
