import { pluginConformance } from '@deskwright/testing/vitest'
import { billing } from '../src/index.ts'
import { examples } from './examples.ts'
import { workExamples } from './work-examples.ts'

/** Permissions of parts that come one by one: whoever builds a part takes its line out. */
const parts = ['contract_see', 'contract_change', 'invoice_see', 'invoice_issue']
const notBuiltYet = Object.fromEntries(
  parts.map((part) => [`unused_permission billing.${part}`, 'Its operations come with the next part.']),
)

pluginConformance(billing, {
  examples: { ...examples, ...workExamples },
  options: { currency: 'EUR' },
  exceptions: {
    ...notBuiltYet,
    'unused_permission billing.override': 'Asked for where a work line gets a price of its own.',
    'unused_permission billing.time_all': 'Asked for where somebody enters or sees the time of others.',
  },
})
