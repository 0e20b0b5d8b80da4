const staff = { audience: 'staff' } as const

export const timeEvents = {
  'billing.work_kind_saved': { ...staff, subject: 'workKindId', title: 'Kind of work saved' },
  'billing.timer_started': { ...staff, subject: 'timerId', title: 'Timer started' },
  'billing.timer_discarded': { ...staff, subject: 'timerId', title: 'Timer discarded' },
  'billing.time_added': { ...staff, subject: 'ticketId', title: 'Time entered' },
  'billing.time_corrected': { ...staff, subject: 'ticketId', title: 'Time corrected' },
  'billing.time_removed': { ...staff, subject: 'ticketId', title: 'Time taken away' },
  'billing.time_submitted': { ...staff, subject: 'timeId', title: 'Time handed in' },
  'billing.time_approved': { ...staff, subject: 'timeId', title: 'Time approved' },
  'billing.time_refused': { ...staff, subject: 'timeId', title: 'Time refused' },
} as const
