import { kit } from './kit.ts'
import { billing as base } from './migrations/0001-billing.ts'
import { work } from './migrations/0002-work.ts'
import { checkOptions } from './options.ts'
import { personalData } from './personal-data.ts'
import { priceEvents, priceOperations } from './price/operations.ts'
import { catalogues } from './texts/catalogues.ts'
import { permissionTitles, roles } from './titles.ts'

/** Prices, contracts, invoices: what is charged for work, and why. */
export const billing = kit.definePlugin({
  id: 'billing',
  version: '0.0.0',
  contract: 1,
  operations: { ...priceOperations },
  permissions: permissionTitles,
  roles,
  events: { ...priceEvents },
  migrations: { '0001_billing': base, '0002_work': work },
  texts: catalogues,
  personalData,
  setup(ctx) {
    checkOptions(ctx.options)
  },
})
