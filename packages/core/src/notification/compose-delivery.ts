import type { Kysely, Selectable } from 'kysely'
import type { Runtime } from '../operation/runtime.ts'
import type { ChannelDelivery, ChannelItem, ChannelSpec } from '../plugin/channel.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import { shownMessages } from './shown-messages.ts'
import type { NotificationDeliveryTable } from './tables.ts'
import { toldApproval } from './told-approval.ts'
import { toldPerson } from './told-person.ts'

const EARLIER = 10
const MOST_HISTORY = 20

/**
 * What a recipient is told, from what stands there now: if they may no longer see the ticket, nothing; if they see of it only what they are
 * asked to approve, that. Customers get public events and public messages, whatever a row says.
 */
export async function composed(
  runtime: Runtime,
  tx: Tx,
  row: Selectable<NotificationDeliveryTable>,
  { history = 0 }: Pick<ChannelSpec, 'history'>,
): Promise<ChannelDelivery | undefined> {
  const db: Kysely<CoreTables> = tx.db
  const ticket = await db.selectFrom('ticket').selectAll().where('id', '=', row.ticket_id).executeTakeFirst()
  if (!ticket) return undefined
  const person = await toldPerson(runtime, tx, { personId: row.person_id, acting: row.acting }, ticket)
  if (!person) return undefined
  const isCustomer = row.acting === 'customer'
  const found = await itemRows(db, row.id)
  const messages = person.seesTicket
    ? await shownMessages(runtime, db, {
        ticketId: ticket.id,
        isCustomer,
        ids: found.flatMap(({ message_id }) => message_id ?? []),
        history: Math.min(history, MOST_HISTORY),
      })
    : { of: () => null, before: [] }
  const items: ChannelItem[] = []
  let question = ''
  for (const item of found) {
    const approval = await toldApproval(db, person, item.approval_id)
    if (!approval && (!person.seesTicket || (isCustomer && !item.is_public))) continue
    question ||= approval?.question ?? ''
    items.push({
      eventId: item.event_id,
      event: item.event,
      reason: item.reason,
      at: item.occurred_at,
      message: messages.of(item.message_id),
      approval: approval ? { id: approval.id, question: approval.question, state: approval.state } : null,
    })
  }
  if (!items.length) return undefined
  const { id, name, email, language } = person
  return {
    id: row.id,
    recipient: { id, name, email, language, acting: row.acting },
    ticket: {
      id: ticket.id,
      number: ticket.number,
      subject: person.seesTicket ? ticket.subject : question,
      language: ticket.language,
      teamId: ticket.team_id,
    },
    items,
    history: messages.before,
    earlier: await earlierIds(db, row),
  }
}

const itemRows = (db: Kysely<CoreTables>, deliveryId: string) =>
  db
    .selectFrom('notification_item')
    .innerJoin('notification', 'notification.id', 'notification_item.notification_id')
    .innerJoin('event', 'event.id', 'notification.event_id')
    .select([
      'notification.event_id',
      'notification.event',
      'notification.reason',
      'notification.message_id',
      'notification.approval_id',
      'event.is_public',
      'event.occurred_at',
    ])
    .where('notification_item.delivery_id', '=', deliveryId)
    .orderBy('event.sequence')
    .execute()

/** What was brought to the same person about the same ticket in the same capacity. */
async function earlierIds(db: Kysely<CoreTables>, row: Selectable<NotificationDeliveryTable>): Promise<string[]> {
  const rows = await db
    .selectFrom('notification_delivery')
    .select('id')
    .where('person_id', '=', row.person_id)
    .where('ticket_id', '=', row.ticket_id)
    .where('state', '=', 'done')
    .where('acting', '=', row.acting)
    .where('channel', '=', row.channel)
    .where('error', 'is', null)
    .where('id', '<', row.id)
    .orderBy('id', 'desc')
    .limit(EARLIER)
    .execute()
  return rows.map(({ id }) => id).reverse()
}
