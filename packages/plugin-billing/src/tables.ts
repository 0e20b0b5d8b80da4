import type { AccountTables } from './account/tables.ts'
import type { ContractTables } from './contract/tables.ts'
import type { CostTables } from './cost/tables.ts'
import type { EstimateTables } from './estimate/tables.ts'
import type { InvoiceTables } from './invoice/tables.ts'
import type { InvoiceRunTables } from './invoice-run/tables.ts'
import type { PaymentTables } from './payment/tables.ts'
import type { PriceTables } from './price/tables.ts'
import type { TimeTables } from './time/tables.ts'
import type { VerdictTables } from './verdict/tables.ts'
import type { WorkLineTables } from './work-line/tables.ts'

export interface BillingTables
  extends AccountTables,
    PriceTables,
    ContractTables,
    VerdictTables,
    InvoiceTables,
    InvoiceRunTables,
    PaymentTables,
    TimeTables,
    WorkLineTables,
    EstimateTables,
    CostTables {}
