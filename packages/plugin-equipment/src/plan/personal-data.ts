import type { Reader, Writer } from '@deskwright/core'
import type { EquipmentTables } from '../tables.ts'

export const planColumns = {
  equipment_plan: { requester_id: 'person', name: 'kept', fields_json: 'kept', subjects_json: 'kept', bodies_json: 'kept' },
  equipment_plan_entry: { actor_id: 'person' },
  equipment_reading: { taken_by: 'person', note: 'words' },
} as const

/** For whom plans open tickets, and what somebody did with plans. */
export async function exportOfPlans(db: Reader<EquipmentTables>, personId: string): Promise<object> {
  const requested = await db.selectFrom('equipment_plan').select(['id', 'name']).where('requester_id', '=', personId).execute()
  const done = await db
    .selectFrom('equipment_plan_entry')
    .select(['id', 'plan_id', 'happened_at', 'kind'])
    .where('actor_id', '=', personId)
    .execute()
  const readings = await db
    .selectFrom('equipment_reading')
    .select(['id', 'meter_id', 'read_at', 'note'])
    .where('taken_by', '=', personId)
    .execute()
  return { requested, done, readings }
}

/** The plans stay: without whom they asked for, and they say that somebody else has to. */
export async function eraseInPlans(db: Writer<EquipmentTables>, personId: string): Promise<void> {
  await db.updateTable('equipment_plan').set({ requester_id: null }).where('requester_id', '=', personId).execute()
  await db.updateTable('equipment_reading').set({ taken_by: '', note: null }).where('taken_by', '=', personId).execute()
  await db.updateTable('equipment_plan_entry').set({ actor_kind: 'erased', actor_id: '' }).where('actor_id', '=', personId).execute()
}
