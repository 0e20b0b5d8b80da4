export type { EquipmentContract, EquipmentEvents, EquipmentPermission, EquipmentService } from './contract.ts'
export { equipment } from './equipment.ts'
export type { EquipmentOptions } from './options.ts'
export type { EquipmentTables } from './tables.ts'
