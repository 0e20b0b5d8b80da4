import { coreError } from '../error/core-errors.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { takeAdvisoryLock } from '../store/postgres/advisory-lock.ts'
import { permissionNames } from './permission-names.ts'

export const ADMINISTRATION = 'access.manage'

/**
 * Taken before anything that may take an administrator's right away, so that two can't do it to each other at once.
 * On SQLite the writer is alone anyway.
 */
export async function lockAdministrators(unit: UnitOfWork): Promise<void> {
  if (unit.tx.kind !== 'postgres') return
  await takeAdvisoryLock(unit.db, (await unit.runtime.store.postgres())?.schema ?? '', 'administrators')
}

/**
 * Ids of the roles that make an administrator where they are given over all. In a command the rows are held: a host's transaction may have
 * an older snapshot, and so the database notices that a row has changed since, and the transaction is to be repeated.
 */
async function administrativeRoles({ db, writable }: UnitOfWork): Promise<string[]> {
  let query = db.selectFrom('role').select(['id', 'permissions_json']).where('acting', '=', 'staff')
  if (writable) query = query.forShare()
  const roles = await query.execute()
  return roles.filter((role) => permissionNames(role.permissions_json).includes(ADMINISTRATION)).map(({ id }) => id)
}

/** Somebody active who holds `access.manage` over all; with `personId`, whether that one does. */
export async function hasAdministrator(unit: UnitOfWork, personId?: string): Promise<boolean> {
  const roles = await administrativeRoles(unit)
  if (!roles.length) return false
  let query = unit.db
    .selectFrom('access_grant')
    .innerJoin('person', 'person.id', 'access_grant.person_id')
    .select('access_grant.id')
    .where('access_grant.role_id', 'in', roles)
    .where('access_grant.scope', '=', 'all')
    .where('person.is_active', '=', true)
    .limit(1)
  if (personId !== undefined) query = query.where('person.id', '=', personId)
  if (unit.writable) query = query.forShare(['access_grant', 'person'])
  return (await query.executeTakeFirst()) !== undefined
}

/** After a change under `lockAdministrators` that took such a right away. Throws `access.last_administrator`. */
export async function expectAdministrator(unit: UnitOfWork): Promise<void> {
  if (!(await hasAdministrator(unit))) throw coreError('access.last_administrator')
}
