/** What changes one after the other: prices with their ranges of days, and the accounts of payments. */
export const lockNames = ['prices', 'taxes', 'payments', 'costs'] as const
export type LockName = (typeof lockNames)[number]
