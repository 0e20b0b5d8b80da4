import type { BillingOptions } from './options.ts'
import type { PriceEvents, PriceService } from './price/contract.ts'
import type { BillingTables } from './tables.ts'
import type { BillingPermission } from './titles.ts'

/** What the plugin adds to `desk.as(person)`: one group, `billing`. */
export interface BillingService extends PriceService {}
export interface BillingEvents extends PriceEvents {}

export interface BillingContract {
  id: 'billing'
  options: BillingOptions
  service: BillingService
  permissions: BillingPermission
  events: BillingEvents
  tables: BillingTables
}
