import { pluginConformance } from '@deskwright/testing/vitest'
import { mail } from '../src/index.ts'
import { optionsFor } from './mail-desk.ts'

pluginConformance(mail, {
  options: optionsFor(9),
  examples: {
    note: ({ customerId }) => ({ personId: customerId, address: 'gone@example.com', code: 550 }),
    refusalOf: ({ customerId }) => ({ personId: customerId }),
    allow: ({ customerId }) => ({ personId: customerId }),
  },
})
