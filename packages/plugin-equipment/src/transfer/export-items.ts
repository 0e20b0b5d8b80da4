import { attributesOf } from '../directory/attributes.ts'
import { seenItems } from '../item/item-row.ts'
import { stream } from '../kit.ts'
import { objectPath } from '../object/object-row.ts'
import type { ItemTable } from '../tables.ts'
import type { AnyReading } from '../work.ts'
import { attributePrefix, columnNames, csvLine, guarded } from './columns.ts'
import { ExportItems } from './schemas.ts'

const BATCH = 200
/** Spreadsheets take a file for UTF-8 by these bytes. */
const BYTE_ORDER_MARK = new Uint8Array([0xef, 0xbb, 0xbf])

export const exportItems = stream({
  route: 'GET /export',
  summary: 'Equipment that the caller sees as a table (CSV in UTF-8), as an import reads it.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ExportItems,
  contentType: 'text/csv; charset=utf-8',
  /** Before the first byte: a refusal in the middle would be a file that breaks off. */
  async expect(work, { companyId }) {
    if (companyId !== undefined) await work.company(companyId)
  },
  async *run(work, input) {
    const attributes = await work.read(allAttributes)
    yield BYTE_ORDER_MARK
    yield csvLine([...columnNames, ...attributes.map((key) => `${attributePrefix}${key}`)])
    for (let after: string | undefined; ; ) {
      const lines = await work.read(async (batch) => {
        let rows = batch.db
          .selectFrom('equipment_item')
          .selectAll()
          .where((eb) => eb.or([...seenItems(batch)]))
          .orderBy('id')
          .limit(BATCH)
        if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
        if (input.withRetired !== true) rows = rows.where('status', '<>', 'retired')
        if (after !== undefined) rows = rows.where('id', '>', after)
        const found = await rows.execute()
        const names = await namesOf(batch, found)
        return found.map((row) => ({ id: row.id, text: csvLine(cellsOf(row, names, attributes).map(guarded)) }))
      })
      for (const { text } of lines) yield text
      after = lines.at(-1)?.id
      if (lines.length < BATCH || after === undefined) return
    }
  },
})

async function allAttributes({ db }: AnyReading): Promise<readonly string[]> {
  const rows = await db.selectFrom('equipment_kind').select('attributes_json').execute()
  return [...new Set(rows.flatMap(({ attributes_json }) => attributesOf(attributes_json).map(({ key }) => key)))].sort()
}

interface Names {
  readonly kinds: ReadonlyMap<string, string>
  readonly models: ReadonlyMap<string, { readonly name: string; readonly manufacturer: string }>
  readonly objects: ReadonlyMap<string, string>
}

async function namesOf(work: AnyReading, rows: readonly ItemTable[]): Promise<Names> {
  const { db } = work
  const ids = (column: 'kind_id' | 'model_id' | 'object_id'): string[] => [...new Set(rows.flatMap((row) => row[column] ?? []))]
  const [kindIds, modelIds] = [ids('kind_id'), ids('model_id')]
  const kinds = kindIds.length ? await db.selectFrom('equipment_kind').select(['id', 'name']).where('id', 'in', kindIds).execute() : []
  const models = modelIds.length
    ? await db
        .selectFrom('equipment_model')
        .innerJoin('equipment_manufacturer', 'equipment_manufacturer.id', 'equipment_model.manufacturer_id')
        .select(['equipment_model.id', 'equipment_model.name', 'equipment_manufacturer.name as manufacturer'])
        .where('equipment_model.id', 'in', modelIds)
        .execute()
    : []
  const objects = new Map<string, string>()
  for (const id of ids('object_id')) objects.set(id, (await objectPath(work, id)).map(({ name }) => name).join(' / '))
  return { kinds: new Map(kinds.map(({ id, name }) => [id, name])), models: new Map(models.map((model) => [model.id, model])), objects }
}

function cellsOf(row: ItemTable, { kinds, models, objects }: Names, attributes: readonly string[]): string[] {
  const model = row.model_id === null ? undefined : models.get(row.model_id)
  const values = new Map<string, unknown>(Object.entries(row.attributes_json ?? {}))
  return [
    row.inventory_number,
    row.name,
    kinds.get(row.kind_id) ?? '',
    model?.manufacturer ?? '',
    model?.name ?? '',
    row.serial ?? '',
    row.company_id ?? '',
    row.object_id === null ? '' : (objects.get(row.object_id) ?? ''),
    row.place ?? '',
    row.contact_id ?? '',
    row.status,
    row.purchased_on ?? '',
    row.price_minor === null ? '' : String(row.price_minor),
    row.currency ?? '',
    row.supplier ?? '',
    row.installed_on ?? '',
    row.warranty_until ?? '',
    row.note ?? '',
    ...attributes.map((key) => String(values.get(key) ?? '')),
  ]
}
