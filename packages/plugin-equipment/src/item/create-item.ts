import { type Memory, remember } from '../history/remember.ts'
import { command } from '../kit.ts'
import { keyOf } from '../names.ts'
import { copyModelPlans } from '../plan/model-plans.ts'
import type { ItemTable } from '../tables.ts'
import type { AnyWork, EquipmentWriter } from '../work.ts'
import { holdNamed } from './hold-named.ts'
import { expectFreeNumber, ItemRules } from './item-rules.ts'
import { viewItem } from './item-view.ts'
import { labelCode } from './label-code.ts'
import { CreateItem, Item } from './schemas.ts'

export const createItem = command({
  route: 'POST /items',
  summary: 'Enters an item of equipment.',
  permission: 'equipment.change',
  audience: 'staff',
  input: CreateItem,
  output: Item,
  async run(work, input) {
    const rules = new ItemRules(work)
    const row = await newItem(work, rules, input)
    await work.change('equipment.item_added', { itemId: row.id, companyId: row.company_id }, async (db) => {
      await holdNamed(db, row)
      await insertItem(work, db, row)
    })
    await copyModelPlans(work, row.model_id === null ? null : await rules.model(row.model_id), row)
    return viewItem(work, row)
  },
})

/** The row of an input that fits; what is not said follows from the model. */
export async function newItem(work: AnyWork, rules: ItemRules, input: CreateItem): Promise<ItemTable> {
  const companyId = input.companyId ?? null
  await rules.company(companyId)
  const id = work.newId()
  const status = input.status ?? 'in_service'
  const row: ItemTable = {
    id,
    inventory_number: input.inventoryNumber,
    inventory_key: keyOf(input.inventoryNumber),
    label: labelCode(id),
    name: input.name,
    name_key: keyOf(input.name),
    serial: input.serial ?? null,
    serial_key: input.serial === undefined ? null : keyOf(input.serial),
    kind_id: input.kindId,
    model_id: input.modelId ?? null,
    company_id: companyId,
    object_id: input.objectId ?? null,
    place: input.place ?? null,
    contact_id: input.contactId ?? null,
    status,
    purchased_on: input.purchasedOn ?? null,
    price_minor: input.price?.minor ?? null,
    currency: input.price?.currency ?? null,
    supplier: input.supplier ?? null,
    installed_on: input.installedOn ?? null,
    warranty_until: input.warrantyUntil ?? null,
    attributes_json: {},
    note: input.note ?? null,
    retired_at: status === 'retired' ? work.now : null,
    version: 1,
    created_at: work.now,
    updated_at: work.now,
  }
  await rules.fit(row)
  return { ...row, attributes_json: await rules.attributes(row, input.attributes ?? {}) }
}

export async function insertItem(work: AnyWork, db: EquipmentWriter, row: ItemTable): Promise<void> {
  await expectFreeNumber(db, row.inventory_number)
  await db.insertInto('equipment_item').values(row).execute()
  await remember(work, db, memoriesOf(row))
}

function memoriesOf({ id, object_id: objectId, company_id: companyId, status }: ItemTable): Memory[] {
  const added: Memory = { of: { itemId: id }, kind: 'added', companyId, details: { to: status } }
  return objectId === null ? [added] : [added, { of: { objectId }, kind: 'arrived', companyId, details: { itemId: id } }]
}
