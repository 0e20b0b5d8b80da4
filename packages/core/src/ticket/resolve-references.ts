import { seeCompany, seePerson } from '../access/see.ts'
import { seeTeam } from '../access/see-team.ts'
import type { CompanyFacts } from '../company/company-facts.ts'
import { coreError } from '../error/core-errors.ts'
import type { Machine } from '../machine/machine.ts'
import { inputInvalid } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import { fieldFaults, referencesIn } from './fields.ts'

/** Checks custom fields whole: kinds, rights, and that every row which a value names is visible to the actor. */
export async function checkFields(context: CallContext, machine: Machine, values: object, creating: boolean): Promise<void> {
  const { unit, actor } = context
  const faults = fieldFaults(machine, values, actor.capacity.acting, creating)
  if (faults.length) throw inputInvalid(faults)
  for (const { field, id } of referencesIn(machine, values)) {
    const target = field.spec.kind === 'reference' ? field.spec.target : 'person'
    if (target === 'person') await seePerson(unit, actor, id)
    else if (target === 'company') await seeCompany(unit, actor, id)
    else if (target === 'ticket') await unit.tickets.see(actor, id)
    else await seeActiveTeam(context, id)
  }
}

const teamByKey = prepared<{ key: string }, TeamFacts & { is_active: boolean }, CoreTables>((db, param) =>
  db
    .selectFrom('team')
    .select(['id', 'key', 'title', 'is_active'])
    .where((where) => where.or([where('key', '=', param('key')), where('key', '=', 'intake')])),
)

export interface TeamFacts {
  readonly id: string
  readonly key: string
  readonly title: string
}

/** A team that tickets can go to, if the actor knows of it. Throws `team.not_found`, `ticket.team_inactive`. */
export async function seeActiveTeam({ unit, actor }: CallContext, teamId: string): Promise<TeamFacts> {
  const team = await seeTeam(unit, actor, teamId)
  if (!team.isActive) throw coreError('ticket.team_inactive', { team: team.title })
  return team
}

/** Where new tickets of a type go: the team that the type names, or the intake where that team is not there. */
export async function defaultTeam({ unit }: CallContext, machine: Machine): Promise<TeamFacts> {
  const { rows: teams } = await unit.tx.run(teamByKey, { key: machine.defaultTeam })
  const team = teams.find(({ key, is_active }) => key === machine.defaultTeam && is_active) ?? teams.find(({ key }) => key === 'intake')
  if (!team) throw coreError('ticket.no_intake')
  return team
}

/** A company that tickets can be opened for, if the actor knows of it. Throws `company.not_found`, `ticket.company_inactive`. */
export async function seeActiveCompany({ unit, actor }: CallContext, companyId: string): Promise<CompanyFacts> {
  const company = await seeCompany(unit, actor, companyId)
  if (!company.isActive) throw coreError('ticket.company_inactive', { company: company.name })
  return company
}

/** The requester must be a contact of the ticket's company, or ours acting for nobody. */
export async function expectContact({ unit }: CallContext, requesterId: string, companyId: string): Promise<void> {
  const member = await unit.db
    .selectFrom('membership')
    .select('person_id')
    .where('person_id', '=', requesterId)
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  if (!member) throw coreError('ticket.requester_no_contact', { requesterId, companyId })
}
