import type { Acting } from '../operation/audience.ts'

/** Words before a colon that are filters, in a fixed English form whatever the reader's language. */
const both = ['status', 'is', 'type', 'priority', 'from', 'created', 'number'] as const
const staffOnly = ['assignee', 'team', 'company', 'tag', 'channel'] as const

/** A custom field: what comes behind it is the field's name. */
export const FIELD = 'field.'

export type FilterName = (typeof both)[number] | (typeof staffOnly)[number] | `${typeof FIELD}${string}`

const named = (names: readonly FilterName[]): ReadonlyMap<string, FilterName> => new Map(names.map((name) => [name, name]))

/** What an audience may filter by. For customers the rest does not exist: it is text like any other. */
const names = { staff: named([...both, ...staffOnly]), customer: named(both) } as const

/** Undefined: it is text. Which custom fields there are is found out with the value. */
export function filterName(acting: Acting, name: string): FilterName | undefined {
  const lower = name.toLowerCase()
  return lower.startsWith(FIELD) && lower.length > FIELD.length ? `${FIELD}${lower.slice(FIELD.length)}` : names[acting].get(lower)
}
