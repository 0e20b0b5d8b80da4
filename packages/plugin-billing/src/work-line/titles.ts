const staff = { audience: 'staff', subject: 'ticketId' } as const

export const workLineEvents = {
  'billing.work_line_added': { ...staff, title: 'Work line added' },
  'billing.work_line_changed': { ...staff, title: 'Work line changed' },
  'billing.work_line_done': { ...staff, title: 'Work line done' },
  'billing.work_line_reopened': { ...staff, title: 'Work line not done after all' },
  'billing.work_line_cancelled': { ...staff, title: 'Work line cancelled' },
} as const
