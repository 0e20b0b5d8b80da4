export const ticketWorkEvents = {
  'billing.work_moved': { subject: 'ticketId', audience: 'staff', title: 'Time and work went to the other company' },
} as const
