import type { ApprovalsContract } from './approval/contract.ts'
import type { AttachmentsContract } from './attachment/contract.ts'
import type { AuditContract } from './audit/contract.ts'
import type { BulkContract } from './bulk/contract.ts'
import type { CalendarsContract } from './calendar/contract.ts'
import type { CatalogueContract } from './catalogue/contract.ts'
import type { ChecklistsContract } from './checklist/contract.ts'
import type { CompaniesContract } from './company/contract.ts'
import type { FilesContract } from './file/contract.ts'
import type { HistoryContract } from './history/contract.ts'
import type { DeliveriesContract } from './hook/contract.ts'
import type { KeysContract } from './key/contract.ts'
import type { LinksContract } from './link/contract.ts'
import type { LiveContract } from './live/contract.ts'
import type { MacrosContract } from './macro/contract.ts'
import type { NotificationsContract } from './notification/contract.ts'
import type { PeopleContract } from './person/contract.ts'
import type { ProvisioningContract } from './provisioning/contract.ts'
import type { AccessContract } from './role/contract.ts'
import type { ViewsContract } from './saved-view/contract.ts'
import type { SearchContract } from './search/contract.ts'
import type { TeamsContract } from './team/contract.ts'
import type { TicketsContract } from './ticket/contract.ts'
import type { TypesContract } from './ticket/types-contract.ts'

/**
 * Core, described by the same contracts as a plugin's. X is the union of installed contracts: one type argument, passed down,
 * instead of intersections, so that nothing is computed until somebody looks at `ext`.
 */
export type CoreContract<X = never> =
  | TicketsContract<X>
  | TypesContract
  | LinksContract
  | CatalogueContract
  | MacrosContract
  | ApprovalsContract
  | ChecklistsContract
  | PeopleContract
  | CompaniesContract
  | TeamsContract
  | AccessContract
  | KeysContract
  | ProvisioningContract
  | CalendarsContract
  | DeliveriesContract
  | SearchContract
  | AuditContract
  | BulkContract
  | HistoryContract<X>
  | ViewsContract<X>
  | LiveContract
  | FilesContract
  | AttachmentsContract
  | NotificationsContract
