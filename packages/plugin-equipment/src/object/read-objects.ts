import { historyOf } from '../history/read.ts'
import { HistoryPage, ObjectHistory } from '../history/schemas.ts'
import { query } from '../kit.ts'
import { behind, fromHex, hexOf, keyOf } from '../names.ts'
import { objectPath, objectsInside, seenObjects, seeObject, viewObjects } from './object-row.ts'
import { ListObjects, ObjectById, ServiceObjectPage, ServiceObjectWithPath } from './schemas.ts'

export const objects = query({
  route: 'GET /objects',
  summary: 'Places of companies that the caller may see, by name.',
  permission: 'equipment.see',
  audience: 'both',
  input: ListObjects,
  output: ServiceObjectPage,
  async run(work, input) {
    const page = work.page('objects', input)
    if (input.companyId !== undefined) await work.company(input.companyId)
    if (input.parentId !== undefined) await seeObject(work, input.parentId)
    let rows = work.db
      .selectFrom('equipment_object')
      .selectAll()
      .where(seenObjects(work))
      .orderBy('name_key')
      .orderBy('id')
      .limit(page.take)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    if (input.parentId !== undefined) rows = rows.where('parent_id', '=', input.parentId)
    if (input.top === true) rows = rows.where('parent_id', 'is', null)
    if (input.withInactive !== true) rows = rows.where('is_active', '=', true)
    const key = keyOf(input.find ?? '')
    if (key.length) rows = rows.where('name_key', '>=', key).where('name_key', '<', behind(key))
    if (page.after) {
      const [name, id] = [fromHex(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) => eb.or([eb('name_key', '>', name), eb.and([eb('name_key', '=', name), eb('id', '>', id)])]))
    }
    const found = await rows.execute()
    return page.of(found, ({ name_key, id }) => [hexOf(name_key), id], await viewObjects(work, found.slice(0, page.limit)))
  },
})

export const object = query({
  route: 'GET /objects/:objectId',
  summary: 'A place with its contacts, hours and address.',
  permission: 'equipment.see',
  audience: 'both',
  input: ObjectById,
  output: ServiceObjectWithPath,
  async run(work, { objectId }) {
    const row = await seeObject(work, objectId)
    const [view] = await viewObjects(work, [row])
    if (!view) throw new TypeError('a row without a view')
    return { ...view, path: (await objectPath(work, objectId)).map(({ name }) => name) }
  },
})

export const objectHistory = query({
  route: 'GET /objects/:objectId/history',
  summary: 'What came to a place and left it, tickets about what stood there, and what changed, newest first.',
  permission: 'equipment.see',
  audience: 'both',
  input: ObjectHistory,
  output: HistoryPage,
  async run(work, input) {
    await seeObject(work, input.objectId)
    const places = input.withInside === true ? await objectsInside(work, input.objectId) : [input.objectId]
    return historyOf(work, 'object_id', places, input)
  },
})
