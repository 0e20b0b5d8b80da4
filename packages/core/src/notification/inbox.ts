import { sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { askedOf } from '../approval/list.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { NIL_ID } from '../tables.ts'
import type { NotificationsContract } from './contract.ts'
import { ListNotifications, NotificationPage, ReadNotifications, UnreadCount } from './schemas.ts'

const { command, query } = forContract<NotificationsContract>()
const MOST = 1000

export const list = query({
  route: 'GET /notifications',
  summary: 'What the caller was told, newest first.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListNotifications,
  output: NotificationPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'notifications.list', input)
    let rows = seen(context)
      .leftJoin('approval', 'approval.id', 'notification.approval_id')
      .select([
        'notification.id',
        'notification.reason',
        'notification.event',
        'notification.message_id',
        'notification.approval_id',
        'approval.question',
        isSeen(context).as('is_seen'),
        'notification.is_read',
        'notification.created_at',
        'notification.ticket_id',
        'ticket.number',
        'ticket.subject',
      ])
      .orderBy('notification.id', 'desc')
      .limit(page.take)
    if (input.unread !== undefined) rows = rows.where('notification.is_read', '=', !input.unread)
    if (page.after) rows = rows.where('notification.id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(
      found,
      (row) => [row.id],
      found.map((row) => ({
        id: row.id,
        reason: row.reason,
        event: row.event,
        ticket: { id: row.ticket_id, number: row.number, subject: Number(row.is_seen) === 1 ? row.subject : null },
        messageId: row.message_id,
        approval: row.approval_id === null || row.question === null ? null : { id: row.approval_id, question: row.question },
        isRead: row.is_read,
        at: row.created_at,
      })),
    )
  },
})

export const unread = query({
  route: 'GET /notifications/unread',
  summary: 'How many the caller has not read, up to a thousand.',
  permission: 'ticket.read',
  audience: 'both',
  output: UnreadCount,
  run: (work) => unreadCount(contextOf(work)),
})

export const read = command({
  route: 'POST /notifications/read',
  summary: 'Marks some, those of a ticket, or all as read.',
  permission: 'ticket.read',
  audience: 'both',
  input: ReadNotifications,
  output: UnreadCount,
  async run(work, { notificationIds, ticketId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    // One's own reading is no history of the desk; others' ids are none of the caller's, and nothing happens to them.
    let rows = unit.db
      .updateTable('notification')
      .set({ is_read: true })
      .where('person_id', '=', ownerOf(context))
      .where('acting', '=', actor.capacity.acting)
      .where('is_read', '=', false)
    if (notificationIds) rows = rows.where('id', 'in', notificationIds)
    if (ticketId !== undefined) rows = rows.where('ticket_id', '=', ticketId)
    await rows.execute()
    return unreadCount(context)
  },
})

async function unreadCount(context: CallContext) {
  const { n } = await context.unit.db
    .selectFrom(seen(context).select('notification.id').where('notification.is_read', '=', false).limit(MOST).as('some'))
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return { count: Number(n) }
}

/** The ticket itself; else what they are asked to approve is all that they see of it. */
const isSeen = ({ unit, actor }: CallContext) =>
  sql<number>`case when ${ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read'))} then 1 else 0 end`

/** The caller's own, in the capacity of the call, of tickets and approvals that they may see now. */
function seen(context: CallContext) {
  const { unit, actor } = context
  const readBit = unit.runtime.composition.permissions.bit('ticket.read')
  return unit.db
    .selectFrom('notification')
    .innerJoin('ticket', 'ticket.id', 'notification.ticket_id')
    .where('notification.person_id', '=', ownerOf(context))
    .where('notification.is_in_inbox', '=', true)
    .where('notification.acting', '=', actor.capacity.acting)
    .where((where) =>
      where.or([
        ticketPredicate(actor, readBit),
        where.exists(askedOf(context).where('approval.id', '=', sql<string>`${sql.ref('notification.approval_id')}`)),
      ]),
    )
}

/** A program is told nothing. */
const ownerOf = ({ actor }: CallContext): string => actor.personId ?? NIL_ID

export const expectSomebody = ({ actor }: CallContext): string => {
  if (actor.personId === null) throw coreError('notification.no_person')
  return actor.personId
}
