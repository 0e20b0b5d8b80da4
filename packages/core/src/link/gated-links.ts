import { sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import type { GatedLink } from '../machine/gates.ts'
import { roleOf } from '../machine/link-kinds.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

const CANCELLED = 'cancelled'

/**
 * The links of a ticket as its gates ask for them: all of them, also those out of the actor's sight, which hold it up but have no number then. A
 * ticket that was merged is as far as the one that it is part of.
 */
export async function gatedLinks({ unit, actor }: CallContext, ticketId: string): Promise<GatedLink[]> {
  const { ref } = sql
  const other = sql<string>`case when ${ref('ticket_link.from_id')} = ${ticketId} then ${ref('ticket_link.to_id')} else ${ref('ticket_link.from_id')} end`
  const inSight = ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read'))
  const rows = await unit.db
    .selectFrom('ticket_link')
    .innerJoin('ticket', (join) => join.on(sql<boolean>`${ref('ticket.id')} = ${other}`))
    .leftJoin('ticket_merge', 'ticket_merge.source_id', 'ticket.id')
    .leftJoin('ticket as root', 'root.id', 'ticket_merge.root_id')
    .select(['ticket_link.kind', 'ticket_link.from_id', 'ticket.number', 'ticket.is_open', 'ticket.resolution'])
    .select(['root.is_open as is_root_open', 'root.resolution as root_resolution'])
    .select(sql<number>`case when ${inSight} then 1 else 0 end`.as('seen'))
    .where(({ eb, or }) => or([eb('ticket_link.from_id', '=', ticketId), eb('ticket_link.to_id', '=', ticketId)]))
    .orderBy('ticket.number')
    .execute()
  return rows.map((row) => ({
    role: roleOf(row.kind, row.from_id === ticketId),
    isOpen: row.is_root_open ?? row.is_open,
    isCancelled: (row.is_root_open === null ? row.resolution : row.root_resolution) === CANCELLED,
    number: row.seen === 1 ? row.number : null,
  }))
}
