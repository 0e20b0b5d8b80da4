import type { Expression } from 'kysely'
import { seenItem } from '../item/item-row.ts'
import { prepared } from '../kit.ts'
import type { HistoryKind, HistoryTable } from '../tables.ts'
import type { AnyReading } from '../work.ts'
import type { HistoryDetails, HistoryEntry, HistoryPage } from './schemas.ts'

type Input = { readonly limit?: number; readonly cursor?: string }

/** What is shown: a page is as long to read as its rows are wide. */
const shown = [
  'id',
  'happened_at',
  'kind',
  'ticket_id',
  'ticket_number',
  'actor_kind',
  'actor_id',
  'details_json',
] as const satisfies readonly (keyof HistoryTable)[]
type Row = Pick<HistoryTable, (typeof shown)[number]>

interface Parameters {
  readonly id: string
  readonly take: number
  /** Where the last page ended. */
  readonly at: string
  readonly last: string
  /** The company that a customer acts for. */
  readonly companyId: string
}
/** As values, or as parameters of a statement. */
type Asked = { readonly [K in keyof Parameters]: Parameters[K] | Expression<Parameters[K]> }
interface Shape {
  readonly column: 'item_id' | 'object_id'
  readonly isCustomer: boolean
  readonly isFirst: boolean
}

/**
 * One walk over the index of the item or place, newest first. Tickets are there as far as the reader sees them; customers get what happened
 * while the equipment was of a company of theirs, and nothing internal. Of an item that the reader may not see there is nothing.
 */
function entries(
  db: AnyReading['db'],
  scope: AnyReading['scope'],
  { column, isCustomer, isFirst }: Shape,
  { id, take, at, last, companyId }: Asked,
  ids?: readonly string[],
) {
  let rows = db
    .selectFrom('equipment_history')
    .select(shown)
    .where((eb) => (ids ? eb(column, 'in', ids) : eb(column, '=', id)))
    .where((eb) => eb.or([eb('ticket_id', 'is', null), scope.tickets('equipment_history.ticket_id')]))
    .orderBy('happened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(take)
  if (column === 'item_id') rows = rows.where(({ exists }) => exists(seenItem({ db, scope }, id)))
  if (isCustomer)
    rows = rows
      .where('is_internal', '=', false)
      .where((eb) => eb.or([scope.companies('equipment_history.company_id', 'equipment.see'), eb('company_id', '=', companyId)]))
  if (!isFirst) rows = rows.where((eb) => eb.or([eb('happened_at', '<', at), eb.and([eb('happened_at', '=', at), eb('id', '<', last)])]))
  return rows
}

/** Built once: to build the statement takes as long as to read the page. */
const statements = new Map(
  (['item_id', 'object_id'] as const).flatMap((column) =>
    [false, true].flatMap((isCustomer) =>
      [false, true].map((isFirst) => {
        const shape: Shape = { column, isCustomer, isFirst }
        const statement = prepared<Parameters, Row>((db, param, scope) =>
          entries(db, scope, shape, {
            id: param('id'),
            take: param('take'),
            at: param('at'),
            last: param('last'),
            companyId: param('companyId'),
          }),
        )
        return [keyOf(shape), statement] as const
      }),
    ),
  ),
)
function keyOf({ column, isCustomer, isFirst }: Shape): string {
  return `${column} ${isCustomer} ${isFirst}`
}

/** No company has it: what is asked for where a customer acts for none. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A page of what happened to an item, or at one or several places. */
export async function historyOf(
  work: AnyReading,
  column: Shape['column'],
  ids: readonly string[],
  input: Input & object,
): Promise<HistoryPage> {
  const page = work.page(`history of ${column}`, input)
  const [id = '', ...others] = ids
  const shape: Shape = { column, isCustomer: work.actor.capacity.acting === 'customer', isFirst: !page.after }
  const [at, last] = page.after ? [String(page.after[0]), String(page.after[1])] : [work.now, '']
  const asked: Parameters = { id, take: page.take, at, last, companyId: work.caller.companyId ?? NOBODY }
  const statement = statements.get(keyOf(shape))
  const found =
    others.length || !statement ? await entries(work.db, work.scope, shape, asked, ids).execute() : await work.rows(statement, asked)
  // A page has a few kinds of entries, and a text is worth as much as reading several rows.
  const titles = new Map<HistoryKind, string>()
  const titleOf = (kind: HistoryKind): string => {
    const title = titles.get(kind) ?? work.text(`equipment.history.${kind}`, {})
    titles.set(kind, title)
    return title
  }
  return page.of(
    found,
    (row) => [row.happened_at, row.id],
    found.slice(0, page.limit).map((row) => viewOf(row, titleOf(row.kind))),
  )
}

const viewOf = (row: Row, title: string): HistoryEntry => ({
  id: row.id,
  at: row.happened_at,
  kind: row.kind,
  title,
  ticketId: row.ticket_id,
  ticketNumber: row.ticket_number,
  actor: { kind: row.actor_kind, id: row.actor_id },
  details: row.details_json as HistoryDetails,
})
