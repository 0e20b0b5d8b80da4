const of = { subject: 'ticketId' } as const

/** Customers learn of what is offered, and of what became of it; not of what is being written. */
export const estimateEvents = {
  'billing.estimate_created': { ...of, audience: 'staff', title: 'Estimate begun' },
  'billing.estimate_changed': { ...of, audience: 'both', title: 'Estimate changed' },
  'billing.estimate_offered': { ...of, audience: 'both', title: 'Estimate offered' },
  'billing.estimate_approved': { ...of, audience: 'both', title: 'Estimate approved' },
  'billing.estimate_refused': { ...of, audience: 'both', title: 'Estimate refused' },
  'billing.estimate_expired': { ...of, audience: 'both', title: 'Estimate expired' },
  'billing.estimate_withdrawn': { ...of, audience: 'both', title: 'Estimate withdrawn' },
} as const
