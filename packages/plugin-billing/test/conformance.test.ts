import { pluginConformance } from '@deskwright/testing/vitest'
import { billing } from '../src/index.ts'
import { examples } from './examples.ts'

/** Permissions of parts that come one by one: whoever builds a part takes its line out. */
const parts = [
  'time_own',
  'time_all',
  'time_approve',
  'work',
  'estimate_approve',
  'contract_see',
  'contract_change',
  'invoice_see',
  'invoice_issue',
  'override',
  'cost',
  'margin',
]
const notBuiltYet = Object.fromEntries(
  parts.map((part) => [`unused_permission billing.${part}`, 'Its operations come with the next part.']),
)

pluginConformance(billing, {
  examples,
  options: { currency: 'EUR' },
  exceptions: notBuiltYet,
})
