import { pluginConformance } from '@deskwright/testing/vitest'
import { billing } from '../src/index.ts'
import { examples } from './examples.ts'
import { workExamples } from './work-examples.ts'

pluginConformance(billing, {
  examples: { ...examples, ...workExamples },
  options: { currency: 'EUR', seller: { name: 'Care Ltd', address: ['Sample Street 2', '00100 Rome'], country: 'IT', taxNumber: 'IT1' } },
  exceptions: {
    'unused_permission billing.time_all': 'Asked for where somebody enters or sees the time of others.',
  },
})
