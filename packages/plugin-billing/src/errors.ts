import { defineErrors } from '@deskwright/core'
import { contractErrors } from './contract/errors.ts'
import { costErrors } from './cost/errors.ts'
import { documentErrors } from './document/errors.ts'
import { estimateErrors } from './estimate/errors.ts'
import { invoiceErrors } from './invoice/errors.ts'
import { invoiceRunErrors } from './invoice-run/errors.ts'
import { paymentErrors } from './payment/errors.ts'
import { priceErrors } from './price/errors.ts'
import { timeErrors } from './time/errors.ts'
import { workLineErrors } from './work-line/errors.ts'

export const billingError = defineErrors({
  'billing.not_allowed_there': [
    403,
    'You may not do that here. Ask somebody who holds the right over this company, or over the whole desk.',
  ],
  'billing.version_stale': [
    409,
    'Somebody has changed this meanwhile: it is at version {version} now. Look at it again, and repeat your change.',
  ],
  'billing.sum_too_large': [422, 'The sum is too large to be exact. Split it up.'],
  'billing.bad_options': [500, "The billing plugin's option '{option}' is not right: {fault}."],
  ...priceErrors,
  ...timeErrors,
  ...workLineErrors,
  ...estimateErrors,
  ...costErrors,
  ...contractErrors,
  ...invoiceErrors,
  ...invoiceRunErrors,
  ...paymentErrors,
  ...documentErrors,
})
