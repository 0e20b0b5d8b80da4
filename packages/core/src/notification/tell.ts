import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import Type from 'typebox'
import { coreError } from '../error/core-errors.ts'
import { isTombstone } from '../machine/tombstone.ts'
import { contextOf } from '../operation/context-of.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import { Id } from '../value/schema.ts'
import { ANY_EVENT, channelsOf, INBOX, isOnByDefault } from './channels.ts'
import type { NotificationsContract } from './contract.ts'
import { type Recipient, recipientsOf, type ToldEvent } from './recipients.ts'
import { ToldPeople } from './schemas.ts'
import { toldApproval } from './told-approval.ts'
import { toldPeople } from './told-person.ts'

const { command } = forContract<NotificationsContract>()
const GATHER_MS = 20_000
type Unit = CallContext['unit']

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
    const recipients = await recipientsOf(unit.db, event, ticket)
    const people = await toldPeople(unit.runtime, unit.tx, recipients, ticket)
    const told: Recipient[] = []
    for (const recipient of recipients) {
      const person = people.get(recipient.personId)
      if (person && (person.seesTicket || (await toldApproval(unit.db, person, approvalIdOf(event))))) told.push(recipient)
    }
    let count = 0
    for (let from = 0; from < told.length; from += CHUNK) {
      // SQLite answers at once: without a turn in between the process would serve nobody until all are told.
      if (from > 0) await turn()
      count += await tellSome(context, event, ticket, told.slice(from, from + CHUNK))
    }
    return { count }
  },
})

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const approvalIdOf = ({ payload }: ToldEvent): string | null => idOf(payload['approvalId'])

/** How many of a team are written in one statement. */
const CHUNK = 100

/** Those who have not been told of this event yet. Returns how many they were. */
async function tellSome({ unit }: CallContext, event: ToldEvent, ticket: TicketRow, recipients: readonly Recipient[]): Promise<number> {
  const channels = channelsOf(unit.runtime)
  const isOn = await switches(unit, event, recipients)
  const wanted = recipients.flatMap((recipient) => {
    const on = [...channels.keys()].filter((channel) => isOn(recipient, channel))
    const isInInbox = isOn(recipient, INBOX)
    return on.length || isInInbox ? [{ recipient, channels: on, isInInbox, id: unit.runtime.newId() }] : []
  })
  if (!wanted.length) return 0
  const inserted = await unit.db
    .insertInto('notification')
    .values(
      wanted.map(({ recipient: { personId, acting, reason }, isInInbox, id }) => ({
        id,
        event_id: event.id,
        event: event.name,
        person_id: personId,
        acting,
        ticket_id: ticket.id,
        reason,
        message_id: idOf(event.payload['messageId']),
        approval_id: approvalIdOf(event),
        is_in_inbox: isInInbox,
        is_read: false,
        created_at: unit.now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doNothing())
    .returning('id')
    .execute()
  const fresh = new Set(inserted.map(({ id }) => id))
  await deliver(
    unit,
    ticket.id,
    wanted.flatMap(({ recipient, channels: on, id }) => (fresh.has(id) ? on.map((channel) => ({ recipient, channel, id })) : [])),
  )
  return fresh.size
}

/** Whether somebody wants to hear of the event by a channel: what they have said about it, about everything, or what is usual. */
async function switches(unit: Unit, event: ToldEvent, recipients: readonly Recipient[]) {
  const list = listParam(
    unit.tx.kind,
    recipients.map(({ personId }) => personId),
  )
  const changed = await unit.db
    .selectFrom('notification_preference')
    .select(['person_id', 'reason', 'event', 'channel', 'is_on'])
    .where(anyOf(unit.tx.kind, 'person_id', 'uuid', sql`${list}`))
    .where('event', 'in', [event.name, ANY_EVENT])
    .execute()
  const said = new Map(changed.map((row) => [[row.person_id, row.reason, row.channel, row.event].join(' '), row.is_on]))
  const channels = channelsOf(unit.runtime)
  return ({ personId, reason }: Recipient, channel: string): boolean => {
    const about = (name: string) => said.get([personId, reason, channel, name].join(' '))
    return about(event.name) ?? about(ANY_EVENT) ?? isOnByDefault(channels, channel, reason)
  }
}

interface Wanted {
  readonly recipient: Recipient
  readonly channel: string
  /** Of the notification. */
  readonly id: string
}

/** Into deliveries that have not been begun, or into new ones. */
async function deliver(unit: Unit, ticketId: string, wanted: readonly Wanted[]): Promise<void> {
  if (!wanted.length) return
  const channels = channelsOf(unit.runtime)
  const open = await gathering(unit, ticketId, wanted)
  const now = await unit.tx.now()
  const placed = wanted.map((one) => {
    const known = open.get(deliveryKey(one.recipient.personId, one.recipient.acting, one.channel))
    return { ...one, deliveryId: known ?? unit.runtime.newId(), isNew: known === undefined }
  })
  const made = placed.filter(({ isNew }) => isNew)
  if (made.length)
    await unit.db
      .insertInto('notification_delivery')
      .values(
        made.map(({ recipient: { personId, acting }, channel, deliveryId }) => ({
          id: deliveryId,
          person_id: personId,
          acting,
          ticket_id: ticketId,
          channel,
          state: 'waiting' as const,
          attempt_count: 0,
          due_ms: now + (channels.get(channel)?.spec.gatherMs ?? GATHER_MS),
          lease_until_ms: 0,
          is_unsure: false,
          error: null,
          created_at: unit.now,
        })),
      )
      .execute()
  await unit.db
    .insertInto('notification_item')
    .values(placed.map(({ id, channel, deliveryId }) => ({ notification_id: id, channel, delivery_id: deliveryId })))
    .execute()
}

const deliveryKey = (personId: string, acting: string, channel: string): string => `${personId} ${acting} ${channel}`

/** Deliveries to the same people about the same ticket that have not been begun; locked, in the order of their ids, so that none is begun meanwhile. */
async function gathering({ db, tx }: Unit, ticketId: string, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
  const list = listParam(tx.kind, [...new Set(wanted.map(({ recipient }) => recipient.personId))])
  let open = db
    .selectFrom('notification_delivery')
    .select(['id', 'person_id', 'acting', 'channel'])
    .where(anyOf(tx.kind, 'person_id', 'uuid', sql`${list}`))
    .where('ticket_id', '=', ticketId)
    .where('state', '=', 'waiting')
    .where('attempt_count', '=', 0)
    .orderBy('id')
  if (tx.kind === 'postgres') open = open.forUpdate()
  return new Map((await open.execute()).map(({ id, person_id, acting, channel }) => [deliveryKey(person_id, acting, channel), id]))
}
