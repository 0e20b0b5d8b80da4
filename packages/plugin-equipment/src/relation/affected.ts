import { seenItems } from '../item/item-row.ts'
import type { AnyReading } from '../work.ts'
import type { AffectedItem } from './schemas.ts'

const MOST_STEPS = 20
const MOST_ITEMS = 1000

/** Of each item that fails, the items that fail with it at once. One walk for all: a statement or two for each step, however many items. */
async function failingWith(work: AnyReading, itemIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const edges = new Map<string, string[]>()
  const seen = new Set(itemIds)
  const add = (from: string, to: string): void => void edges.set(from, [...(edges.get(from) ?? []), to])
  for (let level = [...seen], step = 0; level.length && step < MOST_STEPS && seen.size < MOST_ITEMS; step += 1) {
    const dependencies = await work.db
      .selectFrom('equipment_dependency')
      .select(['kind', 'from_id', 'to_id'])
      .where((eb) =>
        eb.or([
          eb.and([eb('to_id', 'in', level), eb('kind', 'in', ['runs_on', 'connected_to'])]),
          eb.and([eb('from_id', 'in', level), eb('kind', '=', 'needed_by')]),
        ]),
      )
      .limit(MOST_ITEMS)
      .execute()
    const inside = await work.db
      .selectFrom('equipment_component')
      .select(['item_id', 'parent_id'])
      .where('item_id', 'in', level)
      .where('ended_on', 'is', null)
      .limit(MOST_ITEMS)
      .execute()
    const found = [
      ...dependencies.map(({ kind, from_id, to_id }) => (kind === 'needed_by' ? ([from_id, to_id] as const) : ([to_id, from_id] as const))),
      ...inside.map(({ item_id, parent_id }) => [item_id, parent_id] as const),
    ]
    for (const [from, to] of found) add(from, to)
    level = [...new Set(found.map(([, to]) => to))].filter((id) => !seen.has(id))
    for (const id of level) seen.add(id)
  }
  return edges
}

/** Distances from some items to everything that fails with them, without themselves. */
function reached(edges: ReadonlyMap<string, readonly string[]>, from: readonly string[]): ReadonlyMap<string, number> {
  const distances = new Map<string, number>(from.map((id) => [id, 0]))
  for (const [id, distance] of distances)
    for (const next of edges.get(id) ?? []) if (!distances.has(next)) distances.set(next, distance + 1)
  for (const id of from) distances.delete(id)
  return distances
}

/** For each group of items what else is affected, nearest first; only what the caller may see is named. */
export async function affectedBy(work: AnyReading, groups: readonly (readonly string[])[]): Promise<AffectedItem[][]> {
  const all = [...new Set(groups.flat())]
  const edges = all.length ? await failingWith(work, all) : new Map<string, string[]>()
  if (!edges.size) return groups.map(() => [])
  const distances = groups.map((group) => reached(edges, group))
  const ids = [...new Set(distances.flatMap((found) => [...found.keys()]))]
  const rows = ids.length
    ? await work.db
        .selectFrom('equipment_item')
        .select(['id', 'inventory_number', 'name', 'company_id'])
        .where('id', 'in', ids)
        .where('status', '<>', 'retired')
        .where((eb) => eb.or([...seenItems(work)]))
        .execute()
    : []
  const names = new Map(rows.map((row) => [row.id, row]))
  return distances.map((found) =>
    [...found].flatMap(([id, distance]) => {
      const row = names.get(id)
      return row ? [{ id, inventoryNumber: row.inventory_number, name: row.name, companyId: row.company_id, distance }] : []
    }),
  )
}
