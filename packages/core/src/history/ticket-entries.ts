import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { HistorySubject } from '../plugin/history-source.ts'
import { type NamedTicketRow, ticketsListed } from '../ticket/named-rows.ts'

/**
 * The subject's tickets that the reader may see, newest first: the index of the subject is walked and the scope is a condition, as a subject
 * has few tickets beside a desk. Those of a person are the ones that they asked for and those in which they are in copy.
 */
export async function ticketsOf(
  context: CallContext,
  subject: HistorySubject,
  before: number | null,
  take: number,
): Promise<NamedTicketRow[]> {
  const { unit, actor } = context
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  const predicate = ticketPredicate(actor, bit)
  // Behind a plus SQLite looks for no index for it.
  const scope = unit.tx.kind === 'sqlite' ? sql<SqlBool>`+(${predicate})` : predicate
  const number = sql.ref('ticket.number')
  const older = before === null ? sql`1 = 1` : sql`${number} < ${before}`
  const column = sql.ref(subject.kind === 'company' ? 'ticket.company_id' : 'ticket.requester_id')
  const halves = [true, false].map(
    (isOpen) => sql`select ${number} as n from ${sql.table('ticket')} where ${column} = ${subject.id}
      and ${sql.ref('ticket.is_open')} = ${sql.lit(isOpen)} and ${scope} and ${older} order by ${number} desc limit ${sql.lit(take)}`,
  )
  const parts: RawBuilder<unknown>[] = subject.kind === 'company' ? halves : [...halves, inCopy(subject.id, scope, before, take)]
  const union = sql.join(
    parts.map((part) => sql`select each_part.n from (${part}) as each_part`),
    sql` union `,
  )
  return ticketsListed(context, {
    numbers: sql`select united.n from (${union}) as united order by united.n desc limit ${sql.lit(take)}`,
    order: 'newest',
  })
}

const inCopy = (personId: string, scope: unknown, before: number | null, take: number): RawBuilder<unknown> => {
  const number = sql.ref('participant.ticket_number')
  return sql`select ${number} as n from ${sql.table('participant')} join ${sql.table('ticket')} on ${sql.ref('ticket.number')} = ${number}
    where ${sql.ref('participant.person_id')} = ${personId} and ${sql.ref('participant.kind')} = 'cc'
    and ${scope} and ${before === null ? sql`1 = 1` : sql`${number} < ${before}`} order by ${number} desc limit ${sql.lit(take)}`
}
