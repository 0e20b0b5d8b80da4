import type { seenItem } from '../item/item-row.ts'
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

/**
 * One walk over the index of the item or place, newest first. Tickets are there as far as the reader sees them; customers get what happened
 * while the equipment was of a company of theirs, and nothing internal. `seen` gives no row where the reader may not see what it is the history of.
 */
export async function historyOf(
  work: AnyReading,
  column: 'item_id' | 'object_id',
  ids: readonly string[],
  input: Input & object,
  seen?: ReturnType<typeof seenItem>,
): Promise<HistoryPage> {
  const page = work.page(`history of ${column}`, input)
  const [first = '', ...others] = ids
  let rows = work.db
    .selectFrom('equipment_history')
    .select(shown)
    .where((eb) => (others.length ? eb(column, 'in', ids) : eb(column, '=', first)))
    .where((eb) => eb.or([eb('ticket_id', 'is', null), work.scope.tickets('equipment_history.ticket_id')]))
    .orderBy('happened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.take)
  if (seen) rows = rows.where(({ exists }) => exists(seen))
  if (work.actor.capacity.acting === 'customer')
    rows = rows
      .where('is_internal', '=', false)
      .where((eb) =>
        eb.or([
          work.scope.companies('equipment_history.company_id', 'equipment.see'),
          ...(work.caller.companyId === null ? [] : [eb('company_id', '=', work.caller.companyId)]),
        ]),
      )
  if (page.after) {
    const [at, last] = [String(page.after[0]), String(page.after[1])]
    rows = rows.where((eb) => eb.or([eb('happened_at', '<', at), eb.and([eb('happened_at', '=', at), eb('id', '<', last)])]))
  }
  const found = await rows.execute()
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
