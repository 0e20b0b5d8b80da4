import type { Desk } from '@deskwright/core'
import { everyItem } from '../every-item.ts'
import { externalIdOf, type Grant, type Population, type PopulationIds } from './population.ts'

type ReportProgress = (done: number, total: number) => void

/** What the desk has already, so that it can be called again after any interruption. */
interface Existing {
  readonly teams: Map<string, string>
  readonly companies: Map<string, string>
  readonly people: Map<string, string>
  readonly members: Set<string>
  readonly grants: Set<string>
}

/** Adds what is missing of a population, and nothing that is there. */
export async function populate(
  desk: Desk,
  reason: string,
  population: Population,
  report: ReportProgress = () => {},
): Promise<PopulationIds> {
  const services = desk.system(reason)
  const existing = await existingOf(desk, reason)
  const total = Object.values(population).reduce((sum, list) => sum + list.length, 0)
  let done = 0
  const eachMissing = async <T>(list: readonly T[], isThere: (one: T) => boolean, add: (one: T) => Promise<unknown>): Promise<void> => {
    for (const one of list) {
      if (!isThere(one)) await add(one)
      done += 1
      report(done, total)
    }
  }
  const { teams, companies, people, members, grants } = existing
  await eachMissing(
    population.teams,
    ({ key }) => teams.has(key),
    async ({ key, title }) => teams.set(key, (await services.teams.create({ key, title })).id),
  )
  await eachMissing(
    population.companies,
    ({ key }) => companies.has(externalIdOf(key)),
    async ({ key, name }) =>
      companies.set(externalIdOf(key), (await services.companies.create({ name, externalId: externalIdOf(key) })).id),
  )
  await eachMissing(
    population.people,
    ({ key }) => people.has(externalIdOf(key)),
    async ({ key, ...person }) =>
      people.set(
        externalIdOf(key),
        (await services.people.create({ ...person, externalId: externalIdOf(key), email: `${key}@sample.invalid` })).id,
      ),
  )
  const ids: PopulationIds = { teams, companies: unprefixed(companies), people: unprefixed(people) }
  await eachMissing(
    population.members,
    ({ company, person }) => members.has(`${idIn(ids.people, person)} ${idIn(ids.companies, company)}`),
    ({ company, person, ...position }) =>
      services.companies.saveMember({ companyId: idIn(ids.companies, company), personId: idIn(ids.people, person), ...position }),
  )
  await eachMissing(
    population.grants,
    (grant) => grants.has(grantKey(idIn(ids.people, grant.person), grant.role, grant.scope, placeIn(ids, grant))),
    (grant) => {
      const scopeId = placeIn(ids, grant)
      const given = { personId: idIn(ids.people, grant.person), roleId: grant.role, scope: grant.scope }
      return services.access.grant(scopeId === undefined ? given : { ...given, scopeId })
    },
  )
  return ids
}

const placeIn = (ids: PopulationIds, grant: Grant): string | undefined =>
  'place' in grant ? idIn(grant.scope === 'team' ? ids.teams : ids.companies, grant.place) : undefined

const grantKey = (personId: string, role: string, scope: string, scopeId: string | null | undefined): string =>
  [personId, role, scope, scopeId ?? ''].join(' ')

/** Throws when a population names what it does not have: a mistake in it. */
export function idIn(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (id === undefined) throw new TypeError(`The population has no '${key}'.`)
  return id
}

const unprefixed = (ids: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...ids].map(([externalId, id]) => [externalId.slice(externalIdOf('').length), id]))

async function existingOf(desk: Desk, reason: string): Promise<Existing> {
  const services = desk.system(reason)
  const existing: Existing = { teams: new Map(), companies: new Map(), people: new Map(), members: new Set(), grants: new Set() }
  for await (const team of everyItem((place) => services.teams.list(place))) existing.teams.set(team.key, team.id)
  for await (const { externalId, id } of everyItem((place) => services.companies.list(place)))
    if (isOurs(externalId)) existing.companies.set(externalId, id)
  for await (const { externalId, id, memberships } of everyItem((place) => services.people.list(place))) {
    if (isOurs(externalId)) existing.people.set(externalId, id)
    for (const { company } of memberships) existing.members.add(`${id} ${company.id}`)
  }
  for await (const { person, roleId, scope, scopeId } of everyItem((place) => services.access.grants(place)))
    existing.grants.add(grantKey(person.id, roleId, scope, scopeId))
  return existing
}

const isOurs = (externalId: string | null | undefined): externalId is string => externalId?.startsWith(externalIdOf('')) === true
