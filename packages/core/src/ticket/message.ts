import type { Selectable } from 'kysely'
import type { AttachmentView } from '../file/schemas.ts'
import { type MessagePlace, onlyHere } from '../merge/message-places.ts'
import type { Acting } from '../operation/audience.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import type { NamedAuthor } from './author-names.ts'
import type { MessageView } from './conversation-schemas.ts'
import type { MessageTable } from './tables.ts'

export interface NewMessage {
  readonly id: string
  readonly ticketId: string
  /** Said every time: nothing is visible by default, and nothing becomes visible later. */
  readonly visibility: 'public' | 'internal'
  readonly acting: Acting
  readonly channel: string
  readonly body: string
}

export type MessageRow = Selectable<MessageTable>

const insert = prepared<MessageRow, unknown, CoreTables>((db, param) =>
  db.insertInto('message').values({
    id: param('id'),
    ticket_id: param('ticket_id'),
    visibility: param('visibility'),
    author_kind: param('author_kind'),
    author_id: param('author_id'),
    acting: param('acting'),
    channel: param('channel'),
    body: param('body'),
    created_at: param('created_at'),
  }),
)

/** Inside a `change`: the message of the actor at hand. */
export function insertMessage({ unit, actor }: CallContext, message: NewMessage): MessageRow {
  const row: MessageRow = {
    id: message.id,
    ticket_id: message.ticketId,
    visibility: message.visibility,
    author_kind: actor.kind,
    author_id: actor.id,
    acting: message.acting,
    channel: message.channel,
    body: message.body,
    created_at: unit.now,
  }
  unit.tx.post(insert, row)
  unit.mark({ kind: 'message', ticketId: message.ticketId, visibility: message.visibility, body: message.body })
  return row
}

export const authorOf = (row: MessageRow) => ({ kind: row.author_kind, id: row.author_id })

export const viewMessage = (
  row: MessageRow,
  { kind, id, name }: NamedAuthor,
  attachments: AttachmentView[],
  place: MessagePlace = onlyHere,
): MessageView => ({
  id: row.id,
  visibility: row.visibility,
  author: { kind, id, name },
  acting: row.acting,
  channel: row.channel,
  body: row.body,
  attachments,
  createdAt: row.created_at,
  ticket: place.ticket,
  splitInto: [...place.splitInto],
})
