import type { EquipmentTextKey } from './en.ts'

/** What stands in which text: nothing so far. */
export type EquipmentTextParams = { readonly [Key in EquipmentTextKey]: {} }

/** A language: own texts, and the titles of permissions, roles, events and errors by the keys that core has for them. A test finds what is missing. */
export type EquipmentWords = Readonly<Record<string, string>>
