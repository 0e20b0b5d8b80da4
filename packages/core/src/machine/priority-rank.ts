import type { Priority } from './ticket-type.ts'

const names: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

/** Stored as 1 to 4, so that the database sorts them. */
export const priorityRank = (priority: Priority): number => names.indexOf(priority) + 1
export const priorityName = (rank: number): Priority => names[rank - 1] ?? 'normal'
