import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseOf } from '../../../../bench/types/generate.ts'
import { type Measured, TypeLaboratory } from '../../../../bench/types/measure.ts'

/**
 * Ceilings on what a desk's types cost, counted by the compiler that package.json names: seconds depend on the machine, instantiations don't.
 * bench/RESULTS-types.md has the figures; inferring everything into one type instead fails with TS7056 at a dozen plugins.
 */
const ceilings = { desk: 618_000, perPlugin: 29_500, consumer: 48_000, consumerPerPlugin: 2_200, declaration: 600 }

let laboratory: TypeLaboratory
const measured: Measured[] = []
beforeAll(async () => {
  laboratory = await TypeLaboratory.open()
  for (const plugins of [5, 10, 20]) measured.push(await laboratory.measure({ ...caseOf('iface20'), name: `iface${plugins}`, plugins }))
}, 300_000)
afterAll(() => laboratory.close())

const of = (plugins: number): Measured => {
  const found = measured.find((one) => one.name === `iface${plugins}`)
  if (!found) throw new Error(`${plugins} plugins were not measured.`)
  return found
}
const growth = (from: number, to: number, of_: (one: Measured) => number): number => (of_(of(to)) - of_(of(from))) / (to - from)

it('keeps a desk of 20 plugins × 10 operations under its ceiling', () => {
  expect(of(20).author.instantiations).toBeLessThan(ceilings.desk)
  expect(of(20).declaration).toBeLessThan(ceilings.declaration)
  expect(laboratory.declarationOf('iface20')).toContain('Desk<import("./p0.ts").C0 | import("./p1.ts").C1 | ')
})

it('grows in a line: each plugin costs what the one before it did', () => {
  const early = growth(5, 10, (one) => one.author.instantiations)
  const late = growth(10, 20, (one) => one.author.instantiations)
  expect(late).toBeLessThan(ceilings.perPlugin)
  expect(late / early).toBeLessThan(1.05)
})

it('costs the one who uses a desk next to nothing', () => {
  expect(of(20).consumer.instantiations).toBeLessThan(ceilings.consumer)
  expect(growth(10, 20, (one) => one.consumer.instantiations)).toBeLessThan(ceilings.consumerPerPlugin)
})
