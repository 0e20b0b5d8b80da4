import { dayOf } from '../days.ts'
import { attributesOf, type KindFacts, misfit, type Value } from '../directory/attributes.ts'
import type { Attribute } from '../directory/schemas.ts'
import type { ItemTable } from '../tables.ts'
import type { AnyReading } from '../work.ts'
import type { AttributeValue, Item } from './schemas.ts'
import { verdictOn, warrantyEnd } from './warranty.ts'

/** A page of items with their names, in a few queries whatever its length. */
export async function viewItems(work: AnyReading, rows: readonly ItemTable[]): Promise<Item[]> {
  if (!rows.length) return []
  const [kinds, models, objects] = [await kindsOf(work, rows), await modelsOf(work, rows), await objectsOf(work, rows)]
  return rows.map((row) => {
    const model = row.model_id === null ? undefined : models.get(row.model_id)
    const path = pathOf(kinds, row.kind_id)
    const end = warrantyEnd({ ...row, warranty_months: model?.warranty_months ?? null })
    return {
      id: row.id,
      inventoryNumber: row.inventory_number,
      label: row.label,
      name: row.name,
      serial: row.serial,
      kind: { id: row.kind_id, name: kinds.get(row.kind_id)?.name ?? '' },
      model: model ? { id: model.id, name: model.name, manufacturer: model.manufacturer } : null,
      companyId: row.company_id,
      object: row.object_id === null ? null : { id: row.object_id, name: objects.get(row.object_id) ?? '' },
      place: row.place,
      contactId: row.contact_id,
      status: row.status,
      statusTitle: work.text(`equipment.status.${row.status}`, {}),
      installedOn: row.installed_on,
      warranty: { verdict: verdictOn(dayOf(work.now), end), until: end },
      attributes: valuesOf(
        path.flatMap(({ attributes }) => attributes),
        row.attributes_json,
      ),
      purchasedOn: row.purchased_on,
      price: row.price_minor === null || row.currency === null ? null : { minor: row.price_minor, currency: row.currency },
      supplier: row.supplier,
      warrantyUntil: row.warranty_until,
      note: row.note,
      updatedAt: row.updated_at,
      version: row.version,
    }
  })
}

export async function viewItem(work: AnyReading, row: ItemTable): Promise<Item> {
  const [view] = await viewItems(work, [row])
  if (!view) throw new TypeError('a row without a view')
  return view
}

/** In the order of the kind; what it no longer knows comes last. */
function valuesOf(schema: readonly Attribute[], json: unknown): AttributeValue[] {
  const values = new Map(Object.entries((json ?? {}) as Record<string, Value>))
  const known = schema.flatMap((attribute): AttributeValue[] => {
    const value = values.get(attribute.key)
    if (value === undefined) return []
    values.delete(attribute.key)
    const { key, title, unit = null } = attribute
    return [{ key, title, unit, value, fits: misfit(attribute, value) === undefined }]
  })
  return [...known, ...[...values].map(([key, value]) => ({ key, title: key, unit: null, value, fits: false }))]
}

/** The kinds of the rows and all above them, a query for each level. */
async function kindsOf({ db }: AnyReading, rows: readonly ItemTable[]): Promise<ReadonlyMap<string, KindFacts>> {
  const found = new Map<string, KindFacts>()
  for (let level = [...new Set(rows.map(({ kind_id }) => kind_id))]; level.length; ) {
    const kinds = await db
      .selectFrom('equipment_kind')
      .select(['id', 'name', 'parent_id', 'attributes_json'])
      .where('id', 'in', level)
      .execute()
    for (const { id, name, parent_id, attributes_json } of kinds)
      found.set(id, { id, name, parentId: parent_id, attributes: attributesOf(attributes_json) })
    level = [...new Set(kinds.flatMap(({ parent_id }) => (parent_id === null || found.has(parent_id) ? [] : [parent_id])))]
  }
  return found
}

function pathOf(kinds: ReadonlyMap<string, KindFacts>, kindId: string): readonly KindFacts[] {
  const path: KindFacts[] = []
  for (let kind = kinds.get(kindId); kind; kind = kind.parentId === null ? undefined : kinds.get(kind.parentId)) path.unshift(kind)
  return path
}

async function modelsOf({ db }: AnyReading, rows: readonly ItemTable[]) {
  const ids = [...new Set(rows.flatMap(({ model_id }) => model_id ?? []))]
  if (!ids.length) return new Map<string, never>()
  const models = await db
    .selectFrom('equipment_model')
    .innerJoin('equipment_manufacturer', 'equipment_manufacturer.id', 'equipment_model.manufacturer_id')
    .select([
      'equipment_model.id',
      'equipment_model.name',
      'equipment_model.warranty_months',
      'equipment_manufacturer.name as manufacturer',
    ])
    .where('equipment_model.id', 'in', ids)
    .execute()
  return new Map(models.map((model) => [model.id, model]))
}

async function objectsOf({ db }: AnyReading, rows: readonly ItemTable[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ object_id }) => object_id ?? []))]
  if (!ids.length) return new Map()
  const objects = await db.selectFrom('equipment_object').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(objects.map(({ id, name }) => [id, name]))
}
