import type { CompanyFacts } from '../company/company-facts.ts'
import { coreError } from '../error/core-errors.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { PersonFacts } from '../person/person-facts.ts'
import type { LoadedActor } from './actor-access.ts'
import { companiesPredicate, peoplePredicate } from './reach.ts'

const bitOf = (unit: UnitOfWork, permission: string): number => unit.runtime.composition.permissions.bit(permission)

/** Somebody the actor may know of; the answer for anybody else is that of nobody. Throws `person.not_found`. */
export async function seePerson(unit: UnitOfWork, actor: LoadedActor, personId: string): Promise<PersonFacts> {
  const row = await unit.db
    .selectFrom('person')
    .select(['id', 'name', 'language', 'is_active'])
    .where('id', '=', personId)
    .where(peoplePredicate(actor, bitOf(unit, 'person.read')))
    .executeTakeFirst()
  if (!row) throw coreError('person.not_found', { personId })
  return { id: row.id, name: row.name, language: row.language, isActive: row.is_active }
}

/** A company that the actor may know of. Throws `company.not_found`. */
export async function seeCompany(unit: UnitOfWork, actor: LoadedActor, companyId: string): Promise<CompanyFacts> {
  const row = await unit.db
    .selectFrom('company')
    .select(['id', 'name', 'is_active'])
    .where('id', '=', companyId)
    .where(companiesPredicate(actor, bitOf(unit, 'company.read')))
    .executeTakeFirst()
  if (!row) throw coreError('company.not_found', { companyId })
  return { id: row.id, name: row.name, isActive: row.is_active }
}
