import type { DeskPlugin } from '@deskwright/core'
import { contractJobs } from './contract/look.ts'
import { contractEvents, contractOperations } from './contract/operations.ts'
import type { BillingContract } from './contract.ts'
import { documentOperations } from './document/operations.ts'
import { estimateJobs } from './estimate/jobs.ts'
import { invoiceEvents, invoiceOperations } from './invoice/operations.ts'
import { invoiceRunJobs } from './invoice-run/jobs.ts'
import { invoiceRunEvents, invoiceRunOperations } from './invoice-run/operations.ts'
import { kit } from './kit.ts'
import { type EstimateStatus, estimateStatus } from './machine/await-estimate.ts'
import { demandTime } from './machine/time-gate.ts'
import { billing as base } from './migrations/0001-billing.ts'
import { work } from './migrations/0002-work.ts'
import { type BillingOptions, checkOptions } from './options.ts'
import { paymentEvents, paymentOperations } from './payment/operations.ts'
import { personalData } from './personal-data.ts'
import { priceEvents, priceOperations } from './price/operations.ts'
import { catalogues } from './texts/catalogues.ts'
import { onTicket } from './ticket/extension.ts'
import { followTickets } from './ticket/follow-tickets.ts'
import { permissionTitles, roles } from './titles.ts'
import { workEvents, workOperations } from './work-on-tickets.ts'

/** The same for every desk, but for the ticket types that it names. */
const withTypes = (estimateTypes: readonly EstimateStatus[]) =>
  kit.definePlugin({
    id: 'billing',
    version: '0.0.0',
    contract: 1,
    operations: {
      ...priceOperations,
      ...contractOperations,
      ...invoiceOperations,
      ...invoiceRunOperations,
      ...documentOperations,
      ...paymentOperations,
      ...workOperations,
    },
    permissions: permissionTitles,
    roles,
    events: { ...priceEvents, ...contractEvents, ...invoiceEvents, ...invoiceRunEvents, ...paymentEvents, ...workEvents },
    migrations: { '0001_billing': base, '0002_work': work },
    texts: catalogues,
    personalData,
    ticketExtension: onTicket,
    jobs: { ...estimateJobs, ...contractJobs, ...invoiceRunJobs },
    uses: { equipment: 1 },
    acts: [
      'ticket.read',
      'company.read',
      'equipment.see',
      'billing.work',
      'billing.contract_see',
      'billing.contract_change',
      'billing.invoice_see',
      'billing.invoice_issue',
    ],
    setup(ctx) {
      checkOptions(ctx.options)
      followTickets(ctx)
      demandTime(ctx)
    },
    extendTicketTypes: estimateTypes.map(estimateStatus),
  })

/** Prices, contracts, time, invoices: what is charged for work, and why. */
export const billing = (options: BillingOptions): DeskPlugin<BillingContract> => withTypes(options.estimateStatus ?? [])(options)
