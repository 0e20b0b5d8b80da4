import { type AgreedContract, coveredPeriod, termsOn } from '../contract/agreed.ts'
import { addMonths } from '../contract/periods.ts'
import type { IncludedSet, Terms } from '../contract/terms.ts'
import { byTheHour, byTheUnit, type Rounding, sum } from '../money/rounding.ts'
import type { Ledger } from './ledger.ts'
import type { WorkPiece } from './piece.ts'

export type Basis =
  | 'warranty'
  | 'included'
  | 'rollover'
  | 'prepaid'
  | 'overage'
  | 'agreed'
  | 'contract'
  | 'list'
  | 'not_billable'
  | 'override'

/** A part of a piece with one reason. Amount and rate in minor units. */
export interface Part {
  readonly basis: Basis
  /** Of time. */
  readonly minutes: number
  /** Of lines: thousandths of the unit. */
  readonly quantity: number
  readonly rateMinor: number
  readonly amountMinor: number
  /** The included set or the prepaid block that it came out of. */
  readonly from: string | null
}
/** A step of the calculation, in its order: what `whyCharged` prints. */
export interface Step {
  readonly code: 'worked' | 'minimum' | 'rounded' | Basis
  readonly minutes?: number
  readonly quantity?: number
  readonly rateMinor?: number
  readonly amountMinor?: number
  readonly note?: string
}
export interface Verdict {
  readonly key: string
  readonly parts: readonly Part[]
  readonly steps: readonly Step[]
  readonly amountMinor: number
}
/** Why a piece can't be charged: nothing is invoiced before somebody has mended it. */
export interface Fault {
  readonly key: string
  readonly code: 'billing.price_missing' | 'billing.no_price_item'
}
export interface Override {
  readonly action: 'free' | 'charge'
  readonly rateMinor: number | null
  readonly reason: string
}
export interface Facts {
  readonly contract: AgreedContract | null
  readonly rounding: Rounding
  readonly overrides: ReadonlyMap<string, Override>
  /** The list's price of one unit on a day; undefined: there is none, which is a fault. */
  listPrice(priceItemId: string, day: string): number | undefined
}

/**
 * What a piece of work costs, and why: warranty → included set → prepaid → contract price → list price; what is not billable, and what a dispatcher
 * decided, comes before all of them. Pure but for the ledger, which says what the pieces before have used.
 */
export function decide(piece: WorkPiece, facts: Facts, ledger: Ledger): Verdict | Fault {
  const period = facts.contract ? coveredPeriod(facts.contract, piece.workedOn) : undefined
  const contract = period ? facts.contract : null
  const terms = contract ? termsOn(contract, piece.workedOn) : undefined
  const steps: Step[] = []
  const parts: Part[] = []
  let open = piece.kind === 'time' ? countedMinutes(piece.minutes, terms, steps) : piece.quantity
  const cost = (amount: number, rate: number): number =>
    piece.kind === 'time' ? byTheHour(rate, amount, facts.rounding) : byTheUnit(rate, amount, facts.rounding)
  const put = (basis: Basis, amount: number, rateMinor = 0, from: string | null = null, note?: string): void => {
    const size = piece.kind === 'time' ? { minutes: amount, quantity: 0 } : { minutes: 0, quantity: amount }
    const amountMinor = cost(amount, rateMinor)
    parts.push({ basis, ...size, rateMinor, amountMinor, from })
    const shown = piece.kind === 'time' ? { minutes: amount } : { quantity: amount }
    steps.push({ code: basis, ...shown, rateMinor, amountMinor, ...(note === undefined ? {} : { note }) })
    open -= amount
  }
  const done = (): Verdict => ({ key: piece.key, parts, steps, amountMinor: sum(parts.map(({ amountMinor }) => amountMinor)) })

  const override = facts.overrides.get(piece.key)
  if (override?.action === 'free') {
    put('override', open, 0, null, override.reason)
    return done()
  }
  if (!override && !piece.isBillable) {
    put('not_billable', open, 0, null, piece.reason ?? '')
    return done()
  }
  if (!override && piece.isWarranty) {
    put('warranty', open)
    return done()
  }
  if (override && override.rateMinor !== null) {
    put('override', open, override.rateMinor, null, override.reason)
    return done()
  }
  const { priceItemId } = piece
  if (priceItemId === null) return { key: piece.key, code: 'billing.no_price_item' }
  if (!override && piece.agreedMinor !== null) {
    put('agreed', open, piece.agreedMinor)
    return done()
  }
  let overage: number | undefined
  if (!override && contract && period && terms) {
    for (const set of terms.included.filter((one) => covers(one, piece, priceItemId))) {
      if (open === 0) break
      if (set.measure === 'visits') {
        // Whatever else is done on the same ticket on the same day belongs to the visit.
        const visit = `${set.key} ${piece.ticketId} ${piece.workedOn}`
        const { base, rollover } = ledger.isCounted(visit)
          ? { base: 1, rollover: 0 }
          : ledger.take(set, setBefore(contract, set, period.from), period.from, 1)
        if (base + rollover === 1) {
          ledger.count(visit)
          put(rollover ? 'rollover' : 'included', open, 0, set.key)
        } else overage = set.overageMinor ?? undefined
        continue
      }
      const { base, rollover } = ledger.take(set, setBefore(contract, set, period.from), period.from, open)
      if (rollover) put('rollover', rollover, 0, set.key)
      if (base) put('included', base, 0, set.key)
      if (open > 0) overage = set.overageMinor ?? undefined
    }
    if (piece.kind === 'time' && open > 0)
      for (const { prepaidId, minutes } of ledger.takePrepaid(piece.workedOn, open)) put('prepaid', minutes, 0, prepaidId)
  }
  if (open === 0) return done()
  const own = override ? undefined : terms?.prices.find((price) => price.priceItemId === priceItemId)?.minor
  const list = overage ?? own ?? facts.listPrice(priceItemId, piece.workedOn)
  if (list === undefined) return { key: piece.key, code: 'billing.price_missing' }
  put(
    override ? 'override' : overage !== undefined ? 'overage' : own !== undefined ? 'contract' : 'list',
    open,
    list,
    null,
    override?.reason,
  )
  return done()
}

/** The minimum first, then up to the step, for each entry. Without a contract, minutes are as they were worked. */
function countedMinutes(worked: number, terms: Terms | undefined, steps: Step[]): number {
  steps.push({ code: 'worked', minutes: worked })
  const { minimumMinutes = 0, stepMinutes = 1 } = terms ?? {}
  const least = Math.max(worked, minimumMinutes)
  if (least > worked) steps.push({ code: 'minimum', minutes: least })
  const rounded = Math.ceil(least / stepMinutes) * stepMinutes
  if (rounded > least) steps.push({ code: 'rounded', minutes: rounded })
  return rounded
}

/** Work falls into a set for all work; services and goods only into one that names them. */
function covers({ priceItemIds, measure }: IncludedSet, { kind }: WorkPiece, priceItemId: string): boolean {
  const isNamed = priceItemIds.includes(priceItemId)
  if (kind === 'line') return isNamed && measure === 'units'
  return measure !== 'units' && (isNamed || priceItemIds.length === 0)
}

/** The same set as it was agreed in the period before, if the contract was in force then. */
function setBefore(contract: AgreedContract, { key }: IncludedSet, periodFrom: string): IncludedSet | undefined {
  const from = addMonths(periodFrom, -1)
  if (periodFrom <= contract.startsOn) return undefined
  return termsOn(contract, from).included.find((set) => set.key === key)
}
