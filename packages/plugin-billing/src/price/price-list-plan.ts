import type { AnyReading, AnyWork, BillingWriter } from '../kit.ts'
import { hexOf, keyOf } from '../names.ts'
import { type PlacedPrice, placePrice } from './place-price.ts'
import { putPrice } from './set-price.ts'
import type { CellFault, PriceLine } from './table-line.ts'
import type { PriceItemTable } from './tables.ts'

interface Planned {
  readonly id: string | undefined
  readonly line: PriceLine
  readonly isChanged: boolean
}

/** What the price list would be after a table, worked out before anything is written. */
export class PriceListPlan {
  readonly #items: ReadonlyMap<string, PriceItemTable>
  readonly #groups: Map<string, string>
  readonly #groupNames: ReadonlyMap<string, string>
  readonly #taxes: ReadonlyMap<string, string>
  /** By key of the item and currency. */
  readonly #prices: Map<string, readonly PlacedPrice[]>
  readonly #planned = new Map<string, Planned>()
  readonly #lines: PriceLine[] = []

  private constructor(
    items: readonly PriceItemTable[],
    groups: readonly { readonly id: string; readonly name_key: Uint8Array }[],
    taxes: readonly { readonly id: string; readonly code: string }[],
    prices: readonly ({ readonly item_id: string; readonly currency: string } & PlacedPrice)[],
  ) {
    this.#items = new Map(items.map((item) => [hexOf(item.code_key), item]))
    this.#groups = new Map(groups.map(({ id, name_key }) => [hexOf(name_key), id]))
    this.#groupNames = new Map(groups.map(({ id, name_key }) => [id, hexOf(name_key)]))
    this.#taxes = new Map(taxes.map(({ id, code }) => [code, id]))
    const keys = new Map(items.map(({ id, code_key }) => [id, hexOf(code_key)]))
    this.#prices = new Map()
    for (const price of prices) {
      const key = `${keys.get(price.item_id)} ${price.currency}`
      this.#prices.set(key, [...(this.#prices.get(key) ?? []), price])
    }
  }

  static async of({ db }: Pick<AnyReading, 'db'>): Promise<PriceListPlan> {
    return new PriceListPlan(
      await db.selectFrom('billing_price_item').selectAll().execute(),
      await db.selectFrom('billing_price_group').select(['id', 'name_key']).execute(),
      await db.selectFrom('billing_tax_class').select(['id', 'code']).execute(),
      await db.selectFrom('billing_price').selectAll().orderBy('valid_from').execute(),
    )
  }

  /** What is wrong with a line beside what was before it; nothing, if it can be. */
  add(line: PriceLine): readonly CellFault[] {
    const key = hexOf(keyOf(line.code))
    const taxId = this.#taxes.get(line.taxClass)
    if (taxId === undefined) return [{ column: 'tax_class', message: 'there is no such tax class' }]
    const there = this.#items.get(key)
    if (there && there.kind !== line.kind) return [{ column: 'kind', message: `is ${there.kind} in the price list, and stays so` }]
    const before = this.#planned.get(key)
    if (before && (['kind', 'name', 'group', 'unit', 'taxClass'] as const).some((field) => before.line[field] !== line[field]))
      return [{ column: 'code', message: 'stands in the table before, with another name, kind, group, unit or tax class' }]
    const place = `${key} ${line.currency}`
    const placed = placePrice(this.#prices.get(place) ?? [], {
      amount_minor: line.minor,
      valid_from: line.from,
      valid_until: line.until,
    })
    if ('overlaps' in placed) return [{ column: 'valid_until', message: `from ${placed.overlaps} another price holds` }]
    this.#prices.set(place, placed)
    const groupKey = there?.group_id ? (this.#groupNames.get(there.group_id) ?? '') : ''
    const isChanged =
      there !== undefined &&
      (there.name !== line.name || there.unit !== line.unit || there.tax_class_id !== taxId || groupKey !== hexOf(keyOf(line.group)))
    this.#planned.set(key, { id: there?.id, line, isChanged })
    this.#lines.push(line)
    return []
  }

  counts(): { readonly created: number; readonly changed: number; readonly prices: number } {
    const planned = [...this.#planned.values()]
    return {
      created: planned.filter(({ id }) => id === undefined).length,
      changed: planned.filter(({ isChanged }) => isChanged).length,
      prices: this.#lines.length,
    }
  }

  async write(work: Pick<AnyWork, 'newId' | 'now'>, db: BillingWriter): Promise<void> {
    const stamps = { version: 1, created_at: work.now, updated_at: work.now }
    const ids = new Map<string, string>()
    for (const [key, { id: known, line, isChanged }] of this.#planned) {
      const groupKey = keyOf(line.group)
      let groupId = line.group === '' ? null : (this.#groups.get(hexOf(groupKey)) ?? null)
      if (line.group !== '' && groupId === null) {
        groupId = work.newId()
        this.#groups.set(hexOf(groupKey), groupId)
        await db
          .insertInto('billing_price_group')
          .values({ id: groupId, name: line.group, name_key: groupKey, ...stamps })
          .execute()
      }
      const id = known ?? work.newId()
      ids.set(key, id)
      const facts = {
        name: line.name,
        name_key: keyOf(line.name),
        group_id: groupId,
        unit: line.unit,
        tax_class_id: this.#taxes.get(line.taxClass) ?? '',
      }
      if (known === undefined)
        await db
          .insertInto('billing_price_item')
          .values({ id, code: line.code, code_key: keyOf(line.code), kind: line.kind, is_active: true, ...facts, ...stamps })
          .execute()
      else if (isChanged)
        await db
          .updateTable('billing_price_item')
          .set((eb) => ({ ...facts, version: eb('version', '+', 1), updated_at: work.now }))
          .where('id', '=', known)
          .execute()
    }
    for (const { code, currency, minor, from, until } of this.#lines)
      await putPrice(work, db, { priceItemId: ids.get(hexOf(keyOf(code))) ?? '', currency, minor, from, until })
  }
}
