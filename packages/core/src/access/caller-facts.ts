import type { CallerFacts, Place } from '../operation/caller-facts.ts'
import { canonicalTag, withShorter } from '../text/language.ts'
import { type LoadedActor, mayAnywhere, mayEverywhere, mayInTeam } from './actor-access.ts'
import { reaches, reachOf } from './reach.ts'

export function callerFacts(actor: LoadedActor, deskLanguage: string): CallerFacts {
  const asked = [...(actor.language === null ? [] : [actor.language]), ...actor.accepts, deskLanguage]
  return Object.freeze({
    personId: actor.personId,
    companyId: actor.companyId,
    teams: teamsOf(actor),
    languages: Object.freeze([...new Set(asked.flatMap((tag) => withShorter(canonicalTag(tag) ?? '')))]),
    deskLanguage,
  })
}

function teamsOf({ capacity, branches }: LoadedActor): CallerFacts['teams'] {
  if (capacity.acting !== 'staff') return []
  if (branches.some(({ scope }) => scope === 'all')) return 'all'
  return Object.freeze([...new Set(branches.flatMap(({ scope, scopeId }) => (scope === 'team' && scopeId !== null ? [scopeId] : [])))])
}

export function holdsAt(actor: LoadedActor, bit: number, where: Place): boolean {
  if (where === 'anywhere') return mayAnywhere(actor, bit)
  if (where === 'everywhere') return mayEverywhere(actor, bit)
  return 'team' in where ? mayInTeam(actor, bit, where.team) : reaches(reachOf(actor, bit), where.company)
}
