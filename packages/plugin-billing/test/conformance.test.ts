import { pluginConformance } from '@deskwright/testing/vitest'
import { billing } from '../src/index.ts'
import { examples } from './examples.ts'
import { workExamples } from './work-examples.ts'

pluginConformance(billing, {
  examples: { ...examples, ...workExamples },
  options: { currency: 'EUR' },
  exceptions: {
    'unused_permission billing.time_all': 'Asked for where somebody enters or sees the time of others.',
  },
})
