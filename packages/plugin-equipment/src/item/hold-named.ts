import { equipmentError } from '../errors.ts'
import type { ItemTable } from '../tables.ts'
import type { EquipmentWriter } from '../work.ts'

type Named = 'equipment_kind' | 'equipment_model' | 'equipment_object'

/**
 * Holds what an item names until the commit: it was looked up before, and may have been deleted meanwhile. Whoever deletes one waits for it
 * (`holdForRemoval`) and then finds the item. Throws `equipment.kind_not_found`, `equipment.model_not_found`, `equipment.object_not_found`.
 */
export async function holdNamed(db: EquipmentWriter, { kind_id, model_id, object_id }: Partial<ItemTable>): Promise<void> {
  if (kind_id !== undefined && !(await isHeld(db, 'equipment_kind', kind_id))) throw equipmentError('equipment.kind_not_found')
  if (model_id != null && !(await isHeld(db, 'equipment_model', model_id))) throw equipmentError('equipment.model_not_found')
  if (object_id != null && !(await isHeld(db, 'equipment_object', object_id))) throw equipmentError('equipment.object_not_found')
}

const isHeld = async (db: EquipmentWriter, table: Named, id: string): Promise<boolean> =>
  (await db.selectFrom(table).select('id').where('id', '=', id).forKeyShare().executeTakeFirst()) !== undefined

/** Waits for items that are being entered and name the row; none can name it from here on. On SQLite there is one writer anyway. */
export async function holdForRemoval(db: EquipmentWriter, table: Named, id: string): Promise<void> {
  await db.selectFrom(table).select('id').where('id', '=', id).forUpdate().execute()
}
