import { coreError } from '../error/core-errors.ts'
import type { FileFacts } from '../file/file-facts.ts'
import { expectTime } from '../hook/hook-call.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

interface AttachedTo {
  readonly messageId: string
  readonly ticketId: string
}

/**
 * Makes uploads of the caller part of a message; its visibility is theirs from now on. Before the message is written: what can't be used
 * refuses the whole. Returns what writes the rows, for after it.
 */
export async function attaching(
  context: CallContext,
  fileIds: readonly string[] | undefined,
  { messageId, ticketId }: AttachedTo,
): Promise<() => Promise<void>> {
  if (!fileIds?.length) return async () => {}
  const { unit } = context
  const { files } = unit.runtime
  const { maxPerMessage } = files.settings
  if (fileIds.length > maxPerMessage) throw coreError('file.too_many', { count: fileIds.length, max: maxPerMessage })
  expectTime()
  const taken: readonly FileFacts[] = await files.take(context, fileIds)
  return async () => {
    const rows = taken.map(({ id }, ordinal) => ({ file_id: id, message_id: messageId, ticket_id: ticketId, ordinal }))
    await unit.db.insertInto('attachment').values(rows).execute()
  }
}
