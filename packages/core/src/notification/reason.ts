/** Why somebody is told. The first that fits counts, in this order. */
export const reasons = ['mentioned', 'assigned', 'requester', 'assignee', 'cc', 'follower', 'team'] as const
export type Reason = (typeof reasons)[number]
