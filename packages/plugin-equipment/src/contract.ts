import type { DirectoryEvents, DirectoryService } from './directory/contract.ts'
import type { EquipmentOptions } from './options.ts'
import type { EquipmentTables } from './tables.ts'
import type { EquipmentTextParams } from './texts/equipment-texts.ts'

/** What the plugin adds to `desk.as(person)`: one group, `equipment`. */
export interface EquipmentService extends DirectoryService {}
export interface EquipmentEvents extends DirectoryEvents {}

export type EquipmentPermission =
  | 'equipment.see'
  | 'equipment.change'
  | 'equipment.directories'
  | 'equipment.plans'
  | 'equipment.use_retired'

export interface EquipmentContract {
  id: 'equipment'
  options?: EquipmentOptions
  service: EquipmentService
  permissions: EquipmentPermission
  events: EquipmentEvents
  tables: EquipmentTables
  texts: EquipmentTextParams
}
