import { about, Id, type Static, Type } from '../schemas.ts'
import type { CatchUp } from './tables.ts'

/** By what a counter has counted. `start`: counted from there; from what it stands at unless told. `lead`: the ticket is opened so much before. */
export const MeterRule = Type.Object(
  {
    unit: about(Type.Literal('meter'), 'By what a counter has counted'),
    meterId: about(Id, 'Which counter'),
    every: about(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), 'Each so many, in the unit of the counter'),
    start: Type.Optional(
      about(
        Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
        'Counted from there, in the unit of the counter; from what it stands at unless told',
      ),
    ),
    lead: Type.Optional(
      about(Type.Integer({ minimum: 0, maximum: 1_000_000_000 }), 'The ticket is opened so much before, in the unit of the counter'),
    ),
  },
  { title: 'EquipmentMeterRule' },
)
export type MeterRule = Static<typeof MeterRule>

/** The n-th threshold, from 1, counted from the basis every time. */
export const thresholdAt = (rule: MeterRule, basis: number, place: number): number => basis + place * rule.every

/** The place of the first threshold above a count. */
export const placeAbove = (rule: MeterRule, basis: number, count: number): number =>
  Math.max(1, Math.floor((count - basis) / rule.every) + 1)

const MOST_MISSED = 100
export interface MeterStep {
  readonly missed: readonly number[]
  readonly make: number | undefined
  readonly isCaughtUp: boolean
  readonly next: number
}
/** Of several thresholds that were passed at once the last one is made, or with `all` each; those before it were missed. */
export function nextMeterStep(rule: MeterRule, basis: number, place: number, total: number, catchUp: CatchUp): MeterStep {
  const isReached = (at: number): boolean => thresholdAt(rule, basis, at) - (rule.lead ?? 0) <= total
  const missed: number[] = []
  let next = place
  while (isReached(next) && missed.length < MOST_MISSED) {
    const isLast = !isReached(next + 1)
    if (isLast || catchUp === 'all') return { missed, make: next, isCaughtUp: !isLast, next: next + 1 }
    missed.push(next)
    next += 1
  }
  return { missed, make: undefined, isCaughtUp: false, next }
}

/**
 * The instant at which a total will be reached if it goes on as it went between the first and the last of these readings; undefined where that
 * says nothing.
 */
export function forecast(readings: readonly { readonly at: string; readonly total: number }[], total: number): string | undefined {
  const [first, last] = [readings[0], readings.at(-1)]
  if (!first || !last) return undefined
  const [ms, counted] = [Date.parse(last.at) - Date.parse(first.at), last.total - first.total]
  if (ms <= 0 || counted <= 0) return undefined
  const at = Date.parse(last.at) + ((total - last.total) * ms) / counted
  // Beyond that a guess is none.
  return at < Date.parse(last.at) + 36_525 * 86_400_000 ? new Date(at).toISOString() : undefined
}
