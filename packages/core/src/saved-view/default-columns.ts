import type { Acting } from '../operation/audience.ts'

/** Columns of a view for which nobody said any. */
export const defaultColumns: Readonly<Record<Acting, readonly string[]>> = {
  staff: ['number', 'subject', 'requester', 'company', 'priority', 'statusTitle', 'assignee', 'updatedAt'],
  customer: ['number', 'subject', 'statusTitle', 'updatedAt'],
}
