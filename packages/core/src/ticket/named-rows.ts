import { type Kysely, type RawBuilder, sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import type { Acting } from '../operation/audience.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forEachKind, framed, prepared } from '../store/prepared.ts'
import type { DatabaseKind } from '../store/store.ts'
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
/** What a view shows of the row, or is sorted by. A page has a row for each line, so what nobody looks at is left where it is. */
const viewed = [
  'id',
  'number',
  'type',
  'status',
  'category',
  'subject',
  'priority',
  'impact',
  'urgency',
  'requester_id',
  'company_id',
  'team_id',
  'assignee_id',
  'channel',
  'language',
  'fields_json',
  'resolution',
  'resolution_text',
  'waiting_on',
  'waiting_until_at',
  'started_at',
  'first_response_at',
  'resolved_at',
  'closed_at',
  'reopen_count',
  'version',
  'public_version',
  'created_at',
  'updated_at',
  'public_updated_at',
] as const satisfies readonly (keyof TicketRow)[]

/** A row with all that a view shows of it. */
export interface NamedTicketRow extends Pick<TicketRow, (typeof viewed)[number]>, TicketNames {
  /** In alphabetical order; null for none, and for customers, who see no tags. */
  readonly tags_json: readonly string[] | null
}

/** As one value beside the row, so that they are read at the same instant and with no statement of their own. */
const tagsJson = forEachKind((kind) => {
  const tag = sql.ref('tag.tag')
  const tags = sql`from ${sql.table('tag')} where ${sql.ref('tag.ticket_id')} = ${sql.ref('ticket.id')}`
  return kind === 'postgres'
    ? sql<string[] | null>`(select json_agg(${tag} order by ${tag}) ${tags})`
    : sql<string[] | null>`(select nullif(json_group_array(tags.tag), '[]') from (select ${tag} ${tags} order by ${tag}) as tags)`
})
const noTags = sql<string[] | null>`null`

const namedRows = (db: Kysely<CoreTables>, kind: DatabaseKind, acting: Acting) =>
  db
    .selectFrom('ticket')
    .innerJoin('person as requester', 'requester.id', 'ticket.requester_id')
    .innerJoin('team', 'team.id', 'ticket.team_id')
    .leftJoin('company', 'company.id', 'ticket.company_id')
    .leftJoin('person as assignee', 'assignee.id', 'ticket.assignee_id')
    .select(viewed.map((column) => `ticket.${column}` as const))
    .select([
      'requester.name as requester_name',
      'company.name as company_name',
      'team.key as team_key',
      'team.title as team_title',
      'assignee.name as assignee_name',
      (acting === 'staff' ? tagsJson[kind] : noTags).as('tags_json'),
    ])

const forEachReader = <T>(make: (kind: DatabaseKind, acting: Acting) => T) =>
  forEachKind((kind) => ({ staff: make(kind, 'staff'), customer: make(kind, 'customer') }))

const byId = forEachReader((kind, acting) =>
  prepared<{ id: string }, NamedTicketRow, CoreTables>((db, param) => namedRows(db, kind, acting).where('ticket.id', '=', param('id'))),
)
const byNumbers = forEachReader((kind, acting) =>
  prepared<{ list: unknown }, NamedTicketRow, CoreTables>((db, param) =>
    namedRows(db, kind, acting).where(anyOf(kind, 'ticket.number', 'integer', param('list'))),
  ),
)

export const namedTicket = async ({ unit, actor }: CallContext, ticketId: string): Promise<NamedTicketRow | undefined> =>
  (await unit.tx.run(byId[unit.tx.kind][actor.capacity.acting], { id: ticketId })).rows[0]

/** Rows with their names, in the order of the numbers; of numbers that are gone, none. Whether they may be seen has been asked. */
export async function ticketsOfNumbers({ unit, actor }: CallContext, numbers: readonly number[]): Promise<NamedTicketRow[]> {
  if (!numbers.length) return []
  const { kind } = unit.tx
  const { rows } = await unit.tx.run(byNumbers[kind][actor.capacity.acting], { list: listParam(kind, numbers) })
  const found = new Map(rows.map((row) => [row.number, row]))
  return numbers.flatMap((number) => found.get(number) ?? [])
}

/** A statement that lists tickets by their numbers, as `n`. */
export interface Listing {
  readonly numbers: RawBuilder<unknown>
  /** By number, where it is so; else its own order is kept. */
  readonly order?: 'newest' | 'oldest' | undefined
  /** It is planned once, so that with the rows' names around it, it is too. */
  readonly isPlannedOnce?: boolean
}

const inOrderOfNumbers = (direction: 'asc' | 'desc') =>
  forEachReader((kind, acting) =>
    framed<NamedTicketRow, CoreTables>((db, numbers) => {
      const ids = kind === 'postgres' ? sql<number>`any(array(${numbers}))` : sql<number>`(select listed.n from (${numbers}) as listed)`
      const isListed = sql<boolean>`${sql.ref('ticket.number')} ${kind === 'postgres' ? sql`=` : sql`in`} ${ids}`
      return namedRows(db, kind, acting).where(isListed).orderBy('ticket.number', direction)
    }),
  )
const inOwnOrder = forEachReader((kind, acting) =>
  framed<NamedTicketRow, CoreTables>((db, numbers) => {
    const placed = sql<{ n: number; place: number }>`(select listed.n, row_number() over () as place from (${numbers}) as listed)`
    return namedRows(db, kind, acting)
      .innerJoin(placed.as('placed'), (join) => join.on(sql<boolean>`${sql.ref('placed.n')} = ${sql.ref('ticket.number')}`))
      .orderBy('placed.place')
  }),
)
const inOrder = { newest: inOrderOfNumbers('desc'), oldest: inOrderOfNumbers('asc'), own: inOwnOrder } as const

/**
 * The rows of a list with all that a view shows of them, by one statement: nothing is shown that has left the list before its row was read. In
 * a snapshot it may be two, and is where PostgreSQL plans the search at each run anyway: planning the names with it costs more than asking twice.
 */
export async function ticketsListed(context: CallContext, { numbers, order, isPlannedOnce }: Listing): Promise<NamedTicketRow[]> {
  const { tx, db } = context.unit
  if (tx.kind === 'postgres' && tx.isSnapshot && !isPlannedOnce) {
    const { rows } = await sql<{ n: number }>`${numbers}`.execute(db)
    return ticketsOfNumbers(
      context,
      rows.map(({ n }) => n),
    )
  }
  return (await tx.runFramed(inOrder[order ?? 'own'][tx.kind][context.actor.capacity.acting], numbers)).rows
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
