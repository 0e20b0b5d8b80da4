import { keepers } from '../demo/sample/sample-population.ts'
import type { Grant, Population } from '../population/population.ts'
import { assigneeOf, callerOf, changerOf, type LogPerson, openerOf, operator, resolverOf } from './log-actors.ts'
import { codeOf, keyOf } from './log-value.ts'
import type { IncidentLog } from './read-log.ts'

/** The team that has what no group has. */
const intake = 'intake'

/** Key of a group's team; a group that the log does not know is the desk's intake, as the log's own count of reassignments has it. */
export const teamKeyOf = (group: string | undefined): string => (group === undefined ? intake : `log_${codeOf(group, 'group')}`)
/** A contact of several locations has to be asked for one of them, so what the log does not know is a place of its own. */
const unknownLocation = 'Location unknown'
export const companyKeyOf = (location: string | undefined): string => keyOf(location ?? unknownLocation)

/**
 * Everybody and everything that the log names: callers are contacts of their locations, groups are teams, and those who work are staff.
 * Resolvers have a role in the teams in which the log shows them; of those who open and change, it tells no team, so theirs is over all.
 */
export function logPopulation({ incidents }: IncidentLog): Population {
  const people = new Map<string, LogPerson>()
  const teams = new Map<string, string>()
  const companies = new Map<string, string>()
  const members = new Map<string, Population['members'][number]>()
  const grants = new Map<string, Grant>()

  const named = (person: LogPerson): string => {
    people.set(person.key, person)
    return person.key
  }
  const give = (grant: Grant): void => {
    grants.set(JSON.stringify(grant), grant)
  }
  for (const incident of incidents) {
    give({ person: named(openerOf(incident)), role: 'agent', scope: 'all' })
    let state = 'new'
    for (const row of incident.rows) {
      const place = teamKeyOf(row.group)
      if (row.group !== undefined) teams.set(place, row.group)
      const changer = named(changerOf(row))
      give({ person: changer, role: 'agent', scope: 'all' })
      for (const worker of [assigneeOf(row), resolverOf(row)])
        if (worker) give({ person: named(worker), role: 'agent', scope: 'team', place })
      // Agents may not reopen what is closed.
      if (state === 'closed' && row.state !== undefined && row.state !== 'closed')
        give({ person: changer, role: 'supervisor', scope: 'all' })
      state = row.state ?? state
      const caller = named(callerOf(row))
      const company = companyKeyOf(row.location)
      companies.set(company, row.location ?? unknownLocation)
      members.set(`${caller} ${company}`, { company, person: caller })
    }
  }
  return {
    teams: [...teams].map(([key, title]) => ({ key, title })),
    companies: [...companies].map(([key, name]) => ({ key, name })),
    people: [...keepers.people, { ...operator, kind: 'service' }, ...[...people.values()].filter(({ key }) => key !== operator.key)],
    members: [...members.values()],
    grants: [...keepers.grants, { person: operator.key, role: 'supervisor', scope: 'all' }, ...grants.values()],
  }
}
