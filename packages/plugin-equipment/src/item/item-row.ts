import type { Expression } from 'kysely'
import { equipmentError } from '../errors.ts'
import type { ItemTable } from '../tables.ts'
import type { AnyReading } from '../work.ts'

/** Rows that the caller may see: of companies that the right reaches, and for customers what they are the contact of. */
export const seenItems = (work: Pick<AnyReading, 'scope'>) =>
  [
    work.scope.companies('equipment_item.company_id', 'equipment.see'),
    work.scope.own('equipment_item.contact_id', 'equipment_item.company_id', 'equipment.see'),
  ] as const

/** The item's id, if the caller may see it. */
export const seenItem = (work: Pick<AnyReading, 'db' | 'scope'>, itemId: string | Expression<string>) =>
  work.db
    .selectFrom('equipment_item')
    .select('id')
    .where('id', '=', itemId)
    .where((eb) => eb.or([...seenItems(work)]))

/** An item that the caller may see; any other one answers as if it did not exist. Throws `equipment.item_not_found`. */
export async function seeItem(work: AnyReading, itemId: string): Promise<ItemTable> {
  const row = await work.db
    .selectFrom('equipment_item')
    .selectAll()
    .where('id', '=', itemId)
    .where((eb) => eb.or([...seenItems(work)]))
    .executeTakeFirst()
  if (!row) throw equipmentError('equipment.item_not_found')
  return row
}
