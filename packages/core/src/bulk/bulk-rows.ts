import { type Selectable, sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import type { Outcome } from './bulk-command.ts'
import type { BulkItem, BulkResult, BulkSummary } from './contract.ts'
import type { BulkItemTable, BulkTable } from './tables.ts'

export type BulkRow = Selectable<BulkTable>
type ItemRow = Selectable<BulkItemTable>

export const actorKey = ({ kind, id }: LoadedActor): string => `${kind}:${id}`

const ROWS_AT_ONCE = 500

/** Writes the bulk down with its tickets, in their order; `outcomes` where they are known already. */
export async function insertBulk(
  { unit }: CallContext,
  row: BulkRow,
  ticketIds: readonly string[],
  outcomes: readonly Outcome[] = [],
): Promise<void> {
  await unit.db.insertInto('bulk').values(row).execute()
  for (let at = 0; at < ticketIds.length; at += ROWS_AT_ONCE)
    await unit.db
      .insertInto('bulk_item')
      .values(
        ticketIds.slice(at, at + ROWS_AT_ONCE).map((ticket_id, index) => ({
          bulk_id: row.id,
          ordinal: at + index,
          ticket_id,
          ...resultOf(outcomes[at + index]),
        })),
      )
      .execute()
}

const resultOf = (outcome: Outcome | undefined): Pick<ItemRow, 'state' | 'version' | 'code' | 'message' | 'details_json'> => {
  if (!outcome) return { state: 'waiting', version: null, code: null, message: null, details_json: null }
  if (outcome.ok) return { state: 'ok', version: outcome.version, code: null, message: null, details_json: null }
  return { state: 'failed', version: null, code: outcome.code, message: outcome.message, details_json: outcome.details }
}

const updateItem = prepared<Omit<ItemRow, 'ticket_id'>, unknown, CoreTables>((db, param) =>
  db
    .updateTable('bulk_item')
    .set({
      state: param('state'),
      version: param('version'),
      code: param('code'),
      message: param('message'),
      details_json: param('details_json'),
    })
    .where('bulk_id', '=', param('bulk_id'))
    .where('ordinal', '=', param('ordinal')),
)

/** In the transaction of the command itself: a result is there if and only if the command is. */
export const keepOutcome = ({ unit }: CallContext, bulkId: string, ordinal: number, outcome: Outcome): void =>
  unit.tx.post(updateItem, { bulk_id: bulkId, ordinal, ...resultOf(outcome) })

const nextItems = forEachKind(() =>
  prepared<{ id: string; take: number }, { ordinal: number; ticket_id: string }, CoreTables>((db, param) =>
    db
      .selectFrom('bulk_item')
      .select(['ordinal', 'ticket_id'])
      .where('bulk_id', '=', param('id'))
      .where('state', '=', 'waiting')
      .orderBy('ordinal')
      .limit(param('take')),
  ),
)

export const waitingItems = async ({ unit }: CallContext, bulkId: string, take: number) =>
  (await unit.tx.run(nextItems[unit.tx.kind], { id: bulkId, take })).rows

export async function finish({ unit }: CallContext, bulkId: string): Promise<void> {
  await unit.db.updateTable('bulk').set({ state: 'done', finished_at: unit.now }).where('id', '=', bulkId).execute()
}

/** Tells the tickets whose turn has not come why it will not. */
export async function endEarly({ unit }: CallContext, bulkId: string, state: 'done' | 'cancelled', why: DeskError): Promise<void> {
  await unit.db
    .updateTable('bulk_item')
    .set({ state: 'failed', code: why.code, message: why.message })
    .where('bulk_id', '=', bulkId)
    .where('state', '=', 'waiting')
    .execute()
  await unit.db.updateTable('bulk').set({ state, finished_at: unit.now }).where('id', '=', bulkId).where('state', '=', 'running').execute()
}

/** A bulk of the caller's, in the capacity in which it was given. Throws `bulk.not_found`. */
export async function seeBulk({ unit, actor }: CallContext, bulkId: string, lock = false): Promise<BulkRow> {
  const query = unit.db
    .selectFrom('bulk')
    .selectAll()
    .where('id', '=', bulkId)
    .where('actor', '=', actorKey(actor))
    .where('acting', '=', actor.capacity.acting)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw coreError('bulk.not_found', { bulkId })
  return row
}

export async function viewBulk(context: CallContext, row: BulkRow): Promise<BulkResult> {
  const items = await context.unit.db.selectFrom('bulk_item').selectAll().where('bulk_id', '=', row.id).orderBy('ordinal').execute()
  return {
    ...summaryOf(row, items.filter(({ state }) => state === 'ok').length, items.filter(({ state }) => state === 'failed').length),
    items: items.map(viewItem),
  }
}

const viewItem = ({ ticket_id: ticketId, state, version, code, message, details_json }: ItemRow): BulkItem => {
  if (state === 'waiting') return { ticketId, ok: null }
  if (state === 'ok') return { ticketId, ok: true, ...(version === null ? {} : { version }) }
  return {
    ticketId,
    ok: false,
    code: code ?? '',
    message: message ?? '',
    ...(typeof details_json === 'object' && details_json !== null ? { details: details_json as Record<string, unknown> } : {}),
  }
}

export const summaryOf = (row: BulkRow, succeeded: number, failed: number): BulkSummary => ({
  id: row.id,
  command: row.command,
  atomic: row.is_atomic,
  state: row.state,
  total: row.item_count,
  succeeded,
  failed,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
})

/** How many of each bulk succeeded and failed. */
export async function countsOf(
  { unit }: CallContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { ok: number; failed: number }>> {
  if (!ids.length) return new Map()
  const rows = await unit.db
    .selectFrom('bulk_item')
    .select(['bulk_id', 'state', sql<number | string>`count(*)`.as('n')])
    .where('bulk_id', 'in', [...ids])
    .groupBy(['bulk_id', 'state'])
    .execute()
  const of = (id: string, state: string) => Number(rows.find((row) => row.bulk_id === id && row.state === state)?.n ?? 0)
  return new Map(ids.map((id) => [id, { ok: of(id, 'ok'), failed: of(id, 'failed') }]))
}
