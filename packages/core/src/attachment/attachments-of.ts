import type { FileRow } from '../file/desk-files.ts'
import type { AttachmentView } from '../file/schemas.ts'
import { factsOf } from '../file/take.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'

const ofMessages = forEachKind((kind) =>
  prepared<{ list: unknown }, FileRow & { message_id: string }, CoreTables>((db, param) =>
    db
      .selectFrom('attachment')
      .innerJoin('file', 'file.id', 'attachment.file_id')
      .selectAll('file')
      .select('attachment.message_id')
      .where(anyOf(kind, 'attachment.message_id', 'uuid', param('list')))
      .orderBy('attachment.message_id')
      .orderBy('attachment.ordinal'),
  ),
)

/** The attachments of messages that the reader has before them, in one statement for all of them. */
export async function attachmentsOf(
  { unit }: CallContext,
  messageIds: readonly string[],
): Promise<(messageId: string) => AttachmentView[]> {
  const byMessage = new Map<string, AttachmentView[]>()
  if (messageIds.length) {
    const { kind } = unit.tx
    const { rows } = await unit.tx.run(ofMessages[kind], { list: listParam(kind, messageIds) })
    for (const { message_id, ...row } of rows) {
      const views = byMessage.get(message_id) ?? []
      views.push({ ...factsOf(row), state: unit.runtime.files.scanning.stateOf(row.scan) })
      byMessage.set(message_id, views)
    }
  }
  return (messageId) => byMessage.get(messageId) ?? []
}
