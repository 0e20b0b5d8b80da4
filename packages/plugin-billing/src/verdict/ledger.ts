import { addMonths } from '../contract/periods.ts'
import type { IncludedSet } from '../contract/terms.ts'

export interface QuotaUse {
  readonly setKey: string
  readonly periodFrom: string
  /** Out of the period's own, and out of what the period before had left. */
  readonly base: number
  readonly rollover: number
}
export interface PrepaidBlock {
  readonly id: string
  readonly boughtOn: string
  readonly expiresOn: string | null
  readonly minutesLeft: number
}

/**
 * What is left of included sets and prepaid blocks while pieces are judged one after the other. A period's own is used by its own work and by that of
 * the next period, so an entry that comes late finds what the next period has taken already, and nothing is used twice.
 */
export class Ledger {
  readonly #base = new Map<string, number>()
  readonly #rollover = new Map<string, number>()
  readonly #before: ReadonlyMap<string, QuotaUse>
  readonly #blocks: (PrepaidBlock & { used: number })[]
  readonly #visits: Set<string>

  constructor(used: readonly QuotaUse[], blocks: readonly PrepaidBlock[], visits: Iterable<string> = []) {
    this.#before = new Map(used.map((use) => [placeOf(use.setKey, use.periodFrom), use]))
    for (const { setKey, periodFrom, base, rollover } of used) {
      add(this.#base, placeOf(setKey, periodFrom), base)
      add(this.#rollover, placeOf(setKey, periodFrom), rollover)
    }
    this.#blocks = blocks
      .map((block) => ({ ...block, used: 0 }))
      .sort((a, b) => (a.boughtOn === b.boughtOn ? compare(a.id, b.id) : compare(a.boughtOn, b.boughtOn)))
    this.#visits = new Set(visits)
  }

  /**
   * Takes as much as there is: first what the period before left, as it expires first, then the period's own. `before` is the set as it was agreed in
   * the period before; undefined where there was none.
   */
  take(set: IncludedSet, before: IncludedSet | undefined, periodFrom: string, wanted: number): { base: number; rollover: number } {
    const place = placeOf(set.key, periodFrom)
    const previous = placeOf(set.key, addMonths(periodFrom, -1))
    const next = placeOf(set.key, addMonths(periodFrom, 1))
    const left = set.hasRollover && before ? before.quantity - of(this.#base, previous) - of(this.#rollover, place) : 0
    const rollover = Math.min(wanted, Math.max(0, left))
    const own = set.quantity - of(this.#base, place) - of(this.#rollover, next)
    const base = Math.min(wanted - rollover, Math.max(0, own))
    add(this.#rollover, place, rollover)
    add(this.#base, place, base)
    return { base, rollover }
  }

  /** Whether a visit was taken out of its set already: whatever else is done then belongs to it. */
  isCounted(visit: string): boolean {
    return this.#visits.has(visit)
  }
  count(visit: string): void {
    this.#visits.add(visit)
  }

  /** Minutes out of blocks that are there on the day, first in, first out. */
  takePrepaid(day: string, wanted: number): { readonly prepaidId: string; readonly minutes: number }[] {
    const taken: { prepaidId: string; minutes: number }[] = []
    let open = wanted
    for (const block of this.#blocks) {
      if (open === 0) break
      if (block.boughtOn > day || (block.expiresOn !== null && block.expiresOn <= day)) continue
      const minutes = Math.min(open, block.minutesLeft - block.used)
      if (minutes <= 0) continue
      block.used += minutes
      open -= minutes
      taken.push({ prepaidId: block.id, minutes })
    }
    return taken
  }

  /** What was taken on top of what was used before. */
  quotaUses(): QuotaUse[] {
    const places = [...new Set([...this.#base.keys(), ...this.#rollover.keys()])]
    return places.flatMap((place) => {
      const [setKey = '', periodFrom = ''] = place.split(' ')
      const before = this.#before.get(place)
      const base = of(this.#base, place) - (before?.base ?? 0)
      const rollover = of(this.#rollover, place) - (before?.rollover ?? 0)
      return base || rollover ? [{ setKey, periodFrom, base, rollover }] : []
    })
  }
  prepaidUses(): { readonly prepaidId: string; readonly minutes: number }[] {
    return this.#blocks.flatMap(({ id, used }) => (used ? [{ prepaidId: id, minutes: used }] : []))
  }
}

const placeOf = (setKey: string, periodFrom: string): string => `${setKey} ${periodFrom}`
const of = (map: ReadonlyMap<string, number>, place: string): number => map.get(place) ?? 0
const add = (map: Map<string, number>, place: string, amount: number): void => {
  map.set(place, of(map, place) + amount)
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
