import type { Check } from '../check.ts'
import { finding, reasonOf } from '../finding.ts'
import { typeCost } from '../type-cost.ts'

/** Core's own contract, and the first use of its kit. */
const BASE = 40_000
/** A plugin as it should be costs 2 000 for each; one whose contract is inferred instead of written costs many times as much. */
const PER_OPERATION = 3_000

export const typesAreCheap: Check = {
  id: 'types',
  title: 'costs the compiler no more than its operations are worth',
  isStatic: true,
  async run(subject) {
    const { types } = subject.options
    if (!types) return []
    const count = Object.keys(subject.plugin.operations ?? {}).length
    const ceiling = types.ceiling ?? BASE + PER_OPERATION * count
    try {
      const cost = await typeCost(types)
      if (cost <= ceiling) return []
      const what = `The types of '${subject.id}' cost ${cost} instantiations, and ${count} operations may cost ${ceiling}.`
      return [
        finding(
          'types_cost',
          `${what} Write the contract as an interface, with schemas and types of one name, instead of having it inferred.`,
        ),
      ]
    } catch (error) {
      return [finding('types_refused', `The compiler refuses a desk with '${subject.id}': ${reasonOf(error)}.`)]
    }
  },
}
