/** English; the other languages stand in `texts/`, by the same keys as everybody's titles. */
export const permissionTitles = {
  'equipment.see': 'See equipment',
  'equipment.change': 'Change equipment and its places',
  'equipment.directories': 'Manage kinds, manufacturers and models',
  'equipment.plans': 'Manage maintenance plans',
  'equipment.use_retired': 'Put retired equipment on tickets',
} as const
