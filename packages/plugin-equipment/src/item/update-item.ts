import type { Value } from '../directory/attributes.ts'
import { remember } from '../history/remember.ts'
import { command } from '../kit.ts'
import { keyOf } from '../names.ts'
import type { ItemTable } from '../tables.ts'
import { type AnyWork, differing, type EquipmentWriter, expectVersion, permitIn, stale } from '../work.ts'
import { holdNamed } from './hold-named.ts'
import { seeItem } from './item-row.ts'
import { expectFreeNumber, ItemRules } from './item-rules.ts'
import { viewItem } from './item-view.ts'
import { Item, UpdateItem } from './schemas.ts'

export const updateItem = command({
  route: 'PATCH /items/:itemId',
  summary: 'Changes facts of an item; place, company and status have commands of their own.',
  permission: 'equipment.change',
  audience: 'staff',
  input: UpdateItem,
  output: Item,
  async run(work, input) {
    const row = await seeItem(work, input.itemId)
    permitIn(work, row.company_id, 'equipment.change')
    expectVersion(row, input.expectedVersion)
    const change = await changedItem(new ItemRules(work), row, input, work.now)
    if (!change) return viewItem(work, row)
    await work.change('equipment.item_changed', { itemId: row.id, fields: change.fields }, async (db) => {
      await holdNamed(db, change.next)
      await saveItem(work, db, row, change)
    })
    return viewItem(work, change.next)
  },
})

export interface ItemChange {
  readonly next: ItemTable
  /** Names as callers know them. */
  readonly fields: readonly string[]
}

type Fact =
  | 'inventory_number'
  | 'name'
  | 'kind_id'
  | 'serial'
  | 'model_id'
  | 'contact_id'
  | 'purchased_on'
  | 'supplier'
  | 'installed_on'
  | 'warranty_until'
  | 'note'
const columns: Readonly<Record<string, Fact>> = {
  inventoryNumber: 'inventory_number',
  name: 'name',
  kindId: 'kind_id',
  serial: 'serial',
  modelId: 'model_id',
  contactId: 'contact_id',
  purchasedOn: 'purchased_on',
  supplier: 'supplier',
  installedOn: 'installed_on',
  warrantyUntil: 'warranty_until',
  note: 'note',
}
/** What customers never see of an item, and so of its history. */
const internalFields: ReadonlySet<string> = new Set(['purchasedOn', 'price', 'supplier', 'note', 'warrantyUntil'])

/** What an input changes; undefined where that is nothing. Throws what does not fit. */
export async function changedItem(
  rules: ItemRules,
  row: ItemTable,
  input: Omit<UpdateItem, 'itemId' | 'expectedVersion'>,
  now: string,
): Promise<ItemChange | undefined> {
  const given = Object.entries(columns).flatMap(([field, column]) => {
    const value = input[field as keyof typeof input]
    return value === undefined ? [] : [[column, value] as const]
  })
  const price = input.price === undefined ? {} : { price_minor: input.price?.minor ?? null, currency: input.price?.currency ?? null }
  const patch = differing<ItemTable>(row, { ...(Object.fromEntries(given) as Partial<ItemTable>), ...price })
  const next: ItemTable = { ...row, ...patch }
  // Another kind has other attributes: what must be there is asked for again, what fits no more stays readable.
  if (input.attributes !== undefined || patch.kind_id !== undefined)
    next.attributes_json = await rules.attributes(next, input.attributes ?? {})
  const attributes = changedAttributes(row.attributes_json, next.attributes_json)
  const fields = [
    ...Object.entries(columns).flatMap(([field, column]) => (column in patch ? [field] : [])),
    ...('price_minor' in patch || 'currency' in patch ? ['price'] : []),
    ...attributes.map((key) => `attributes.${key}`),
  ]
  if (!fields.length) return undefined
  await rules.fit(next, row.object_id)
  next.inventory_key = keyOf(next.inventory_number)
  next.name_key = keyOf(next.name)
  next.serial_key = next.serial === null ? null : keyOf(next.serial)
  next.version = row.version + 1
  next.updated_at = now
  return { next, fields }
}

function changedAttributes(before: unknown, after: unknown): string[] {
  const [old, now] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))]
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key)).sort()
}

export async function saveItem(work: AnyWork, db: EquipmentWriter, row: ItemTable, { next, fields }: ItemChange): Promise<void> {
  if (next.inventory_number !== row.inventory_number) await expectFreeNumber(db, next.inventory_number, row.id)
  const { id: _id, label: _label, created_at: _at, ...rest } = next
  const saved = await db
    .updateTable('equipment_item')
    .set(rest)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returning('id')
    .executeTakeFirst()
  if (!saved) throw stale(row.version + 1)
  const isInternal = (field: string): boolean => internalFields.has(field)
  for (const [internal, some] of [
    [false, fields.filter((field) => !isInternal(field))],
    [true, fields.filter(isInternal)],
  ] as const)
    if (some.length)
      await remember(work, db, [
        {
          of: { itemId: row.id },
          kind: 'changed',
          companyId: row.company_id,
          isInternal: internal,
          details: { changes: some.map((field) => ({ field, from: valueIn(row, field), to: valueIn(next, field) })) },
        },
      ])
}

function valueIn(row: ItemTable, field: string): Value | null {
  if (field === 'price') return row.price_minor === null ? null : `${row.price_minor} ${row.currency}`
  if (field.startsWith('attributes.'))
    return new Map<string, Value>(Object.entries(row.attributes_json ?? {})).get(field.slice('attributes.'.length)) ?? null
  const column = columns[field]
  return column === undefined ? null : row[column]
}
