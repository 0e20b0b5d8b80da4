import { type SqlBool, sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import { type NamedTicketRow, ticketsListed, ticketsOfNumbers } from '../ticket/named-rows.ts'
import { viewTickets } from '../ticket/view.ts'
import type { Excerpt, SearchItem } from './contract.ts'
import { excerptOf, matchesIn } from './excerpt.ts'
import { needsReading, readsRight } from './question.ts'
import type { Hit } from './ranked.ts'
import { ticketScope } from './scope.ts'
import { type Asked, excludedGroups, type FoundItem, type Source, spacesFor, wordGroups } from './source.ts'
import { TICKET } from './ticket-head.ts'

const MOST_MESSAGES = 50

/** Tickets by subject, number and messages, in the actor's scope. Undefined: they may see none. */
export function ticketSource(asked: Asked): Source | undefined {
  const { context, question, filters } = asked
  const { unit, actor } = context
  const scope = ticketScope(actor, unit.runtime.composition.permissions.bit('ticket.read'))
  if (!scope) return undefined
  const spaces = spacesFor(actor.capacity.acting)
  const words = wordGroups(question, spaces)
  const { predicates } = filters
  return {
    kind: 'ticket',
    ranking: {
      what: {
        half: 'ticket',
        // The kind stands beside the scope: what was never fully indexed has no kind and is not found by a word alone.
        groups: [...words, scope, ...filters.groups, ...(scope.any.includes(TICKET) ? [] : [{ any: [TICKET] }])],
        excluded: [...excludedGroups(question, spaces), ...filters.excluded.map((group) => [group])],
        rows: predicates.length ? sql<SqlBool>`${sql.join([...predicates], sql` and `)}` : undefined,
      },
      titles: words.length ? wordGroups(question, ['s']) : undefined,
      numbers: new Set(question.wanted.flatMap(({ number }) => (number === undefined ? [] : [Number(number)]))),
      read: needsReading(question) ? (numbers) => readTickets(asked, numbers) : undefined,
    },
    items: (hits) => itemsOf(asked, hits),
  }
}

interface TextRow {
  readonly ticket_number: number
  readonly id: string
  readonly visibility: 'public' | 'internal'
  readonly body: string
}

/** Messages of tickets as the actor's audience has them, newest first. */
async function messagesOf({ unit, actor }: CallContext, numbers: readonly number[]): Promise<Map<number, TextRow[]>> {
  const { kind } = unit.tx
  const asked = anyOf(kind, 'ticket.number', 'integer', sql`${listParam(kind, numbers)}`)
  // Its own, those of what was merged into it, and those that were split off into any of these; each once.
  const shown = unit.db
    .selectFrom('message')
    .innerJoin('ticket', 'ticket.id', 'message.ticket_id')
    .select(['ticket.number as ticket_number', 'message.id as message_id'])
    .where(asked)
    .union(
      unit.db
        .selectFrom('ticket')
        .innerJoin('ticket_merge', 'ticket_merge.root_id', 'ticket.id')
        .innerJoin('message', 'message.ticket_id', 'ticket_merge.source_id')
        .select(['ticket.number as ticket_number', 'message.id as message_id'])
        .where(asked),
    )
    .union(
      unit.db
        .selectFrom('ticket')
        .innerJoin('split_message', 'split_message.ticket_id', 'ticket.id')
        .select(['ticket.number as ticket_number', 'split_message.message_id as message_id'])
        .where(asked),
    )
    .union(
      unit.db
        .selectFrom('ticket')
        .innerJoin('ticket_merge', 'ticket_merge.root_id', 'ticket.id')
        .innerJoin('split_message', 'split_message.ticket_id', 'ticket_merge.source_id')
        .select(['ticket.number as ticket_number', 'split_message.message_id as message_id'])
        .where(asked),
    )
  let query = unit.db
    .selectFrom(shown.as('shown'))
    .innerJoin('message', 'message.id', 'shown.message_id')
    .select(['shown.ticket_number', 'message.id', 'message.visibility', 'message.body'])
    .orderBy('message.id', 'desc')
  if (actor.capacity.acting === 'customer') query = query.where('message.visibility', '=', 'public')
  const found = new Map<number, TextRow[]>()
  for (const row of await query.execute()) {
    const known = found.get(row.ticket_number)
    if (known) known.push(row)
    else found.set(row.ticket_number, [row])
  }
  return found
}

async function readTickets({ context, question }: Asked, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  const messages = await messagesOf(context, numbers)
  const rows = await ticketsOfNumbers(context, numbers)
  const right = rows.filter(({ number, subject }) => {
    const texts = [subject, ...(messages.get(number) ?? []).map(({ body }) => body)]
    return readsRight(question, texts)
  })
  return new Set(right.map(({ number }) => number))
}

async function itemsOf({ context, forms }: Asked, hits: readonly Hit[]): Promise<FoundItem[]> {
  const rows = await visibleRows(context, hits)
  const ofNumber = new Map(rows.map((row) => [row.number, row]))
  const messages = forms.size ? await messagesOf(context, [...ofNumber.keys()]) : new Map<number, TextRow[]>()
  return hits.flatMap((hit) => {
    const row = ofNumber.get(hit.position)
    if (!row) return []
    return { hit, createdAt: row.created_at, view: () => viewItem(context, row, messages.get(row.number) ?? [], forms) }
  })
}

/** The index has asked for the scope already. Asked of the rows once more, no fault of the index can show what is not the actor's. */
async function visibleRows(context: CallContext, hits: readonly Hit[]): Promise<NamedTicketRow[]> {
  if (!hits.length) return []
  const { unit, actor } = context
  const { kind } = unit.tx
  const numbers = hits.map(({ position }) => position)
  const scope = ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read'))
  return ticketsListed(context, {
    numbers: sql`select ${sql.ref('ticket.number')} as n from ${sql.table('ticket')}
      where ${anyOf(kind, 'ticket.number', 'integer', sql`${listParam(kind, numbers)}`)} and ${scope}`,
  })
}

async function viewItem(
  context: CallContext,
  row: NamedTicketRow,
  messages: readonly TextRow[],
  forms: ReadonlySet<string>,
): Promise<SearchItem> {
  const [ticket] = await viewTickets(context, [row])
  return {
    kind: 'ticket',
    id: row.id,
    title: row.subject,
    titleMatches: matchesIn(row.subject, forms),
    excerpt: bestExcerpt(messages, forms),
    createdAt: row.created_at,
    ...(ticket ? { ticket } : {}),
  }
}

function bestExcerpt(messages: readonly TextRow[], forms: ReadonlySet<string>): Excerpt | null {
  let best: { readonly row: TextRow; readonly weight: number; readonly excerpt: Excerpt } | undefined
  for (const row of messages.slice(0, MOST_MESSAGES)) {
    const found = excerptOf(row.body, forms)
    if (!found || (best && best.weight >= found.weight)) continue
    const { text, matches, weight } = found
    best = { row, weight, excerpt: { text, matches, messageId: row.id, isInternal: row.visibility === 'internal' } }
  }
  return best?.excerpt ?? null
}
