import { equipmentError } from '../errors.ts'
import { seeItem } from '../item/item-row.ts'
import { command, query } from '../kit.ts'
import { type AnyReading, permitIn, stale } from '../work.ts'
import { totalThen } from './late-reading.ts'
import { CreateMeter, ListReadings, Meter, MeterList, MetersOfItem, ReadingPage, TakeReading } from './schemas.ts'
import type { MeterTable } from './tables.ts'
import { wakePlans } from './wake-plans.ts'

const viewOf = (row: MeterTable): Meter => ({
  id: row.id,
  itemId: row.item_id,
  name: row.name,
  unit: row.unit,
  total: row.total_count,
  lastValue: row.last_value_count,
  lastReadAt: row.last_read_at,
})

/** A counter of an item that the caller may see. */
export async function meterRow(work: AnyReading, meterId: string) {
  const row = await work.db.selectFrom('equipment_meter').selectAll().where('id', '=', meterId).executeTakeFirst()
  const item = row && (await seeItem(work, row.item_id).catch(() => undefined))
  if (!row || !item) throw equipmentError('equipment.meter_not_found')
  return { row, item }
}

export const meters = query({
  route: 'GET /items/:itemId/meters',
  summary: 'The counters of an item, and what they have counted.',
  permission: 'equipment.see',
  audience: 'staff',
  input: MetersOfItem,
  output: MeterList,
  async run(work, { itemId }) {
    await seeItem(work, itemId)
    const rows = await work.db.selectFrom('equipment_meter').selectAll().where('item_id', '=', itemId).orderBy('id').execute()
    return { items: rows.map(viewOf) }
  },
})

export const createMeter = command({
  route: 'POST /items/:itemId/meters',
  summary: 'Adds a counter to an item: pages, hours, kilometres.',
  permission: 'equipment.change',
  audience: 'staff',
  input: CreateMeter,
  output: Meter,
  async run(work, { itemId, name, unit = null }) {
    const item = await seeItem(work, itemId)
    permitIn(work, item.company_id, 'equipment.change')
    const row: MeterTable = {
      id: work.newId(),
      item_id: itemId,
      name,
      unit,
      base_count: 0,
      total_count: 0,
      last_value_count: null,
      last_read_at: null,
      version: 1,
      created_at: work.now,
    }
    await work.change('equipment.meter_added', { itemId, meterId: row.id }, (db) => db.insertInto('equipment_meter').values(row).execute())
    return viewOf(row)
  },
})

export const takeReading = command({
  route: 'POST /meters/:meterId/readings',
  summary: 'Enters what a counter shows.',
  permission: 'equipment.change',
  audience: 'staff',
  input: TakeReading,
  output: Meter,
  async run(work, { meterId, value, readAt = work.now, correction = null, note = null }) {
    const { row, item } = await meterRow(work, meterId)
    permitIn(work, item.company_id, 'equipment.change')
    const isLate = row.last_read_at !== null && readAt < row.last_read_at
    if (readAt > work.now || (isLate && correction !== null)) throw equipmentError('equipment.reading_order')
    if (!isLate && correction === null && row.last_value_count !== null && value < row.last_value_count)
      throw equipmentError('equipment.reading_falls', { value, last: row.last_value_count })
    // A new counter goes on where the old one stood, whatever it shows.
    const base_count = correction === 'replaced' ? row.total_count - value : row.base_count
    const version = row.version + 1
    // What is entered later than others fits between them, and moves nothing.
    const next: MeterTable = isLate
      ? { ...row, version }
      : { ...row, base_count, total_count: base_count + value, last_value_count: value, last_read_at: readAt, version }
    const total_count = isLate ? await totalThen(work, row, value, readAt) : next.total_count
    await work.change('equipment.reading_taken', { itemId: row.item_id, meterId }, async (db) => {
      const { id: _id, item_id: _item, created_at: _at, ...columns } = next
      const saved = await db
        .updateTable('equipment_meter')
        .set(columns)
        .where('id', '=', meterId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      // Of two readings at once one is looked at after the other.
      if (!saved) throw stale(row.version + 1)
      await db
        .insertInto('equipment_reading')
        .values({
          id: work.newId(),
          meter_id: meterId,
          read_at: readAt,
          value_count: value,
          total_count,
          correction,
          note,
          taken_by: work.actor.id,
        })
        .execute()
      if (!isLate) await wakePlans(work, db, next)
    })
    return viewOf(next)
  },
})

export const readings = query({
  route: 'GET /meters/:meterId/readings',
  summary: 'What a counter has shown, newest first.',
  permission: 'equipment.see',
  audience: 'staff',
  input: ListReadings,
  output: ReadingPage,
  async run(work, input) {
    await meterRow(work, input.meterId)
    const page = work.page('readings', input)
    let rows = work.db
      .selectFrom('equipment_reading')
      .selectAll()
      .where('meter_id', '=', input.meterId)
      .orderBy('read_at', 'desc')
      .orderBy('id', 'desc')
      .limit(page.take)
    if (page.after) {
      const [at, id] = [String(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) => eb.or([eb('read_at', '<', at), eb.and([eb('read_at', '=', at), eb('id', '<', id)])]))
    }
    const found = await rows.execute()
    return page.of(
      found,
      ({ read_at, id }) => [read_at, id],
      found.map((row) => ({
        id: row.id,
        readAt: row.read_at,
        value: row.value_count,
        total: row.total_count,
        correction: row.correction,
        note: row.note,
      })),
    )
  },
})
