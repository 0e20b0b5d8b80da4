import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { TicketFilter } from '../ticket/list-schema.ts'
import { about, Id, Instant, NextCursor, nullable, OpenInput, OpenObject, pageInput } from '../value/schema.ts'

/** So many tickets at once, and no more. */
export const MOST_TICKETS = 1000

export const RunBulk = Type.Object({
  ticketIds: Type.Optional(
    about(
      Type.Array(Id, { minItems: 1, maxItems: MOST_TICKETS, uniqueItems: true }),
      'Which tickets, in this order; else `filter` or `viewId`',
    ),
  ),
  filter: Type.Optional(about(TicketFilter, 'Those that this filter of `tickets.list` finds now')),
  viewId: Type.Optional(about(Id, 'Those that a saved view finds now')),
  command: about(
    Type.String({
      pattern: '^[a-z][A-Za-z0-9_]*(\\.[a-z][A-Za-z0-9_]*)?$',
      maxLength: 120,
      'x-fault': { kind: 'bulk_command', message: 'must be the name of a command, such as resolve or billing.addTime' },
    }),
    '`assign`, `update`, `reply`, `tag`, …; `<plugin>.<method>`; or a command of the tickets’ types, such as `resolve`.',
  ),
  input: Type.Optional(about(OpenInput, 'The command’s input, without the ticket')),
  atomic: Type.Optional(
    about(Type.Boolean(), 'All in one transaction, or none: any failure undoes the rest, and all failures are named. False unless told'),
  ),
  async: Type.Optional(
    about(Type.Boolean(), 'Answers at once; the work is done by the desk’s worker, and `get` tells how far it is. False unless told'),
  ),
})
export interface RunBulk extends Static<typeof RunBulk> {}

const BulkItem = Type.Object(
  {
    ticketId: Id,
    ok: about(nullable(Type.Boolean()), 'Whether it was done; null: not yet'),
    version: Type.Optional(about(Type.Integer(), 'The ticket’s version after the command')),
    code: Type.Optional(about(Type.String(), 'Where it failed: code of the error')),
    message: Type.Optional(about(Type.String(), 'Where it failed: the error’s sentence in the caller’s language')),
    details: Type.Optional(about(OpenObject, 'Where it failed: what else the error has to say')),
  },
  { title: 'BulkItem' },
)
export interface BulkItem extends Static<typeof BulkItem> {}
const bulk = {
  id: Id,
  command: about(Type.String(), 'What was done to each ticket'),
  atomic: about(Type.Boolean(), 'All or nothing'),
  state: about(
    Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('cancelled')]),
    '`running` until every ticket has its result',
  ),
  total: about(Type.Integer(), 'Tickets'),
  succeeded: about(Type.Integer(), 'Tickets for which it was done'),
  failed: about(Type.Integer(), 'Tickets for which it was refused'),
  createdAt: Instant,
  finishedAt: about(nullable(Instant), 'Null: it is still running'),
}
/** One result for each ticket, in the order of the tickets. */
export const BulkResult = Type.Object(
  { ...bulk, items: about(Type.Array(BulkItem), 'One result for each ticket, in the order of the tickets') },
  { title: 'BulkResult' },
)
export interface BulkResult extends Static<typeof BulkResult> {}
const BulkSummary = Type.Object({ ...bulk }, { title: 'BulkSummary' })
export interface BulkSummary extends Static<typeof BulkSummary> {}
export const BulkPage = Type.Object(
  { items: about(Type.Array(BulkSummary), 'What is on this page'), nextCursor: NextCursor },
  { title: 'BulkPage' },
)
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
