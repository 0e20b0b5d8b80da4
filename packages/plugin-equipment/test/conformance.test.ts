import { pluginConformance } from '@deskwright/testing/vitest'
import { equipment } from '../src/index.ts'
import { examples, newItem } from './examples.ts'

pluginConformance(equipment, {
  examples,
  options: { itemUrl: 'https://desk.example/e/{label}' },
  extension: async (context) => ({ itemIds: [await newItem(context)] }),
  exceptions: {
    'unused_permission equipment.use_retired': 'Asked for where an item is put on a ticket.',
    'open_input equipment.createItem /attributes': 'Which attributes there are is data: the schema of the kind checks them.',
    'open_input equipment.updateItem /attributes': 'Which attributes there are is data: the schema of the kind checks them.',
    'open_input equipment.createPlan /fields': 'Which fields there are the ticket’s type says: a ticket is tried with them.',
    'open_input equipment.updatePlan /fields': 'Which fields there are the ticket’s type says: a ticket is tried with them.',
    'open_input equipment.createModel /plans/*/fields': 'Which fields there are the ticket’s type says: a ticket is tried with them.',
    'open_input equipment.updateModel /plans/*/fields': 'Which fields there are the ticket’s type says: a ticket is tried with them.',
  },
})
