import type { LoadedActor } from '../access/actor-access.ts'
import { reachOf } from '../access/reach.ts'
import { TICKET } from './ticket-head.ts'
import {
  assigneeToken,
  CUSTOMERS,
  companyToken,
  copyToken,
  EVERYBODY,
  followerToken,
  kindToken,
  personToken,
  requestToken,
  STAFF,
  teamToken,
} from './token.ts'

/** One of `any`, or `but` where none of `except` is. */
export interface Group {
  readonly any: readonly string[]
  readonly butOnly?: { readonly token: string; readonly except: readonly string[] }
}

/** What the actor may see of tickets, as tokens that are looked up together with the words; undefined: nothing. `branchPredicate` says the same over rows. */
export function ticketScope(actor: LoadedActor, readBit: number): Group | undefined {
  const branches = actor.branches.filter((branch) => branch.permissions.hasBit(readBit))
  if (branches.some(({ scope }) => scope === 'all')) return { any: [TICKET] }
  const any: string[] = []
  let butOnly: Group['butOnly']
  for (const { scope, scopeId } of branches) {
    if (scope === 'team' && scopeId !== null) any.push(teamToken(scopeId))
    if (scope === 'company' && scopeId !== null) any.push(companyToken(scopeId))
    if (scope !== 'own' || actor.personId === null) continue
    if (actor.capacity.acting === 'staff') any.push(assigneeToken(actor.personId), followerToken(actor.personId))
    else {
      any.push(requestToken(actor.personId, null))
      if (actor.companyId !== null) any.push(requestToken(actor.personId, actor.companyId))
      const token = copyToken(actor.personId)
      if (actor.otherCompanyIds.length) butOnly = { token, except: actor.otherCompanyIds.map(companyToken) }
      else any.push(token)
    }
  }
  if (!any.length && !butOnly) return undefined
  return { any: [...new Set(any)], ...(butOnly ? { butOnly } : {}) }
}

/** People or companies whom the actor may know of, as far as tokens say it; rows are asked for the rest. Undefined: nobody. */
export function acquaintances(actor: LoadedActor, kind: 'person' | 'company', readBit: number): readonly string[] | undefined {
  const reach = reachOf(actor, readBit)
  if (reach === 'everything' || actor.capacity.acting === 'staff') {
    return reach === 'everything' || reach.length || actor.personId !== null ? [kindToken(kind)] : undefined
  }
  const tokens = reach.map(companyToken)
  if (kind === 'person' && actor.personId !== null) tokens.push(personToken(actor.personId))
  if (kind === 'company' && actor.companyId !== null) tokens.push(companyToken(actor.companyId))
  return tokens.length ? [...new Set(tokens)] : undefined
}

/** Who an actor is to a plugin's documents: one of these has to be among those that the plugin named. */
export function readerTokens(actor: LoadedActor, bit: number | undefined): readonly string[] {
  if (actor.isSystem) return [EVERYBODY, STAFF, CUSTOMERS]
  const branches = bit === undefined ? actor.branches : actor.branches.filter((branch) => branch.permissions.hasBit(bit))
  if (bit !== undefined && !branches.length) return []
  const isStaff = actor.capacity.acting === 'staff'
  const tokens = [EVERYBODY]
  if (actor.personId !== null) tokens.push(isStaff ? STAFF : CUSTOMERS, personToken(actor.personId))
  for (const { scope, scopeId } of branches) {
    if (scope === 'team' && scopeId !== null) tokens.push(teamToken(scopeId))
    if (scope === 'company' && scopeId !== null) tokens.push(companyToken(scopeId))
  }
  if (!isStaff && actor.companyId !== null) tokens.push(companyToken(actor.companyId))
  return [...new Set(tokens)]
}
