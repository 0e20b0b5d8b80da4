const staff = { audience: 'staff' } as const

export const costEvents = {
  'billing.cost_rate_saved': { ...staff, subject: 'costRateId', title: 'Labour cost saved' },
  'billing.cost_rate_removed': { ...staff, subject: 'costRateId', title: 'Labour cost removed' },
  'billing.material_cost_saved': { ...staff, subject: 'priceItemId', title: 'Cost of an item saved' },
} as const
