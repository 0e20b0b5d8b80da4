import { titleIn, titlesOf } from '../machine/titles.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { HistoryPosition, HistorySubject, PluginHistoryEntry } from '../plugin/history-source.ts'
import { type NamedTicketRow, stillSeen } from '../ticket/named-rows.ts'
import { viewTickets } from '../ticket/view.ts'
import type { CursorKey } from '../value/cursor.ts'
import { contactsOf } from './contacts.ts'
import type { HistoryEntry, HistoryPage } from './contract.ts'
import { entriesOf, type NamedSource, sourcesFor } from './plugin-entries.ts'
import { ticketsOf } from './ticket-entries.ts'

type Found = { readonly at: string } & (
  | { readonly row: NamedTicketRow }
  | { readonly source: NamedSource; readonly entry: PluginHistoryEntry }
)
/** One line of a page before it is drawn, with where every source stands after it. */
type Line = Found & { readonly key: CursorKey }

/** Where the sources stand: the number of the last ticket, then name, time and id of each plugin's last entry. */
interface Stand {
  readonly number: number | null
  readonly plugins: ReadonlyMap<string, HistoryPosition>
}

/**
 * Tickets and what plugins add, merged by time. Each source is read by its own order and has its own place in the cursor, so a page costs each of
 * them a page and no more.
 */
export async function historyPage(
  context: CallContext,
  operation: string,
  input: { readonly limit?: number; readonly cursor?: string },
  subject: HistorySubject,
): Promise<HistoryPage> {
  const page = new Page(context, operation, input)
  const stand = standOf(page.after)
  const rows = await ticketsOf(context, subject, stand.number, page.take)
  const streams: Found[][] = [rows.map((row) => ({ at: row.created_at, row }))]
  for (const source of sourcesFor(context, subject)) {
    const before = stand.plugins.get(source.name) ?? null
    const found = await entriesOf(context, source, { subject, before, limit: page.take })
    streams.push(found.map((entry) => ({ at: entry.at, source, entry })))
  }
  const lines = merged(streams, stand, page.take)
  return page.of(lines, ({ key }) => key, await drawn(context, lines.slice(0, page.limit)))
}

/** The newest heads of the streams, one after the other. */
function merged(streams: readonly Found[][], stand: Stand, take: number): Line[] {
  const heads = streams.map((found) => ({ found, index: 0 }))
  const lines: Line[] = []
  let now = stand
  while (lines.length < take) {
    let newest: (typeof heads)[number] | undefined
    for (const head of heads) {
      const next = head.found[head.index]
      if (next && (!newest || next.at > (newest.found[newest.index]?.at ?? ''))) newest = head
    }
    const next = newest?.found[newest.index]
    if (!newest || !next) break
    newest.index += 1
    now =
      'row' in next ? { ...now, number: next.row.number } : { ...now, plugins: new Map([...now.plugins, [next.source.name, next.entry]]) }
    lines.push({ ...next, key: keyOf(now) })
  }
  return lines
}

async function drawn(context: CallContext, lines: readonly Line[]): Promise<HistoryEntry[]> {
  const rows = lines.flatMap((line) => ('row' in line ? [line.row] : []))
  const views = new Map((await viewTickets(context, rows)).map((view) => [view.id, view]))
  const contacts = await contactsOf(
    context,
    rows.map(({ id }) => id),
  )
  const { language } = context.actor
  const named = lines.flatMap((line) => ('row' in line ? line.row.id : (line.entry.ticketId ?? [])))
  const seen = await stillSeen(context, [...new Set(named)])
  return lines.flatMap((line): HistoryEntry[] => {
    if ('entry' in line) {
      const { entry, source } = line
      const { id, at, title, ticketId = null, data = {} } = entry
      if (ticketId !== null && !seen.has(ticketId)) return []
      const kind = source.name
      return [
        {
          kind,
          id,
          at,
          title: title || titleIn(titlesOf(source.source.title), language),
          ticketId,
          ticket: null,
          contacts: [],
          hasMoreContacts: false,
          data: { ...data },
        },
      ]
    }
    const { id, created_at: at, subject } = line.row
    const { shown = [], hasMore = false } = contacts.get(id) ?? {}
    const ticket = views.get(id)
    return ticket && seen.has(id)
      ? [{ kind: 'ticket', id, at, title: subject, ticketId: id, ticket, contacts: [...shown], hasMoreContacts: hasMore, data: {} }]
      : []
  })
}

function standOf(after: CursorKey | undefined): Stand {
  const [number = null, ...rest] = after ?? []
  const plugins = new Map<string, HistoryPosition>()
  for (let index = 0; index + 2 < rest.length; index += 3)
    plugins.set(String(rest[index]), { at: String(rest[index + 1]), id: String(rest[index + 2]) })
  return { number: number === null ? null : Number(number), plugins }
}

const keyOf = ({ number, plugins }: Stand): CursorKey => [number, ...[...plugins].flatMap(([name, { at, id }]) => [name, at, id])]
