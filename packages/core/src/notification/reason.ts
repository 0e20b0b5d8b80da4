/** Why somebody is told. The first that fits counts, in this order. */
export const reasons = ['approver', 'asker', 'mentioned', 'assigned', 'requester', 'assignee', 'cc', 'follower', 'team'] as const
/** What customers can be told for; `approver` staff as well. */
export const customerReasons: readonly Reason[] = ['approver', 'requester', 'cc']
export const staffReasons: readonly Reason[] = ['approver', 'asker', 'mentioned', 'assigned', 'assignee', 'follower', 'team']
export type Reason = (typeof reasons)[number]
