import { type Kysely, type RawBuilder, sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'

/** The names that a view shows beside the row's ids. */
export interface TicketNames {
  readonly requester_name: string
  readonly company_name: string | null
  readonly team_key: string
  readonly team_title: string
  readonly assignee_name: string | null
}
export type NamedTicketRow = TicketRow & TicketNames

const withNames = (db: Kysely<CoreTables>) =>
  db
    .selectFrom('ticket')
    .innerJoin('person as requester', 'requester.id', 'ticket.requester_id')
    .innerJoin('team', 'team.id', 'ticket.team_id')
    .leftJoin('company', 'company.id', 'ticket.company_id')
    .leftJoin('person as assignee', 'assignee.id', 'ticket.assignee_id')
    .selectAll('ticket')
    .select([
      'requester.name as requester_name',
      'company.name as company_name',
      'team.key as team_key',
      'team.title as team_title',
      'assignee.name as assignee_name',
    ])

const byId = prepared<{ id: string }, NamedTicketRow, CoreTables>((db, param) => withNames(db).where('ticket.id', '=', param('id')))
const byNumbers = forEachKind((kind) =>
  prepared<{ list: unknown }, NamedTicketRow, CoreTables>((db, param) =>
    withNames(db).where(anyOf(kind, 'ticket.number', 'integer', param('list'))),
  ),
)

export const namedTicket = async ({ unit }: CallContext, ticketId: string): Promise<NamedTicketRow | undefined> =>
  (await unit.tx.run(byId, { id: ticketId })).rows[0]

/** Rows with their names, in the order of the numbers; of numbers that are gone, none. Whether they may be seen has been asked. */
export async function ticketsOfNumbers({ unit }: CallContext, numbers: readonly number[]): Promise<NamedTicketRow[]> {
  if (!numbers.length) return []
  const { kind } = unit.tx
  const { rows } = await unit.tx.run(byNumbers[kind], { list: listParam(kind, numbers) })
  const found = new Map(rows.map((row) => [row.number, row]))
  return numbers.flatMap((number) => found.get(number) ?? [])
}

/**
 * Rows of what a statement lists as `n`, in its order. Where two statements may see two states of the desk, it is one: nothing is shown that has
 * left the list before its row was read.
 */
export async function ticketsListed(context: CallContext, numbers: RawBuilder<unknown>): Promise<NamedTicketRow[]> {
  const { tx, db } = context.unit
  if (tx.isSnapshot) {
    const { rows } = await sql<{ n: number }>`${numbers}`.execute(db)
    return ticketsOfNumbers(
      context,
      rows.map(({ n }) => n),
    )
  }
  const placed = sql<{ n: number; place: number }>`(select listed.n, row_number() over () as place from (${numbers}) as listed)`
  return withNames(db)
    .innerJoin(placed.as('placed'), (join) => join.on(sql<boolean>`${sql.ref('placed.n')} = ${sql.ref('ticket.number')}`))
    .orderBy('placed.place')
    .execute()
}

/**
 * Which of the tickets are in the caller's scope now: asked when everything of them has been read, as one that has left meanwhile may have got
 * what was not for them. In a snapshot nothing leaves.
 */
export async function stillSeen({ unit, actor }: CallContext, ticketIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { tx, db } = unit
  if (tx.isSnapshot || !ticketIds.length) return new Set(ticketIds)
  const rows = await db
    .selectFrom('ticket')
    .select('ticket.id')
    .where(anyOf(tx.kind, 'ticket.id', 'uuid', sql`${listParam(tx.kind, ticketIds)}`))
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
