import type { Acting } from '../operation/audience.ts'
import type { Branch } from './actor-access.ts'

/** Why a role can't be given in a scope; undefined when it can. A customer has authority in a company, or over own tickets, and nowhere else. */
export function scopeFault(acting: Acting, scope: Branch['scope'], scopeId: string | undefined): string | undefined {
  const isPlace = scope === 'team' || scope === 'company'
  if (isPlace && scopeId === undefined) return `scopeId must say which ${scope}`
  if (!isPlace && scopeId !== undefined) return 'it takes no scopeId'
  if (acting === 'customer' && scope !== 'own' && scope !== 'company') return 'it is for customers, whose scopes are own and company'
  return undefined
}
