import { equipmentError } from '../errors.ts'
import { remember } from '../history/remember.ts'
import { command, query, stream } from '../kit.ts'
import { Removed } from '../schemas.ts'
import { type AnyReading, permitIn } from '../work.ts'
import { seeItem } from './item-row.ts'
import { AddFile, FileById, ItemById, ItemFile, ItemFiles } from './schemas.ts'

const visible = (work: AnyReading, itemId: string) => {
  const rows = work.db.selectFrom('equipment_file').selectAll().where('item_id', '=', itemId)
  return work.actor.capacity.acting === 'customer' ? rows.where('is_internal', '=', false) : rows
}

interface FileRow {
  readonly id: string
  readonly name: string
  readonly content_type: string
  readonly size_bytes: number
  readonly is_internal: boolean
  readonly added_at: string
}
const viewOf = ({ id, name, content_type, size_bytes, is_internal, added_at }: FileRow): ItemFile => ({
  id,
  name,
  contentType: content_type,
  sizeBytes: size_bytes,
  isInternal: is_internal,
  addedAt: added_at,
})

export const files = query({
  route: 'GET /items/:itemId/files',
  summary: 'Files of an item: manuals, photographs, certificates.',
  permission: 'equipment.see',
  audience: 'both',
  input: ItemById,
  output: ItemFiles,
  async run(work, { itemId }) {
    await seeItem(work, itemId)
    return { items: (await visible(work, itemId).orderBy('id').limit(500).execute()).map(viewOf) }
  },
})

export const addFile = command({
  route: 'POST /items/:itemId/files',
  summary: 'Keeps an uploaded file with an item.',
  permission: 'equipment.change',
  audience: 'staff',
  input: AddFile,
  output: ItemFile,
  filesInto: 'fileId',
  async run(work, { itemId, fileId, isInternal = false }) {
    const item = await seeItem(work, itemId)
    permitIn(work, item.company_id, 'equipment.change')
    const { name, contentType, sizeBytes } = await work.files.take(fileId)
    const row = {
      id: work.newId(),
      item_id: itemId,
      file_id: fileId,
      name,
      content_type: contentType,
      size_bytes: sizeBytes,
      is_internal: isInternal,
      added_by: work.actor.id,
      added_at: work.now,
    }
    await work.change('equipment.file_added', { itemId, itemFileId: row.id }, async (db) => {
      await db.insertInto('equipment_file').values(row).execute()
      await remember(work, db, [
        { of: { itemId }, kind: 'file_added', companyId: item.company_id, isInternal, details: { itemFileId: row.id, name } },
      ])
    })
    return viewOf(row)
  },
})

export const removeFile = command({
  route: 'DELETE /items/:itemId/files/:itemFileId',
  summary: 'Takes a file away from an item.',
  permission: 'equipment.change',
  audience: 'staff',
  input: FileById,
  output: Removed,
  async run(work, { itemId, itemFileId }) {
    const item = await seeItem(work, itemId)
    permitIn(work, item.company_id, 'equipment.change')
    const row = await visible(work, itemId).where('id', '=', itemFileId).executeTakeFirst()
    if (!row) throw equipmentError('equipment.file_not_found')
    await work.files.discard(row.file_id)
    await work.change('equipment.file_removed', { itemId, itemFileId }, async (db) => {
      await db.deleteFrom('equipment_file').where('id', '=', itemFileId).execute()
      const { company_id: companyId } = item
      await remember(work, db, [
        { of: { itemId }, kind: 'file_removed', companyId, isInternal: row.is_internal, details: { name: row.name } },
      ])
    })
    return { id: itemFileId }
  },
})

export const file = stream({
  route: 'GET /items/:itemId/files/:itemFileId',
  summary: 'A file of an item.',
  permission: 'equipment.see',
  audience: 'both',
  input: FileById,
  contentType: 'application/octet-stream',
  isFile: true,
  async run(work, { itemId, itemFileId }) {
    const row = await work.read(async (batch) => {
      await seeItem(batch, itemId)
      return visible(batch, itemId).where('id', '=', itemFileId).executeTakeFirst()
    })
    if (!row) throw equipmentError('equipment.file_not_found')
    return work.file(row.file_id)
  },
})
