import { coreError } from '../error/core-errors.ts'
import { isTombstone } from '../machine/tombstone.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { machinesFor } from '../ticket/machine-for.ts'
import type { SearchNote } from './contract.ts'
import type { AskedFilter } from './question.ts'

const MOST_NAMED = 40

/** Of a value that nothing is called by: which there are, as far as the reader may know. The search goes on, and finds nothing by it. */
function note({ unit, actor }: CallContext, { name }: AskedFilter, value: string, values: readonly string[]): SearchNote {
  const shown = values.slice(0, MOST_NAMED)
  const expected = shown.join(', ') + (values.length > shown.length ? ', …' : '')
  const error = coreError('search.value_unknown', { filter: name, value: value.slice(0, 100), expected })
  const { text } = unit.runtime.composition.texts.error(error, actor.languages)
  return { filter: name, value: value.slice(0, 100), code: error.code, message: text, values: [...shown] }
}

/** For staff: codes of statuses that no type has. Customers can't ask by codes. */
export function unknownStatus(context: CallContext, filter: AskedFilter, value: string, categories: readonly string[]): SearchNote[] {
  const machines = machinesFor(context)
  if (isTombstone(value) || machines.some((machine) => machine.status(value))) return []
  const codes = machines.flatMap(({ statuses }) => statuses.map(({ name }) => name))
  return [note(context, filter, value, [...new Set([...categories, ...codes])])]
}

/** Codes of types that are not there for the reader. */
export function unknownTypes(context: CallContext, filter: AskedFilter, values: readonly string[]): SearchNote[] {
  const known = machinesFor(context).map(({ typeId }) => typeId)
  return values.filter((value) => !known.includes(value)).map((value) => note(context, filter, value, known))
}

/** Nobody whom the reader sees: whether they are hidden or not there at all is not told, and who is there is no list. */
export const unknownOf = (context: CallContext, filter: AskedFilter, found: readonly string[], forms: readonly string[]): SearchNote[] =>
  found.length ? [] : [note(context, filter, filter.value, forms)]
