import type { DirectoryEvents, DirectoryService } from './directory/contract.ts'
import type { ItemEvents, ItemService } from './item/contract.ts'
import type { LabelService } from './label/contract.ts'
import type { MeterEvents, MeterService } from './meter/contract.ts'
import type { ObjectEvents, ObjectService } from './object/contract.ts'
import type { EquipmentOptions } from './options.ts'
import type { PlanEvents, PlanJobs, PlanService } from './plan/contract.ts'
import type { RelationEvents, RelationService } from './relation/contract.ts'
import type { EquipmentTables } from './tables.ts'
import type { EquipmentTextParams } from './texts/equipment-texts.ts'
import type { ItemTicketEvents, ItemTicketService } from './ticket/contract.ts'
import type { EquipmentOnTicket, EquipmentOnTicketInput } from './ticket/schemas.ts'
import type { TransferEvents, TransferJobs, TransferService } from './transfer/contract.ts'

/** What the plugin adds to `desk.as(person)`: one group, `equipment`. */
export interface EquipmentService
  extends DirectoryService,
    ObjectService,
    ItemService,
    RelationService,
    ItemTicketService,
    TransferService,
    LabelService,
    PlanService,
    MeterService {}
export interface EquipmentEvents
  extends DirectoryEvents,
    ObjectEvents,
    ItemEvents,
    RelationEvents,
    ItemTicketEvents,
    TransferEvents,
    PlanEvents,
    MeterEvents {}
export interface EquipmentJobs extends TransferJobs, PlanJobs {}

export type EquipmentPermission =
  | 'equipment.see'
  | 'equipment.change'
  | 'equipment.directories'
  | 'equipment.plans'
  | 'equipment.use_retired'

export interface EquipmentContract {
  id: 'equipment'
  options: EquipmentOptions
  service: EquipmentService
  permissions: EquipmentPermission
  events: EquipmentEvents
  tables: EquipmentTables
  texts: EquipmentTextParams
  jobs: EquipmentJobs
  ticketExtension: { input: EquipmentOnTicketInput; view: EquipmentOnTicket }
}
