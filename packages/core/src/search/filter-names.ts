/** Words before a colon that are filters, in a fixed English form whatever the reader's language. */
const both = ['status', 'is', 'type', 'priority', 'from', 'created', 'number'] as const
const staffOnly = ['assignee', 'team', 'company', 'tag', 'channel'] as const

export type FilterName = (typeof both)[number] | (typeof staffOnly)[number]

const named = (names: readonly FilterName[]): ReadonlyMap<string, FilterName> => new Map(names.map((name) => [name, name]))

/** What an audience may filter by. For customers the rest does not exist: it is text like any other. */
export const filterNames = { staff: named([...both, ...staffOnly]), customer: named(both) } as const
