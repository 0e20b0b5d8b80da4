import { addDays, overlap, periodOf, type Range, without } from './periods.ts'
import type { Terms } from './terms.ts'

/** After every day that there is. */
const FOREVER = '9999-12-31'

/** A contract as calculation sees it: when it is in force, and what is agreed on a day. */
export interface AgreedContract {
  readonly id: string
  readonly number: string
  readonly currency: string
  readonly startsOn: string
  /** The first day on which it is no longer in force; null: until further notice. */
  readonly endsOn: string | null
  readonly anchorDay: number
  /** Oldest first; the first is in force from the start. */
  readonly terms: readonly { readonly from: string; readonly terms: Terms }[]
  readonly pauses: readonly { readonly from: string; readonly until: string | null }[]
}

export const lifeOf = ({ startsOn, endsOn }: AgreedContract): Range => ({ from: startsOn, until: endsOn ?? FOREVER })

/** Of a range, the days on which the contract is in force and not paused. */
export function serviceIn(contract: AgreedContract, range: Range): Range[] {
  const alive = overlap(lifeOf(contract), range)
  return alive
    ? without(
        alive,
        contract.pauses.map(({ from, until }) => ({ from, until: until ?? FOREVER })),
      )
    : []
}

/** What is agreed on a day; before the start, what holds at the start. */
export function termsOn({ terms }: AgreedContract, day: string): Terms {
  const found = terms.findLast(({ from }) => from <= day) ?? terms[0]
  if (!found) throw new TypeError('A contract has terms.')
  return found.terms
}

/** The period of a day on which the contract is in force. */
export const coveredPeriod = (contract: AgreedContract, day: string): Range | undefined =>
  serviceIn(contract, { from: day, until: addDays(day, 1) }).length ? periodOf(contract.anchorDay, day) : undefined
