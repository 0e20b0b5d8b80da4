import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import type { FilesContract } from './contract.ts'
import type { FileRow } from './desk-files.ts'
import { ListQuarantine, QuarantinedFile, QuarantinePage, ReleaseFile } from './schemas.ts'
import { factsOf } from './take.ts'

const { command, query } = forContract<FilesContract>()

export const quarantine = query({
  route: 'GET /files/quarantine',
  summary: 'What virus scanners hold back, oldest first.',
  permission: 'file.release',
  audience: 'staff',
  input: ListQuarantine,
  output: QuarantinePage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'files.quarantine', input)
    let rows = context.unit.db.selectFrom('file').selectAll().where('scan', '=', 'quarantined')
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.orderBy('id').limit(page.take).execute()
    return page.of(
      found,
      (row) => [row.id],
      found.map((row) => view(row, 'quarantined')),
    )
  },
})

export const release = command({
  route: 'POST /files/:fileId/release',
  summary: 'Lets go of a file that the virus scanner was wrong about.',
  permission: 'file.release',
  audience: 'staff',
  input: ReleaseFile,
  output: QuarantinedFile,
  async run(work, { fileId, reason }) {
    const context = contextOf(work)
    const { unit } = context
    const row = await unit.db.selectFrom('file').selectAll().where('id', '=', fileId).where('scan', '=', 'quarantined').executeTakeFirst()
    if (!row) throw coreError('file.not_found', { fileId })
    const changes = [{ field: 'scan', from: row.scan_note, to: reason, isPublic: false }]
    await unit.change(
      context,
      'file.released',
      { fileId },
      () => unit.db.updateTable('file').set({ scan: 'clean', scan_note: reason, scan_at: null }).where('id', '=', fileId).execute(),
      { changes },
    )
    return view({ ...row, scan_note: reason }, 'ready')
  },
})

const view = (row: FileRow, state: QuarantinedFile['state']): QuarantinedFile => ({
  ...factsOf(row),
  state,
  note: row.scan_note,
  createdAt: row.created_at,
})
