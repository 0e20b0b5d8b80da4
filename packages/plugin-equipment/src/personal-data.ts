import type { Reader, Writer } from '@deskwright/core'
import { sql } from 'kysely'
import { eraseInPlans, exportOfPlans, planColumns } from './plan/personal-data.ts'
import type { ModelPlan } from './plan/schemas.ts'
import type { EquipmentTables } from './tables.ts'

const counted = sql<number>`count(*)`.as('row_count')

const isAbout = (personId: string, json: unknown): boolean => JSON.stringify(json).includes(personId)

/** What is known of somebody here: for which equipment and places they are the contact, and what they did with it. */
export const personalData = {
  columns: {
    equipment_item: {
      contact_id: 'person',
      inventory_number: 'kept',
      name: 'kept',
      serial: 'kept',
      place: 'kept',
      supplier: 'kept',
      attributes_json: 'kept',
      note: 'kept',
    },
    equipment_object_contact: { person_id: 'person', role: 'words' },
    equipment_history: { actor_id: 'person', details_json: 'kept' },
    equipment_file: { added_by: 'person', name: 'kept' },
    equipment_import: { started_by: 'person', file_name: 'kept' },
    equipment_ticket_item: { added_by: 'person' },
    equipment_model: { plans_json: 'person', name: 'kept' },
    ...planColumns,
  } as const,
  async export(db: Reader<EquipmentTables>, personId: string): Promise<object> {
    const [equipment, places, actions, files, imports] = [
      await db.selectFrom('equipment_item').select(['id', 'inventory_number', 'name']).where('contact_id', '=', personId).execute(),
      await db.selectFrom('equipment_object_contact').select(['object_id', 'role']).where('person_id', '=', personId).execute(),
      await db
        .selectFrom('equipment_history')
        .select(['id', 'item_id', 'object_id', 'happened_at', 'kind', 'ticket_id'])
        .where('actor_id', '=', personId)
        .execute(),
      await db.selectFrom('equipment_file').select(['id', 'item_id', 'name', 'added_at']).where('added_by', '=', personId).execute(),
      await db.selectFrom('equipment_import').select(['id', 'file_name', 'created_at']).where('started_by', '=', personId).execute(),
    ]
    const onTickets = await db
      .selectFrom('equipment_ticket_item')
      .select(['ticket_id', 'item_id', 'added_at'])
      .where('added_by', '=', personId)
      .execute()
    return { equipment, places, actions, files, imports, onTickets, plans: await exportOfPlans(db, personId) }
  },

  /** What was said of equipment, and what was done to it, is about the equipment. */
  async kept(db: Reader<EquipmentTables>, personId: string) {
    const { row_count: actions } = await db
      .selectFrom('equipment_history')
      .select(counted)
      .where('actor_id', '=', personId)
      .executeTakeFirstOrThrow()
    const { row_count: items } = await db
      .selectFrom('equipment_item')
      .select(counted)
      .where('contact_id', '=', personId)
      .executeTakeFirstOrThrow()
    const { row_count: files } = await db
      .selectFrom('equipment_file')
      .select(counted)
      .where('added_by', '=', personId)
      .executeTakeFirstOrThrow()
    const { row_count: plans } = await db
      .selectFrom('equipment_plan')
      .select(counted)
      .where('requester_id', '=', personId)
      .executeTakeFirstOrThrow()
    return [
      { what: 'history', count: Number(actions), why: 'in_use_by_the_desk' },
      { what: 'equipment', count: Number(items), why: 'in_use_by_the_desk' },
      { what: 'files', count: Number(files), why: 'in_use_by_the_desk' },
      { what: 'plans', count: Number(plans), why: 'in_use_by_the_desk' },
    ]
  },

  /** The equipment stays, and its history: without who did it. */
  async erase(db: Writer<EquipmentTables>, personId: string): Promise<void> {
    await eraseInPlans(db, personId)
    const models = await db.selectFrom('equipment_model').select(['id', 'plans_json']).where('plans_json', 'is not', null).execute()
    for (const { id, plans_json } of models)
      if (isAbout(personId, plans_json))
        await db
          .updateTable('equipment_model')
          .set({
            plans_json: (plans_json as ModelPlan[]).map((plan) => ({
              ...plan,
              requesterId: plan.requesterId === personId ? null : plan.requesterId,
            })),
          })
          .where('id', '=', id)
          .execute()
    const touched = await db
      .selectFrom('equipment_history')
      .select(['id', 'details_json'])
      .where('item_id', 'in', (of) => of.selectFrom('equipment_item').select('id').where('contact_id', '=', personId))
      .where('kind', '=', 'changed')
      .execute()
    for (const { id, details_json } of touched)
      if (isAbout(personId, details_json))
        await db.updateTable('equipment_history').set({ details_json: {} }).where('id', '=', id).execute()
    await db.updateTable('equipment_item').set({ contact_id: null }).where('contact_id', '=', personId).execute()
    await db.deleteFrom('equipment_object_contact').where('person_id', '=', personId).execute()
    await db.updateTable('equipment_history').set({ actor_kind: 'erased', actor_id: '' }).where('actor_id', '=', personId).execute()
    await db.updateTable('equipment_file').set({ added_by: '' }).where('added_by', '=', personId).execute()
    await db.updateTable('equipment_import').set({ started_by: '' }).where('started_by', '=', personId).execute()
    await db.updateTable('equipment_ticket_item').set({ added_by: '' }).where('added_by', '=', personId).execute()
  },
}
