import { type Selectable, sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { type LinkRole, linkKinds, linkRoles, roleFacts, roleOf } from '../machine/link-kinds.ts'
import { titleIn } from '../machine/titles.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { readerLanguage } from '../ticket/reader-language.ts'
import type { LinkView } from './schemas.ts'
import type { TicketLinkTable } from './tables.ts'

type OtherEnd = Pick<TicketRow, 'number' | 'type' | 'status' | 'category' | 'subject' | 'language'>
export type LinkRow = Omit<Selectable<TicketLinkTable>, 'low_id' | 'high_id' | 'added_by'> & OtherEnd & { readonly other_id: string }

/**
 * The links of a ticket with their other ends, as far as the reader sees those. The scope is part of the query: a link to a ticket out of sight
 * is no row, so neither pages nor counts tell of it.
 */
export function linkRows({ unit, actor }: CallContext, ticketId: string, role: LinkRole | undefined) {
  const { ref } = sql
  const other = sql<string>`case when ${ref('ticket_link.from_id')} = ${ticketId} then ${ref('ticket_link.to_id')} else ${ref('ticket_link.from_id')} end`
  let query = unit.db
    .selectFrom('ticket_link')
    .innerJoin('ticket', (join) => join.on(sql<boolean>`${ref('ticket.id')} = ${other}`))
    .select(['ticket_link.id', 'ticket_link.kind', 'ticket_link.from_id', 'ticket_link.to_id', 'ticket_link.created_at'])
    .select([
      'ticket.id as other_id',
      'ticket.number',
      'ticket.type',
      'ticket.status',
      'ticket.category',
      'ticket.subject',
      'ticket.language',
    ])
    .where(({ eb, or }) => or([eb('ticket_link.from_id', '=', ticketId), eb('ticket_link.to_id', '=', ticketId)]))
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
  if (role !== undefined) {
    const { kind, isFrom } = roleFacts(role)
    query = query.where('ticket_link.kind', '=', kind)
    if (linkKinds[kind].from !== linkKinds[kind].to)
      query = query.where(isFrom ? 'ticket_link.from_id' : 'ticket_link.to_id', '=', ticketId)
  }
  return query
}

export function viewLink({ unit, actor }: CallContext, ticketId: string, row: LinkRow): LinkView {
  const role = roleOf(row.kind, row.from_id === ticketId)
  const language = readerLanguage(actor, row)
  const status = unit.runtime.composition.machines.find(row.type)?.status(row.status)
  const { title } =
    status === undefined ? { title: undefined } : actor.capacity.acting === 'staff' ? status : { title: status.customerTitle }
  return {
    id: row.id,
    role,
    title: titleIn(linkRoles[role], language),
    ticket: {
      id: row.other_id,
      number: row.number,
      type: row.type,
      subject: row.subject,
      category: row.category,
      statusTitle: title ? titleIn(title, language) : row.category,
    },
    addedAt: row.created_at,
  }
}
