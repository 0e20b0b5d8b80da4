import type { EquipmentContract } from '@deskwright/plugin-equipment'
import type { ContractEvents, ContractJobs, ContractService } from './contract/contract.ts'
import type { DocumentService } from './document/contract.ts'
import type { EstimateJobs } from './estimate/contract.ts'
import type { InvoiceEvents, InvoiceService } from './invoice/contract.ts'
import type { InvoiceRunEvents, InvoiceRunJobs, InvoiceRunService } from './invoice-run/contract.ts'
import type { BillingOptions } from './options.ts'
import type { PaymentEvents, PaymentService } from './payment/contract.ts'
import type { PriceEvents, PriceService } from './price/contract.ts'
import type { BillingTables } from './tables.ts'
import type { BillingOnTicket, BillingOnTicketInput } from './ticket/schemas.ts'
import type { BillingPermission } from './titles.ts'
import type { WorkEvents, WorkService } from './work-on-tickets.ts'

/** What the plugin adds to `desk.as(person)`: one group, `billing`. */
export interface BillingService
  extends PriceService,
    ContractService,
    InvoiceService,
    InvoiceRunService,
    DocumentService,
    PaymentService,
    WorkService {}
export interface BillingEvents extends PriceEvents, ContractEvents, InvoiceEvents, InvoiceRunEvents, PaymentEvents, WorkEvents {}
export interface BillingJobs extends EstimateJobs, ContractJobs, InvoiceRunJobs {}

/** What stands on documents of its own accord. */
export interface BillingTexts {
  'billing.fee_given_back': {}
}

export interface BillingContract {
  id: 'billing'
  options: BillingOptions
  service: BillingService
  permissions: BillingPermission
  events: BillingEvents
  tables: BillingTables
  jobs: BillingJobs
  texts: BillingTexts
  ticketExtension: { input: BillingOnTicketInput; view: BillingOnTicket }
  uses: { equipment: EquipmentContract }
}
