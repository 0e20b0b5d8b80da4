import { Compile } from 'typebox/compile'
import { equipmentError } from '../errors.ts'
import type { ItemRules } from '../item/item-rules.ts'
import { CreateItem } from '../item/schemas.ts'
import { keyOf, nameKey } from '../names.ts'
import type { AnyWork } from '../work.ts'
import { attributePrefix, unguarded } from './columns.ts'

const check = Compile(CreateItem)

export interface LineFault {
  readonly column: string
  readonly code: string
  readonly message: string
}

/** Names of a batch's lines as ids: the same kinds, companies and places stand in most of them. */
export class Names {
  readonly #work: AnyWork
  readonly #rules: ItemRules
  readonly #known = new Map<string, string | undefined>()

  constructor(work: AnyWork, rules: ItemRules) {
    this.#work = work
    this.#rules = rules
  }

  async #once(key: string, look: () => Promise<string | undefined>): Promise<string | undefined> {
    if (!this.#known.has(key)) this.#known.set(key, await look())
    return this.#known.get(key)
  }

  kind(name: string): Promise<string | undefined> {
    return this.#once(`kind ${nameKey(name)}`, async () => {
      const row = await this.#work.db.selectFrom('equipment_kind').select('id').where('name_key', '=', keyOf(name)).executeTakeFirst()
      return row?.id
    })
  }

  model(manufacturer: string, name: string): Promise<string | undefined> {
    return this.#once(`model ${nameKey(manufacturer)} ${nameKey(name)}`, async () => {
      const row = await this.#work.db
        .selectFrom('equipment_model')
        .innerJoin('equipment_manufacturer', 'equipment_manufacturer.id', 'equipment_model.manufacturer_id')
        .select('equipment_model.id')
        .where('equipment_manufacturer.name_key', '=', keyOf(manufacturer))
        .where('equipment_model.name_key', '=', keyOf(name))
        .executeTakeFirst()
      return row?.id
    })
  }

  /** By its id, or by its whole name where one company has it. */
  company(text: string): Promise<string | undefined> {
    return this.#once(`company ${text}`, async () => {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)) {
        const found = await this.#rules.company(text).then(
          () => text,
          () => undefined,
        )
        return found
      }
      const { items } = await this.#work.desk.companies.list({ query: text, limit: 200 })
      const same = items.filter(({ name }) => nameKey(name) === nameKey(text))
      return same.length === 1 ? same[0]?.id : undefined
    })
  }

  /** `House / Floor 2 / Room 7`, from the top down, or the id. */
  object(companyId: string, path: string): Promise<string | undefined> {
    return this.#once(`object ${companyId} ${path}`, async () => {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(path)) return path
      let parentKey = companyId
      for (const name of path.split(' / ')) {
        const row = await this.#work.db
          .selectFrom('equipment_object')
          .select('id')
          .where('parent_key', '=', parentKey)
          .where('name_key', '=', keyOf(name))
          .executeTakeFirst()
        if (!row) return undefined
        parentKey = row.id
      }
      return parentKey
    })
  }
}

const columnOf: Readonly<Record<string, string>> = {
  inventoryNumber: 'inventory_number',
  kindId: 'kind',
  modelId: 'model',
  companyId: 'company',
  objectId: 'object',
  contactId: 'contact_id',
  purchasedOn: 'purchased_on',
  price: 'price_minor',
  installedOn: 'installed_on',
  warrantyUntil: 'warranty_until',
}
const plain = ['name', 'serial', 'place', 'status', 'supplier', 'note'] as const

/** One line as the input that `createItem` takes, or everything that is wrong with it. */
export async function inputOf(
  names: Names,
  rules: ItemRules,
  columns: readonly string[],
  cells: readonly string[],
): Promise<{ readonly input?: CreateItem; readonly faults: readonly LineFault[] }> {
  const faults: LineFault[] = []
  const bad = (column: string, code: string, message: string): void => void faults.push({ column, code, message })
  const given = new Map(columns.map((column, index) => [column, unguarded((cells[index] ?? '').trim())]))
  const cell = (column: string): string | undefined => given.get(column) || undefined
  const input: Record<string, unknown> = { inventoryNumber: cell('inventory_number') ?? '' }
  for (const column of plain) if (cell(column) !== undefined) input[column] = cell(column)
  for (const [field, column] of [
    ['contactId', 'contact_id'],
    ['purchasedOn', 'purchased_on'],
    ['installedOn', 'installed_on'],
    ['warrantyUntil', 'warranty_until'],
  ] as const)
    if (cell(column) !== undefined) input[field] = cell(column)
  input['name'] ??= ''
  const [minor, currency] = [cell('price_minor'), cell('currency')]
  if (minor !== undefined || currency !== undefined)
    input['price'] = { minor: /^\d{1,13}$/.test(minor ?? '') ? Number(minor) : minor, currency }
  const kindId = await names.kind(cell('kind') ?? '')
  if (kindId === undefined) bad('kind', 'equipment.kind_not_found', equipmentError('equipment.kind_not_found').message)
  const [maker, model] = [cell('manufacturer'), cell('model')]
  if (model !== undefined) {
    const modelId = await names.model(maker ?? '', model)
    if (modelId === undefined) bad('model', 'equipment.model_not_found', equipmentError('equipment.model_not_found').message)
    else input['modelId'] = modelId
  }
  const companyId = cell('company') === undefined ? null : await names.company(cell('company') ?? '')
  if (companyId === undefined) bad('company', 'company.not_found', 'There is no such company, or several of that name.')
  else input['companyId'] = companyId
  if (cell('object') !== undefined && companyId !== undefined) {
    const objectId = companyId === null ? undefined : await names.object(companyId, cell('object') ?? '')
    if (objectId === undefined) bad('object', 'equipment.object_not_found', equipmentError('equipment.object_not_found').message)
    else input['objectId'] = objectId
  }
  if (kindId !== undefined) {
    input['kindId'] = kindId
    const attributes = await attributesOf(rules, kindId, given)
    if (Object.keys(attributes).length) input['attributes'] = attributes
  }
  if (!faults.length && !check.Check(input))
    for (const error of check.Errors(input).slice(0, 20)) {
      const field = error.instancePath.split('/')[1] ?? ''
      bad(columnOf[field] ?? field, 'input.invalid', error.message)
    }
  return faults.length ? { faults: unique(faults) } : { input: input as unknown as CreateItem, faults }
}

const unique = (faults: readonly LineFault[]): LineFault[] => [
  ...new Map(faults.map((fault) => [`${fault.column} ${fault.code}`, fault])).values(),
]

/** Text of cells as what the kind wants; what it does not know stays text, and is refused by its rules. */
async function attributesOf(rules: ItemRules, kindId: string, given: ReadonlyMap<string, string>): Promise<Record<string, unknown>> {
  const schema = new Map((await rules.kind(kindId)).flatMap(({ attributes }) => attributes).map((attribute) => [attribute.key, attribute]))
  return Object.fromEntries(
    [...given].flatMap(([column, text]): [string, unknown][] => {
      if (!column.startsWith(attributePrefix) || text === '') return []
      const key = column.slice(attributePrefix.length)
      const type = schema.get(key)?.type
      if (type === 'number') return [[key, /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text]]
      if (type === 'boolean') return [[key, text === 'true' ? true : text === 'false' ? false : text]]
      return [[key, text]]
    }),
  )
}
