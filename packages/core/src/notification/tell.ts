import Type from 'typebox'
import { coreError } from '../error/core-errors.ts'
import { isTombstone } from '../machine/tombstone.ts'
import { contextOf } from '../operation/context-of.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { Id } from '../value/schema.ts'
import { ANY_EVENT, channelsOf, INBOX, isOnByDefault } from './channels.ts'
import type { NotificationsContract } from './contract.ts'
import { type Recipient, recipientsOf, type ToldEvent } from './recipients.ts'
import { ToldPeople } from './schemas.ts'
import { toldApproval } from './told-approval.ts'
import { toldPerson } from './told-person.ts'

const { command } = forContract<NotificationsContract>()
const GATHER_MS = 20_000

/**
 * Notes who is told of an event, and gives it to the channels. Called by the desk's own handler, as often as an event is delivered; the
 * second time finds everybody told. Like presence it is no history of the ticket: it follows from an event, and has none.
 */
export const tell = command({
  route: null,
  permission: 'anyone',
  audience: 'staff',
  input: Type.Object({ eventId: Id }),
  output: ToldPeople,
  async run(work, { eventId }) {
    const context = contextOf(work)
    const { unit, actor } = context
    if (actor.kind !== 'plugin' || actor.id !== 'core') throw coreError('access.denied', { permission: 'system' })
    const row = await unit.db.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirst()
    const ticket = row && (await unit.db.selectFrom('ticket').selectAll().where('id', '=', row.subject_id).executeTakeFirst())
    // What was merged, is spam or was deleted is told of by nobody; what lands on the root of a merge is an event of the root.
    if (!row || !ticket || isTombstone(ticket.status)) return { count: 0 }
    const event: ToldEvent = {
      id: row.id,
      name: row.name,
      at: row.occurred_at,
      isPublic: row.is_public,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      payload: row.payload_json as Record<string, unknown>,
    }
    let count = 0
    for (const recipient of await recipientsOf(unit.db, event, ticket)) {
      const person = await toldPerson(unit.runtime, unit.tx, recipient, ticket)
      if (!person || !(person.seesTicket || (await toldApproval(unit.db, person, approvalIdOf(event))))) continue
      if (await tellOne(context, event, ticket, recipient)) count += 1
    }
    return { count }
  },
})

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const approvalIdOf = ({ payload }: ToldEvent): string | null => idOf(payload['approvalId'])

async function tellOne({ unit }: CallContext, event: ToldEvent, ticket: TicketRow, recipient: Recipient): Promise<boolean> {
  const { personId, reason, acting } = recipient
  const channels = channelsOf(unit.runtime)
  const changed = await unit.db
    .selectFrom('notification_preference')
    .select(['event', 'channel', 'is_on'])
    .where('person_id', '=', personId)
    .where('reason', '=', reason)
    .execute()
  const said = (channel: string, about: string) => changed.find((row) => row.channel === channel && row.event === about)?.is_on
  const isOn = (channel: string) => said(channel, event.name) ?? said(channel, ANY_EVENT) ?? isOnByDefault(channels, channel, reason)
  const wanted = [...channels.keys()].filter(isOn)
  if (!wanted.length && !isOn(INBOX)) return false
  const id = unit.runtime.newId()
  const inserted = await unit.db
    .insertInto('notification')
    .values({
      id,
      event_id: event.id,
      event: event.name,
      person_id: personId,
      acting,
      ticket_id: ticket.id,
      reason,
      message_id: idOf(event.payload['messageId']),
      approval_id: approvalIdOf(event),
      is_in_inbox: isOn(INBOX),
      is_read: false,
      created_at: unit.now,
    })
    .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return false
  const now = wanted.length ? await unit.tx.now() : 0
  for (const channel of wanted) {
    const deliveryId = (await gathering({ unit }, recipient, ticket.id, channel)) ?? unit.runtime.newId()
    await unit.db
      .insertInto('notification_delivery')
      .values({
        id: deliveryId,
        person_id: personId,
        acting,
        ticket_id: ticket.id,
        channel,
        state: 'waiting',
        attempt_count: 0,
        due_ms: now + (channels.get(channel)?.spec.gatherMs ?? GATHER_MS),
        lease_until_ms: 0,
        is_unsure: false,
        error: null,
        created_at: unit.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    await unit.db.insertInto('notification_item').values({ notification_id: id, channel, delivery_id: deliveryId }).execute()
  }
  return true
}

/** A delivery to the same person about the same ticket that has not been begun; locked, so that it is not begun meanwhile. */
async function gathering(
  { unit }: Pick<CallContext, 'unit'>,
  recipient: Recipient,
  ticketId: string,
  channel: string,
): Promise<string | undefined> {
  let open = unit.db
    .selectFrom('notification_delivery')
    .select('id')
    .where('person_id', '=', recipient.personId)
    .where('ticket_id', '=', ticketId)
    .where('state', '=', 'waiting')
    .where('acting', '=', recipient.acting)
    .where('channel', '=', channel)
    .where('attempt_count', '=', 0)
  if (unit.tx.kind === 'postgres') open = open.forUpdate()
  return (await open.executeTakeFirst())?.id
}
