import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { FileRow } from './desk-files.ts'
import type { FileFacts, FileRules } from './file-facts.ts'
import { expectAccepted } from './receive.ts'

export const factsOf = (row: FileRow): FileFacts => ({
  id: row.id,
  name: row.name,
  contentType: row.content_type,
  sizeBytes: row.size_bytes,
  width: row.width,
  height: row.height,
})

/**
 * Makes staged files of the caller part of what is being written, in the order in which they are named. Whose it is not, what has expired and
 * what never was are the same: `file.not_found`. Of two commands that name the same file one wins, the other gets `file.used`: on PostgreSQL
 * the rows are locked, by ascending id.
 */
export async function takeFiles(context: CallContext, fileIds: readonly string[], rules: FileRules = {}): Promise<FileFacts[]> {
  const { unit, actor, owner } = context
  const ids = [...new Set(fileIds)]
  if (!ids.length) return []
  unit.expectWritable()
  let query = unit.db.selectFrom('file').selectAll().where('id', 'in', ids).orderBy('id')
  if (unit.tx.kind === 'postgres') query = query.forUpdate()
  const rows = new Map((await query.execute()).map((row) => [row.id, row]))
  const taken = ids.map((fileId) => {
    const row = rows.get(fileId)
    if (!row || row.staged_by !== actor.id || row.staged_by_kind !== actor.kind) throw coreError('file.not_found', { fileId })
    if (row.used_at !== null) throw coreError('file.used', { fileId })
    if (row.expires_at === null || row.expires_at <= unit.now) throw coreError('file.not_found', { fileId })
    expectAccepted(row.content_type, rules.types)
    if (rules.maxBytes !== undefined && row.size_bytes > rules.maxBytes) throw coreError('file.too_large', { bytes: rules.maxBytes })
    return factsOf(row)
  })
  await unit.db.updateTable('file').set({ holder: owner, used_at: unit.now, expires_at: null }).where('id', 'in', ids).execute()
  return taken
}

/** Gives up a file of the owner at hand: the row goes now, the bytes after the commit. */
export async function discardFile({ unit, owner }: CallContext, fileId: string): Promise<void> {
  unit.expectWritable()
  const row = await unit.db
    .deleteFrom('file')
    .where('id', '=', fileId)
    .where('holder', '=', owner)
    .returning('storage_key')
    .executeTakeFirst()
  if (!row) throw coreError('file.not_found', { fileId })
  await unit.db.insertInto('file_removal').values({ storage_key: row.storage_key, created_at: unit.now }).execute()
}
