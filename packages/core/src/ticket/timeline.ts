import type { Selectable } from 'kysely'
import { titleIn } from '../machine/titles.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { EventTable } from '../tables.ts'
import { namedAuthors } from './author-names.ts'
import type { TicketsContract } from './contract.ts'
import { FactTitles } from './fact-titles.ts'
import { authorOf, type MessageRow, viewMessage } from './message.ts'
import { readerLanguage } from './reader-language.ts'
import { ListOfTicket, Timeline, type TimelineEntry } from './schemas.ts'

const { query } = forContract<TicketsContract>()
type EventRow = Selectable<EventTable>

export const timeline = query({
  route: 'GET /tickets/:ticketId/timeline',
  summary: 'What happened, oldest first, with messages and old and new values.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListOfTicket,
  output: Timeline,
  async run(work, input) {
    const context = contextOf(work)
    await work.ticket(input.ticketId)
    const page = new Page(context, 'tickets.timeline', input)
    let rows = context.unit.db.selectFrom('event').selectAll().where('subject_id', '=', input.ticketId).where('subject_kind', '=', 'ticket')
    if (context.actor.capacity.acting === 'customer') rows = rows.where('is_public', '=', true)
    if (page.after) rows = rows.where('sequence', '>', Number(page.after[0]))
    const events = await rows.orderBy('sequence').limit(page.take).execute()
    const { row: ticket } = await context.unit.tickets.see(context.actor, input.ticketId)
    return page.of(events, (row) => [row.sequence], await entries(context, ticket, events.slice(0, page.limit)))
  },
})

async function entries(context: CallContext, ticket: TicketRow, events: readonly EventRow[]): Promise<TimelineEntry[]> {
  const messages = await messagesOf(context, events)
  const languages = readerLanguage(context.actor, ticket)
  const changes = await changesOf(context, ticket, events)
  const named = await namedAuthors(context, [...events.map(actorOf), ...[...messages.values()].map(authorOf)])
  return events.map((event) => {
    const message = messages.get(messageIdOf(event) ?? '')
    return {
      id: event.id,
      event: event.name,
      title: titleOf(context, event.name, languages),
      at: event.occurred_at,
      actor: message || !hidesStaff(context, event) ? { ...named(actorOf(event)) } : { kind: 'staff', id: 'staff', name: '' },
      payload: event.payload_json as Record<string, unknown>,
      changes: changes.get(event.id) ?? [],
      message: message ? viewMessage(message, named(authorOf(message))) : null,
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

const messageIdOf = (event: EventRow): string | undefined => {
  const { messageId } = event.payload_json as { messageId?: unknown }
  return typeof messageId === 'string' ? messageId : undefined
}

async function messagesOf({ unit, actor }: CallContext, events: readonly EventRow[]): Promise<Map<string, MessageRow>> {
  const ids = events.flatMap((event) => messageIdOf(event) ?? [])
  if (!ids.length) return new Map()
  let query = unit.db.selectFrom('message').selectAll().where('id', 'in', ids)
  if (actor.capacity.acting === 'customer') query = query.where('visibility', '=', 'public')
  return new Map((await query.execute()).map((row) => [row.id, row]))
}

async function changesOf({ unit, actor }: CallContext, ticket: TicketRow, events: readonly EventRow[]) {
  const ids = events.map((event) => event.id)
  const { machines, texts } = unit.runtime.composition
  const titles = new FactTitles(machines.find(ticket.type), texts, readerLanguage(actor, ticket), actor.capacity.acting)
  const changes = new Map<string, TimelineEntry['changes']>()
  if (!ids.length) return changes
  let query = unit.db.selectFrom('change').selectAll().where('subject_id', '=', ticket.id).where('event_id', 'in', ids)
  if (actor.capacity.acting === 'customer') query = query.where('is_public', '=', true)
  for (const row of await query.orderBy('ordinal').execute())
    changes.set(row.event_id, [
      ...(changes.get(row.event_id) ?? []),
      {
        field: row.field,
        title: titles.field(row.field),
        from: row.old_value,
        to: row.new_value,
        fromTitle: titles.value(row.field, row.old_value),
        toTitle: titles.value(row.field, row.new_value),
      },
    ])
  return changes
}
