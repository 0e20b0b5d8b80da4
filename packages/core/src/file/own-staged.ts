import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { Removed } from '../value/schema.ts'
import type { FilesContract } from './contract.ts'
import type { FileRow } from './desk-files.ts'
import { FileById, StagedFile } from './schemas.ts'
import { stagedView } from './stage.ts'

const { command, query } = forContract<FilesContract>()

/** Somebody else's, one that is used and one that has expired are the same as none. */
async function ownStaged({ unit, actor }: CallContext, fileId: string): Promise<FileRow & { expires_at: string }> {
  let asked = unit.db
    .selectFrom('file')
    .selectAll()
    .where('id', '=', fileId)
    .where('staged_by', '=', actor.id)
    .where('staged_by_kind', '=', actor.kind)
    .where('expires_at', '>', unit.now)
  // A command that is naming it goes first, or finds it gone.
  if (unit.writable && unit.tx.kind === 'postgres') asked = asked.forUpdate()
  const row = await asked.executeTakeFirst()
  if (!row || row.expires_at === null) throw coreError('file.not_found', { fileId })
  return { ...row, expires_at: row.expires_at }
}

export const get = query({
  route: 'GET /files/:fileId',
  summary: 'One of your own uploads that nothing names yet.',
  permission: 'file.stage',
  audience: 'both',
  input: FileById,
  output: StagedFile,
  async run(work, { fileId }) {
    const context = contextOf(work)
    const row = await ownStaged(context, fileId)
    return stagedView(context, row, row.expires_at)
  },
})

export const discard = command({
  route: 'DELETE /files/:fileId',
  summary: 'Takes back one of your own uploads that nothing names yet.',
  permission: 'file.stage',
  audience: 'both',
  input: FileById,
  output: Removed,
  async run(work, { fileId }) {
    const context = contextOf(work)
    const { unit } = context
    const row = await ownStaged(context, fileId)
    await unit.change(context, 'file.discarded', { fileId }, async () => {
      await unit.db.deleteFrom('file').where('id', '=', fileId).execute()
      await unit.db.insertInto('file_removal').values({ storage_key: row.storage_key, created_at: unit.now }).execute()
    })
    return { id: fileId }
  },
})
