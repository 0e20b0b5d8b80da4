import type { Category, Priority, Trigger } from './ticket-type.ts'

export const categories: readonly Category[] = ['new', 'open', 'waiting', 'resolved', 'closed']
export const triggers: readonly Trigger[] = [
  'assigned',
  'staff_reply',
  'customer_message',
  'wait_over',
  'silence',
  'approval_accepted',
  'approval_refused',
  'approval_void',
]
/** From least to most pressing. */
export const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

/** Still at work: what queues and counts of open tickets mean. */
export const isAtWork = (category: Category): boolean => category === 'new' || category === 'open' || category === 'waiting'

/** Leaving `resolved` or `closed` for work again. */
export const reopens = (from: Category, to: Category): boolean => !isAtWork(from) && isAtWork(to)
