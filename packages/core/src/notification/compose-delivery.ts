import type { Kysely, Selectable } from 'kysely'
import type { Runtime } from '../operation/runtime.ts'
import type { ChannelDelivery, ChannelItem } from '../plugin/channel.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import { mayBeTold } from './may-be-told.ts'
import type { NotificationDeliveryTable } from './tables.ts'

/**
 * What a recipient is told, from what stands there now: if they may no longer see the ticket, nothing. Customers get public events and
 * public messages, whatever a row says.
 */
export async function composed(runtime: Runtime, tx: Tx, row: Selectable<NotificationDeliveryTable>): Promise<ChannelDelivery | undefined> {
  const db: Kysely<CoreTables> = tx.db
  const ticket = await db.selectFrom('ticket').selectAll().where('id', '=', row.ticket_id).executeTakeFirst()
  if (!ticket) return undefined
  const person = await mayBeTold(runtime, tx, { personId: row.person_id, acting: row.acting }, ticket)
  if (!person) return undefined
  const found = await db
    .selectFrom('notification_item')
    .innerJoin('notification', 'notification.id', 'notification_item.notification_id')
    .innerJoin('event', 'event.id', 'notification.event_id')
    .leftJoin('message', (join) =>
      join.onRef('message.id', '=', 'notification.message_id').onRef('message.ticket_id', '=', 'notification.ticket_id'),
    )
    .select([
      'notification.event_id',
      'notification.event',
      'notification.reason',
      'event.is_public',
      'event.occurred_at',
      'message.id as message_id',
      'message.body',
      'message.visibility',
      'message.author_id',
    ])
    .where('notification_item.delivery_id', '=', row.id)
    .orderBy('event.sequence')
    .execute()
  const authors = await namesOf(
    db,
    found.flatMap(({ author_id }) => author_id ?? []),
  )
  const isCustomer = row.acting === 'customer'
  const items = found.flatMap((item): ChannelItem[] => {
    if (isCustomer && !item.is_public) return []
    const isShown =
      item.message_id !== null && item.body !== null && item.visibility !== null && (!isCustomer || item.visibility === 'public')
    return [
      {
        eventId: item.event_id,
        event: item.event,
        reason: item.reason,
        at: item.occurred_at,
        message:
          isShown && item.message_id && item.body !== null && item.visibility
            ? { id: item.message_id, author: authors.get(item.author_id ?? '') ?? '', body: item.body, visibility: item.visibility }
            : null,
      },
    ]
  })
  if (!items.length) return undefined
  const { id, name, email, language } = person
  return {
    id: row.id,
    recipient: { id, name, email, language, acting: row.acting },
    ticket: { id: ticket.id, number: ticket.number, subject: ticket.subject, language: ticket.language },
    items,
  }
}

async function namesOf(db: Kysely<CoreTables>, authorIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(authorIds.filter(isUuid))]
  const rows = ids.length ? await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute() : []
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Programs write by their name. */
const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
