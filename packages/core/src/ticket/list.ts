import { sql } from 'kysely'
import { fieldKey, NO_KEY } from '../machine/field-key.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'
import type { CursorKey } from '../value/cursor.ts'
import type { TicketsContract } from './contract.ts'
import type { FieldWalk } from './field-filter.ts'
import { listedNumbers, type Sorting } from './list-branches.ts'
import { filterParts, openStates } from './list-filter.ts'
import { searchFor, sortField } from './list-plan.ts'
import { ListTickets, TicketPage } from './list-schema.ts'
import { type Listing, type NamedTicketRow, stillSeen, ticketsListed } from './named-rows.ts'
import { viewTickets } from './view.ts'

const { query } = forContract<TicketsContract>()

export const list = query({
  route: 'GET /tickets',
  summary: 'The tickets in the caller’s scope, by keyset.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListTickets,
  output: TicketPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'tickets.list', input)
    const sorting = sortingFor(context, input)
    const { listing, field } = await listingOf(context, input, page.after, page.take)
    const found = listing ? await ticketsListed(context, listing) : []
    const keyOf = (row: NamedTicketRow) => keyOfRow(row, sorting, field)
    const views = await viewTickets(context, found.slice(0, page.limit))
    const seen = await stillSeen(
      context,
      views.map(({ id }) => id),
    )
    return page.of(
      found,
      keyOf,
      views.filter(({ id }) => seen.has(id)),
    )
  },
})

/** Ids of the first tickets of a list. */
export async function listedIds(context: CallContext, input: ListTickets, take: number): Promise<string[]> {
  const { unit } = context
  const { listing } = await listingOf(context, input, undefined, take)
  if (!listing) return []
  const numbers = (await sql<{ n: number }>`${listing.numbers}`.execute(unit.db)).rows.map(({ n }) => n)
  const { kind } = unit.tx
  const { rows } = await unit.tx.run(idsByNumbers[kind], { list: listParam(kind, numbers) })
  const ids = new Map(rows.map(({ number, id }) => [number, id]))
  return numbers.flatMap((number) => ids.get(number) ?? [])
}

const idsByNumbers = forEachKind((kind) =>
  prepared<{ list: unknown }, { number: number; id: string }, CoreTables>((db, param) =>
    db
      .selectFrom('ticket')
      .select(['number', 'id'])
      .where(anyOf(kind, 'ticket.number', 'integer', param('list'))),
  ),
)

interface Listed {
  /** The statement that finds them; undefined where there is nothing that could be listed. */
  readonly listing: Listing | undefined
  /** By whose values they are in order. */
  readonly field: FieldWalk | undefined
}

async function listingOf(context: CallContext, input: ListTickets, after: CursorKey | undefined, take: number): Promise<Listed> {
  const { filter, following, lead, teams, onlyTeams, field } = await searchFor(context, input)
  const sorting = sortingFor(context, input)
  // Whose walks are all along an index. On SQLite nothing is planned anew, whatever is asked for.
  const isPlannedOnce =
    context.unit.tx.kind === 'postgres' && sorting.column === 'number' && !lead && !field && !filterParts(context, input).length
  const numbers = listedNumbers(context, {
    filter: sql`${sql.join([filter, ...following], sql` and `)}`,
    lead,
    teams,
    onlyTeams,
    field,
    open: openStates(input),
    sorting,
    after,
    take,
    isPlannedOnce,
  })
  const order = sorting.column !== 'number' ? undefined : sorting.descending ? 'newest' : 'oldest'
  return { listing: numbers && { numbers, order, isPlannedOnce }, field }
}

const sortingFor = ({ actor }: CallContext, { sort = 'created', order = 'newest' }: ListTickets): Sorting =>
  sortingOf(sort, order, actor.capacity.acting)

function keyOfRow(row: NamedTicketRow, { column }: Sorting, walk: FieldWalk | undefined): CursorKey {
  if (column === 'number') return [row.number]
  if (column !== 'field') return [row[column], row.number]
  const values = (row.fields_json ?? {}) as Record<string, unknown>
  const name = walk?.field.name ?? ''
  const key = walk && Object.hasOwn(values, name) ? fieldKey(walk.field.spec, values[name]) : NO_KEY
  return [key.toString('hex'), row.number]
}

/** Customers sort by what they see: a note moves nothing of theirs. */
const sortingOf = (sort: string, order: 'newest' | 'oldest', acting: 'staff' | 'customer'): Sorting => ({
  column:
    sortField(sort) !== undefined
      ? 'field'
      : sort === 'created'
        ? 'number'
        : sort === 'priority'
          ? 'priority'
          : acting === 'staff'
            ? 'updated_at'
            : 'public_updated_at',
  descending: order === 'newest',
})
