import type { CompanyFacts } from '../company/company-facts.ts'
import { coreError } from '../error/core-errors.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { PersonFacts } from '../person/person-facts.ts'
import { type LoadedActor, mayAnywhere } from './actor-access.ts'

/** Somebody the actor may know of: staff with `person.read` everybody; customers themselves and, with `person.read`, the contacts of their company. */
export async function seePerson(unit: UnitOfWork, actor: LoadedActor, personId: string): Promise<PersonFacts> {
  const row = await unit.db.selectFrom('person').select(['id', 'name', 'is_active']).where('id', '=', personId).executeTakeFirst()
  if (!row || !(await maySeePerson(unit, actor, personId))) throw coreError('person.not_found', { personId })
  return { id: row.id, name: row.name, isActive: row.is_active }
}

export async function maySeePerson(unit: UnitOfWork, actor: LoadedActor, personId: string): Promise<boolean> {
  if (actor.personId === personId || actor.isSystem) return true
  const bit = unit.runtime.composition.permissions.bit('person.read')
  if (!mayAnywhere(actor, bit)) return false
  if (actor.capacity.acting === 'staff') return true
  if (actor.companyId === null) return false
  const member = await unit.db
    .selectFrom('membership')
    .select('person_id')
    .where('company_id', '=', actor.companyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return member !== undefined
}

/** Staff with `company.read` see every company; customers the one they act for. */
export async function seeCompany(unit: UnitOfWork, actor: LoadedActor, companyId: string): Promise<CompanyFacts> {
  const row = await unit.db.selectFrom('company').select(['id', 'name', 'is_active']).where('id', '=', companyId).executeTakeFirst()
  if (!row || !maySeeCompany(unit, actor, companyId)) throw coreError('company.not_found', { companyId })
  return { id: row.id, name: row.name, isActive: row.is_active }
}

export const maySeeCompany = (unit: UnitOfWork, actor: LoadedActor, companyId: string): boolean =>
  actor.isSystem ||
  actor.companyId === companyId ||
  (actor.capacity.acting === 'staff' && mayAnywhere(actor, unit.runtime.composition.permissions.bit('company.read')))
