import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { TicketFilter } from '../ticket/list-schema.ts'
import { Id, Instant, NextCursor, nullable, OpenInput, OpenObject, pageInput } from '../value/schema.ts'

/** So many tickets at once, and no more. */
export const MOST_TICKETS = 1000

export const RunBulk = Type.Object({
  /** Which tickets: in this order, or those that a filter or a saved view finds now. */
  ticketIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: MOST_TICKETS, uniqueItems: true })),
  filter: Type.Optional(TicketFilter),
  viewId: Type.Optional(Id),
  /** `assign`, `update`, `reply`, `tag`, …; `<plugin>.<method>`; or a command of the tickets' types, such as `resolve`. */
  command: Type.String({
    pattern: '^[a-z][A-Za-z0-9_]*(\\.[a-z][A-Za-z0-9_]*)?$',
    maxLength: 120,
    'x-fault': { kind: 'bulk_command', message: 'must be the name of a command, such as resolve or billing.addTime' },
  }),
  /** The command's input, without the ticket. */
  input: Type.Optional(OpenInput),
  /** All in one transaction, or none: any failure undoes the rest, and all failures are named. */
  atomic: Type.Optional(Type.Boolean()),
  /** Answers at once; the work is done by the desk's worker, and `get` tells how far it is. */
  async: Type.Optional(Type.Boolean()),
})
export interface RunBulk extends Static<typeof RunBulk> {}

const BulkItem = Type.Object(
  {
    ticketId: Id,
    /** Null: not yet. */
    ok: nullable(Type.Boolean()),
    /** The ticket's version after the command. */
    version: Type.Optional(Type.Integer()),
    code: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
    details: Type.Optional(OpenObject),
  },
  { title: 'BulkItem' },
)
export interface BulkItem extends Static<typeof BulkItem> {}
const bulk = {
  id: Id,
  command: Type.String(),
  atomic: Type.Boolean(),
  state: Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('cancelled')]),
  total: Type.Integer(),
  succeeded: Type.Integer(),
  failed: Type.Integer(),
  createdAt: Instant,
  finishedAt: nullable(Instant),
}
/** One result for each ticket, in the order of the tickets. */
export const BulkResult = Type.Object({ ...bulk, items: Type.Array(BulkItem) }, { title: 'BulkResult' })
export interface BulkResult extends Static<typeof BulkResult> {}
const BulkSummary = Type.Object({ ...bulk }, { title: 'BulkSummary' })
export interface BulkSummary extends Static<typeof BulkSummary> {}
export const BulkPage = Type.Object({ items: Type.Array(BulkSummary), nextCursor: NextCursor }, { title: 'BulkPage' })
export interface BulkPage extends Static<typeof BulkPage> {}
export const BulkById = Type.Object({ bulkId: Id })
export interface BulkById extends Static<typeof BulkById> {}
export const ListBulks = Type.Object({ ...pageInput })
export interface ListBulks extends Static<typeof ListBulks> {}

export interface BulkService {
  /**
   * One command over many tickets: each by the same operation, with the same permissions, as if it was given alone. Under an idempotency key a
   * repetition goes on where the first call was cut off, and does nothing twice.
   */
  run(input: RunBulk): Promise<BulkResult>
  /** What became of it so far. */
  get(input: BulkById): Promise<BulkResult>
  /** Goes no further: what is done stays done, and the tickets whose turn has not come are told as failed by `bulk.cancelled`. */
  cancel(input: BulkById): Promise<BulkResult>
  /** The caller's own, newest first, without their items. */
  list(input?: ListBulks): Promise<BulkPage>
}
export interface BulkContract {
  id: 'bulk'
  service: BulkService
  events: {
    'bulk.started': { bulkId: string }
    'bulk.finished': { bulkId: string }
    'bulk.cancelled': { bulkId: string }
  }
  tables: CoreTables
}
