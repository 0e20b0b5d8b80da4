import { ticketsShowing } from '../../merge/message-places.ts'
import type { CallContext } from '../../operation/unit-of-work.ts'
import { ERASED } from './erased.ts'

const CHUNK = 500

interface Authored {
  readonly id: string
  readonly ticket_id: string
  readonly visibility: 'public' | 'internal'
  readonly body: string
  readonly places: readonly string[]
}

/** Messages of the person, with every ticket that shows them: their words leave the index of each. */
export async function messagesBy(context: CallContext, personId: string): Promise<readonly Authored[]> {
  const rows = await context.unit.db
    .selectFrom('message')
    .select(['id', 'ticket_id', 'visibility', 'body'])
    .where('author_kind', '=', 'person')
    .where('author_id', '=', personId)
    .where('body', '<>', ERASED)
    .orderBy('id')
    .execute()
  const messages: Authored[] = []
  for (const row of rows) messages.push({ ...row, places: await ticketsShowing(context, row) })
  return messages
}

/** The message stays, as others have answered it: without its words and without its files. */
export async function eraseMessages({ unit }: CallContext, messages: readonly Authored[]): Promise<number> {
  const { db, now } = unit
  for (let start = 0; start < messages.length; start += CHUNK) {
    const ids = messages.slice(start, start + CHUNK).map(({ id }) => id)
    await db.updateTable('message').set({ body: ERASED }).where('id', 'in', ids).execute()
    const files = await db.deleteFrom('attachment').where('message_id', 'in', ids).returning('file_id').execute()
    if (!files.length) continue
    const removed = await db
      .deleteFrom('file')
      .where(
        'id',
        'in',
        files.map(({ file_id }) => file_id),
      )
      .returning('storage_key')
      .execute()
    await db
      .insertInto('file_removal')
      .values(removed.map(({ storage_key }) => ({ storage_key, created_at: now })))
      .execute()
  }
  for (const { visibility, body, places } of messages)
    for (const ticketId of places) unit.mark({ kind: 'message_gone', ticketId, visibility, body })
  return messages.length
}
