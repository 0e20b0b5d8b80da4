import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { attachmentsOf } from '../attachment/attachments-of.ts'
import { titleIn } from '../machine/titles.ts'
import { conversationOf } from '../merge/conversation.ts'
import { type MessagePlace, messagePlaces, onlyHere, seenTickets } from '../merge/message-places.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { EventTable } from '../tables.ts'
import { namedAuthors } from './author-names.ts'
import { changeNames } from './change-names.ts'
import type { TicketsContract } from './contract.ts'
import { Timeline, type TimelineEntry } from './conversation-schemas.ts'
import { FactTitles } from './fact-titles.ts'
import { authorOf, type MessageRow, viewMessage } from './message.ts'
import { readerLanguage } from './reader-language.ts'
import { ListOfTicket } from './schemas.ts'

const { query } = forContract<TicketsContract>()
type EventRow = Selectable<EventTable>

/** Events that name another ticket, `otherId`: for those who see both ends, customers too, and for nobody else there at all. */
const betweenTickets = [
  'ticket.linked',
  'ticket.unlinked',
  'ticket.merged',
  'ticket.merge_added',
  'ticket.unmerged',
  'ticket.merge_removed',
  'ticket.split',
] as const

export const timeline = query({
  route: 'GET /tickets/:ticketId/timeline',
  summary: 'What happened, oldest first, with messages and old and new values; what was merged into the ticket is part of it.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListOfTicket,
  output: Timeline,
  async run(work, input) {
    const context = contextOf(work)
    await work.ticket(input.ticketId)
    const page = new Page(context, 'tickets.timeline', input)
    const { ticketIds, split } = await conversationOf(context, input.ticketId)
    const splitOff = new Set(split.map(({ eventSequence }) => eventSequence))
    // In the order in which it was written down: a number of the whole desk, which no clock disturbs.
    let rows = context.unit.db
      .selectFrom('event')
      .selectAll()
      .where('subject_kind', '=', 'ticket')
      .where(({ eb, or }) =>
        splitOff.size
          ? or([eb('subject_id', 'in', ticketIds), eb('sequence', 'in', [...splitOff])])
          : ticketIds.length === 1
            ? eb('subject_id', '=', input.ticketId)
            : eb('subject_id', 'in', ticketIds),
      )
      .where(bothEndsAreSeen(context, [input.ticketId, ...(await seenTickets(context, ticketIds.slice(1))).keys()]))
    if (context.actor.capacity.acting === 'customer')
      rows = rows.where(({ eb, or }) => or([eb('is_public', '=', true), eb('name', 'in', betweenTickets)]))
    if (page.after) rows = rows.where('sequence', '>', Number(page.after[0]))
    const events = await rows.orderBy('sequence').limit(page.take).execute()
    const shown = events.slice(0, page.limit)
    const isSplitOff = ({ sequence, subject_id }: EventRow) => splitOff.has(sequence) && !ticketIds.includes(subject_id)
    const { row: ticket } = await context.unit.tickets.see(context.actor, input.ticketId)
    const items = await entries(context, ticket, shown, isSplitOff)
    return page.of(events, (row) => [row.sequence], items)
  },
})

/** Nothing is told of a ticket out of sight: neither that it is the other end nor, in what was merged, that it is this one. */
function bothEndsAreSeen({ unit, actor }: CallContext, seenIds: readonly string[]): RawBuilder<SqlBool> {
  const { ref } = sql
  const payload = ref('event.payload_json')
  const otherId = unit.tx.kind === 'postgres' ? sql`cast(${payload} ->> 'otherId' as uuid)` : sql`json_extract(${payload}, '$.otherId')`
  const predicate = ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read'))
  // As a case, so that no other event's payload is ever read as an id.
  return sql<SqlBool>`case when ${ref('event.name')} in (${sql.join([...betweenTickets])})
    then ${ref('event.subject_id')} in (${sql.join([...seenIds])})
      and exists (select 1 from ${sql.table('ticket')} where ${ref('ticket.id')} = ${otherId} and ${predicate})
    else 1 = 1 end`
}

