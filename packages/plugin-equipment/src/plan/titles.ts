const staff = { subject: 'planId', audience: 'staff' } as const

export const planEvents = {
  'equipment.plan_saved': { ...staff, title: 'Maintenance plan saved' },
  'equipment.plan_paused': { ...staff, title: 'Maintenance plan paused' },
  'equipment.plan_resumed': { ...staff, title: 'Maintenance plan resumed' },
  'equipment.plan_ended': { ...staff, title: 'Maintenance plan ended' },
  'equipment.plan_occurred': { ...staff, title: 'Maintenance was due' },
  'equipment.plan_failed': { ...staff, title: 'Maintenance ticket could not be opened' },
  'equipment.plan_completed': { ...staff, title: 'Maintenance done' },
} as const
