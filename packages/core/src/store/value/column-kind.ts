/** What a column's name promises about its values; undefined: stored as it is. */
export type ColumnKind = 'instant' | 'boolean' | 'json' | 'integer'

const integerName = /(?:^|_)(?:position|minor|ms|bytes|count|sequence)$/

/** The naming law: `…_at` instant, `is_…` boolean, `…_json` JSON, `…position|minor|ms|bytes|count|sequence` an integer that may exceed 32 bits. */
export const columnKind = (name: string): ColumnKind | undefined => {
  if (name.endsWith('_at')) return 'instant'
  if (name.startsWith('is_')) return 'boolean'
  if (name.endsWith('_json')) return 'json'
  return integerName.test(name) ? 'integer' : undefined
}
