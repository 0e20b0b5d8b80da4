import { ticketPredicate } from '../access/ticket-scope.ts'
import { matrixPriority } from '../machine/priority.ts'
import { priorityName } from '../machine/priority-rank.ts'
import type { TicketRef } from '../merge/schemas.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { teamTitle } from '../team/team-view.ts'
import { loadExtensions } from './extensions.ts'
import { FactTitles } from './fact-titles.ts'
import { unfitFields, visibleFields } from './fields.ts'
import { type NamedTicketRow, namedTicket } from './named-rows.ts'
import { readerLanguage } from './reader-language.ts'
import type { TicketView } from './schemas.ts'

/** The ticket as the actor's audience sees it, read again after what this unit of work changed. */
export async function viewTicket(context: CallContext, ticketId: string): Promise<TicketView> {
  await context.unit.tickets.flush()
  const row = await namedTicket(context, ticketId)
  const [view] = await viewTickets(context, row ? [row] : [])
  if (!view) throw new TypeError('there is no such ticket')
  return view
}

/** Views of a page, in the order of the rows; the plugins' parts come in one batch each. */
export async function viewTickets(context: CallContext, rows: readonly NamedTicketRow[]): Promise<TicketView[]> {
  if (!rows.length) return []
  const ids = rows.map((row) => row.id)
  const extensions = await loadExtensions(context, ids)
  const roots = await rootsOf(context, rows)
  const titles = new Map<string, Map<string | null, FactTitles>>()
  const titlesOf = (row: NamedTicketRow): FactTitles => {
    const { type, language } = row
    const known = titles.get(type)?.get(language)
    if (known) return known
    const made = titlesFor(context, row)
    titles.set(type, new Map(titles.get(type)).set(language, made))
    return made
  }
  return rows.map((row) => viewOf(context, row, extensions.get(row.id) ?? {}, roots.get(row.id) ?? null, titlesOf(row)))
}

const titlesFor = ({ unit, actor }: CallContext, row: NamedTicketRow): FactTitles => {
  const { machines, texts } = unit.runtime.composition
  return new FactTitles(machines.find(row.type), texts, readerLanguage(actor, row), actor.capacity.acting)
}

/** Where those of the tickets that are merged have gone, as far as the reader may see that. */
async function rootsOf({ unit, actor }: CallContext, rows: readonly NamedTicketRow[]): Promise<Map<string, TicketRef>> {
  const merged = rows.flatMap(({ id, status }) => (status === 'merged' ? [id] : []))
  if (!merged.length) return new Map()
  const found = await unit.db
    .selectFrom('ticket_merge')
    .innerJoin('ticket', 'ticket.id', 'ticket_merge.root_id')
    .select(['ticket_merge.source_id', 'ticket.id', 'ticket.number'])
    .where('ticket_merge.source_id', 'in', merged)
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
    .execute()
  return new Map(found.map(({ source_id, id, number }) => [source_id, { id, number }]))
}

/** Pure: what the row says, for the capacity of the call. */
export function viewOf(
  context: CallContext,
  row: NamedTicketRow,
  ext: object,
  mergedInto: TicketRef | null = null,
  titles: FactTitles = titlesFor(context, row),
): TicketView {
  const { unit, actor } = context
  const isStaff = actor.capacity.acting === 'staff'
  const machine = unit.runtime.composition.machines.find(row.type)
  const priority = priorityName(row.priority)
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    typeTitle: titles.value('type', row.type) ?? row.type,
    status: row.status,
    category: row.category,
    statusTitle: titles.value('status', row.status) ?? (isStaff ? row.status : row.category),
    subject: row.subject,
    priority,
    priorityTitle: titles.value('priority', priority) ?? priority,
    derivedPriority: machine ? matrixPriority(machine, row.impact, row.urgency) : null,
    impact: row.impact,
    urgency: row.urgency,
    requester: { id: row.requester_id, name: row.requester_name },
    company: row.company_id === null ? null : { id: row.company_id, name: row.company_name ?? '' },
    team: { id: row.team_id, key: row.team_key, title: teamTitle(context, { key: row.team_key, title: row.team_title }) },
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    tags: [...(row.tags_json ?? [])],
    channel: row.channel,
    language: row.language,
    fields: visibleFields(machine, row.fields_json, actor.capacity.acting),
    unfitFields: isStaff ? unfitFields(machine, row.fields_json) : [],
    resolution: row.resolution,
    resolutionTitle: titles.value('resolution', row.resolution),
    resolutionText: row.resolution_text,
    waitingOn: row.waiting_on,
    waitingOnTitle: titles.value('waitingOn', row.waiting_on),
    waitingUntil: row.waiting_until_at,
    startedAt: row.started_at,
    firstResponseAt: row.first_response_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
    mergedInto,
    reopenCount: row.reopen_count,
    createdAt: row.created_at,
    updatedAt: isStaff ? row.updated_at : row.public_updated_at,
    version: isStaff ? row.version : row.public_version,
    ext,
  }
}
