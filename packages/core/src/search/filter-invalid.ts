import { coreError } from '../error/core-errors.ts'
import type { AskedFilter } from './question.ts'

/** `expected`: values that would do, as one writes them, for readers of any language. */
export const invalid = ({ name, value }: AskedFilter, expected: string) =>
  coreError('search.filter_invalid', { filter: name, value: value.slice(0, 100), expected })
