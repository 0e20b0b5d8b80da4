import { pluginConformance } from '@deskwright/testing/vitest'
import { equipment } from '../src/index.ts'
import { examples } from './examples.ts'

pluginConformance(equipment, {
  examples,
  exceptions: {
    'unused_permission equipment.change': 'Asked for by the operations on items, which come next.',
    'unused_permission equipment.plans': 'Asked for by maintenance plans.',
    'unused_permission equipment.use_retired': 'Asked for where an item is put on a ticket.',
  },
})
