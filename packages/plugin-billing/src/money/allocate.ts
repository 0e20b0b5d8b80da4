import { exact } from './rounding.ts'

/**
 * Shares an amount out by weights: each part is at most one minor unit off its exact share, and together they are the amount. What division leaves goes
 * to the largest remainders, the first of equals. Without any weight, all parts are equal.
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return []
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) throw new RangeError('Weights are whole numbers from zero.')
  const sized = weights.some((weight) => weight > 0) ? weights.map(BigInt) : weights.map(() => 1n)
  const whole = sized.reduce((all, weight) => all + weight, 0n)
  const sign = totalMinor < 0 ? -1n : 1n
  const total = BigInt(totalMinor) * sign
  const parts = sized.map((weight, index) => ({ index, part: (total * weight) / whole, rest: (total * weight) % whole }))
  let left = total - parts.reduce((all, { part }) => all + part, 0n)
  for (const one of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    one.part += 1n
    left -= 1n
  }
  return parts.map(({ part }) => exact(part * sign))
}
