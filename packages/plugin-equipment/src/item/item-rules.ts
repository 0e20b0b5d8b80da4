import { type KindFacts, kindPath, mergedAttributes, schemaOf } from '../directory/attributes.ts'
import { modelRow } from '../directory/models.ts'
import { equipmentError } from '../errors.ts'
import { keyOf } from '../names.ts'
import { seeObject } from '../object/object-row.ts'
import type { ItemTable, ModelTable, ObjectTable } from '../tables.ts'
import { type AnyReading, type EquipmentWriter, oneAtATime, permitIn } from '../work.ts'

/** What the rules look up. An import asks for the same few kinds and places a thousand times. */
export class ItemRules {
  readonly #work: AnyReading
  readonly #known = new Map<string, Promise<unknown>>()

  constructor(work: AnyReading) {
    this.#work = work
  }

  #once<T>(key: string, look: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key) as Promise<T> | undefined
    if (known) return known
    const found = look()
    // Whoever asks sees the refusal; that nobody asked a second time is no fault.
    found.catch(() => {})
    this.#known.set(key, found)
    return found
  }

  kind(id: string): Promise<readonly KindFacts[]> {
    return this.#once(`kind ${id}`, () => kindPath(this.#work, id))
  }

  model(id: string): Promise<ModelTable> {
    return this.#once(`model ${id}`, () => modelRow(this.#work, id))
  }

  object(id: string): Promise<ObjectTable> {
    return this.#once(`object ${id}`, () => seeObject(this.#work, id))
  }

  /** The company is there, and equipment may be changed in it. */
  async company(id: string | null): Promise<void> {
    if (id !== null) await this.#once(`company ${id}`, () => this.#work.company(id))
    permitIn(this.#work, id, 'equipment.change')
  }

  person(id: string): Promise<unknown> {
    return this.#once(`person ${id}`, () => this.#work.person(id))
  }

  /** Values that fit the kind: those that are there with those that are given. */
  async attributes(row: Pick<ItemTable, 'kind_id' | 'attributes_json'>, given: object): Promise<Record<string, unknown>> {
    return mergedAttributes(schemaOf(await this.kind(row.kind_id)), row.attributes_json, given)
  }

  /** Everything in a row that names something else fits it. `standsAt`: where it stands already. */
  async fit(row: ItemTable, standsAt: string | null = null): Promise<void> {
    const path = await this.kind(row.kind_id)
    if (row.model_id !== null) {
      const model = await this.model(row.model_id)
      if (!path.some(({ id }) => id === model.kind_id)) throw equipmentError('equipment.model_kind')
    }
    await this.place(row, standsAt)
    if (row.contact_id !== null) await this.person(row.contact_id)
    if ((row.price_minor === null) !== (row.currency === null)) throw equipmentError('equipment.price_incomplete')
    if (row.purchased_on !== null && row.warranty_until !== null && row.warranty_until < row.purchased_on)
      throw equipmentError('equipment.dates_order', { from: row.purchased_on, until: row.warranty_until })
  }

  /** Equipment comes to a place of its own company that is in use; what stands there when a place is closed stays until it is moved. */
  async place({ company_id, object_id }: Pick<ItemTable, 'company_id' | 'object_id'>, standsAt: string | null): Promise<void> {
    if (object_id === null) return
    if (company_id === null) throw equipmentError('equipment.no_company')
    const object = await this.object(object_id)
    if (object.company_id !== company_id) throw equipmentError('equipment.other_company')
    if (!object.is_active && object_id !== standsAt) throw equipmentError('equipment.object_closed', { name: object.name })
  }
}

/** Numbers go one after the other: whoever comes second is told, in words and not by the database. Throws `equipment.number_taken`. */
export async function expectFreeNumber(db: EquipmentWriter, number: string, but?: string): Promise<void> {
  await oneAtATime(db, 'numbers')
  const found = await db.selectFrom('equipment_item').select('id').where('inventory_key', '=', keyOf(number)).executeTakeFirst()
  if (found && found.id !== but) throw equipmentError('equipment.number_taken', { number })
}