async function entries(
  context: CallContext,
  ticket: TicketRow,
  events: readonly EventRow[],
  isSplitOff: (event: EventRow) => boolean,
): Promise<TimelineEntry[]> {
  const { id: ticketId } = ticket
  const languages = readerLanguage(context.actor, ticket)
  const messages = await messagesOf(context, events)
  const attached = await attachmentsOf(context, [...messages.keys()])
  const changes = await changesOf(context, ticket, events)
  const placeOf = await messagePlaces(context, ticketId, [...messages.values()])
  const others = await seenTickets(context, [
    ...new Set(events.flatMap((event) => [event.subject_id, otherIdOf(event) ?? event.subject_id])),
  ])
  const named = await namedAuthors(context, [...events.map(actorOf), ...[...messages.values()].map(authorOf)])
  return events.map((event) => {
    const message = messages.get(messageIdOf(event) ?? '')
    // Of a ticket from which only a message was taken, the message is all that is told.
    const name = isSplitOff(event) ? (message?.visibility === 'internal' ? 'ticket.noted' : 'ticket.replied') : event.name
    const place: MessagePlace = message ? placeOf(message) : onlyHere
    return {
      id: event.id,
      event: name,
      title: titleOf(context, name, languages),
      at: event.occurred_at,
      actor: message || !hidesStaff(context, event) ? { ...named(actorOf(event)) } : { kind: 'staff', id: 'staff', name: '' },
      payload: isSplitOff(event) ? { ticketId, messageId: message?.id } : { ...(event.payload_json as Record<string, unknown>), ticketId },
      changes: isSplitOff(event) ? [] : (changes.get(event.id) ?? []),
      message: message ? viewMessage(message, named(authorOf(message)), attached(message.id), place) : null,
      ticket: event.subject_id === ticketId ? null : (others.get(event.subject_id) ?? null),
      other: others.get(otherIdOf(event) ?? '') ?? null,
    }
  })
}

const titleOf = ({ unit }: CallContext, name: string, languages: readonly string[]): string => {
  const title = unit.runtime.composition.events.get(name)?.title
  return title ? titleIn(title, languages) : name
}

/** Who of the staff has a ticket is the house's business. Whoever writes to the customer is known to them. */
const hidesStaff = ({ actor }: CallContext, { acting, actor_kind }: EventRow): boolean =>
  actor.capacity.acting === 'customer' && acting === 'staff' && actor_kind === 'person'

const actorOf = (event: EventRow) => ({ kind: event.actor_kind, id: event.actor_id })

const textIn = (event: EventRow, key: string): string | undefined => {
  const value = (event.payload_json as Readonly<Record<string, unknown>>)[key]
  return typeof value === 'string' ? value : undefined
}
const messageIdOf = (event: EventRow): string | undefined => textIn(event, 'messageId')
const otherIdOf = (event: EventRow): string | undefined =>
  betweenTickets.some((name) => name === event.name) ? textIn(event, 'otherId') : undefined

async function messagesOf({ unit, actor }: CallContext, events: readonly EventRow[]): Promise<Map<string, MessageRow>> {
  const ids = events.flatMap((event) => messageIdOf(event) ?? [])
  if (!ids.length) return new Map()
  let query = unit.db.selectFrom('message').selectAll().where('id', 'in', ids)
  if (actor.capacity.acting === 'customer') query = query.where('visibility', '=', 'public')
  return new Map((await query.execute()).map((row) => [row.id, row]))
}

async function changesOf(context: CallContext, ticket: TicketRow, events: readonly EventRow[]) {
  const { unit, actor } = context
  const ids = events.map((event) => event.id)
  const { machines, texts } = unit.runtime.composition
  const titles = new FactTitles(machines.find(ticket.type), texts, readerLanguage(actor, ticket), actor.capacity.acting)
  const changes = new Map<string, TimelineEntry['changes']>()
  if (!ids.length) return changes
  const subjects = [...new Set(events.map((event) => event.subject_id))]
  let query = unit.db.selectFrom('change').selectAll().where('subject_id', 'in', subjects).where('event_id', 'in', ids)
  if (actor.capacity.acting === 'customer') query = query.where('is_public', '=', true)
  const rows = await query.orderBy('ordinal').execute()
  const names = await changeNames(context, rows)
  const wordFor = (field: string, value: string | null) => titles.value(field, value) ?? names.get(value ?? '') ?? null
  for (const row of rows)
    changes.set(row.event_id, [
      ...(changes.get(row.event_id) ?? []),
      {
        field: row.field,
        title: titles.field(row.field),
        from: row.old_value,
        to: row.new_value,
        fromTitle: wordFor(row.field, row.old_value),
        toTitle: wordFor(row.field, row.new_value),
      },
    ])
  return changes
}
