import type { EquipmentTextKey } from './en.ts'

/** What stands in which text: nothing so far. */
export type EquipmentTextParams = { readonly [Key in EquipmentTextKey]: {} }
