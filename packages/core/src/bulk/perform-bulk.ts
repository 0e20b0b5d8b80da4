import { sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { inUnit, retried, type UnitCall } from '../operation/call.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import { type BulkCommand, bulkCommand, type Outcome, outcomeOf } from './bulk-command.ts'
import { type BulkRow, finish, keepOutcome, waitingItems } from './bulk-rows.ts'

/** Longest that one transaction goes on to the next ticket: others wait for SQLite's writer meanwhile. */
const TURN_MS = 40
const MOST_IN_TURN = 100

/** Runs what is left of a bulk, in transactions of a moment each, so that it stops where it is when the process does and goes on from there. */
export async function performBulk(call: UnitCall, bulkId: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const fresh = (): UnitCall => ({ runtime: call.runtime, source: call.source, caller: call.caller })
    const isDone = await turn(fresh(), bulkId)
    call.runtime.wake()
    if (isDone || signal?.aborted) return
  }
}

async function turn(call: UnitCall, bulkId: string): Promise<boolean> {
  let refused: Outcome[] | undefined
  try {
    return await retried(call, () =>
      inUnit(call, true, async (unit, actor) => {
        const context: CallContext = { unit, actor, owner: 'core', permission: 'ticket.read' }
        const bulk = await take(context, bulkId)
        if (!bulk) return true
        const command = bulkCommand(unit.runtime, actor, bulk.command, bulk.input_json as object)
        if (!bulk.is_atomic) return someItems(context, bulk, command)
        const items = await waitingItems(context, bulkId, bulk.item_count)
        const outcomes = await allOutcomes(
          context,
          command,
          items.map(({ ticket_id }) => ticket_id),
        )
        if (outcomes.some(({ ok }) => !ok)) {
          refused = outcomes
          throw undone(outcomes)
        }
        await end(context, bulkId, items, outcomes)
        return true
      }),
    )
  } catch (error) {
    if (!refused) throw error
    const outcomes = refused
    await retried(call, () =>
      inUnit(call, true, async (unit, actor) => {
        const context: CallContext = { unit, actor, owner: 'core', permission: 'ticket.read' }
        if (await take(context, bulkId)) await end(context, bulkId, await waitingItems(context, bulkId, outcomes.length), notDone(outcomes))
      }),
    )
    return true
  }
}

/** The row is held until the commit, so that two processes that go on with the same bulk take turns. Undefined when it is done. */
async function take({ unit }: CallContext, bulkId: string): Promise<BulkRow | undefined> {
  const row = await unit.db.selectFrom('bulk').selectAll().where('id', '=', bulkId).forUpdate().executeTakeFirst()
  return row?.state === 'running' ? row : undefined
}

async function someItems(context: CallContext, bulk: BulkRow, command: BulkCommand): Promise<boolean> {
  const items = await waitingItems(context, bulk.id, MOST_IN_TURN + 1)
  const now = items.slice(0, MOST_IN_TURN)
  await lockSeen(
    context,
    now.map(({ ticket_id }) => ticket_id),
  )
  const endsAt = performance.now() + TURN_MS
  let done = 0
  for (const { ordinal, ticket_id } of now) {
    keepOutcome(context, bulk.id, ordinal, await outcomeOf(context, command, ticket_id))
    done += 1
    if (performance.now() > endsAt) break
  }
  if (done < items.length) return false
  await finished(context, bulk.id)
  return true
}

async function end(
  context: CallContext,
  bulkId: string,
  items: readonly { readonly ordinal: number }[],
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const [index, { ordinal }] of items.entries()) {
    const outcome = outcomes[index]
    if (outcome) keepOutcome(context, bulkId, ordinal, outcome)
  }
  await finished(context, bulkId)
}

const finished = (context: CallContext, bulkId: string): Promise<void> =>
  context.unit.change(context, 'bulk.finished', { bulkId }, () => finish(context, bulkId))

/** Each in its own savepoint, also after one failed: all failures are named. `isAnswered`: to a caller who waits for it. */
export async function allOutcomes(
  context: CallContext,
  command: BulkCommand,
  ticketIds: readonly string[],
  isAnswered = false,
): Promise<Outcome[]> {
  await lockSeen(context, ticketIds)
  const outcomes: Outcome[] = []
  for (const ticketId of ticketIds) outcomes.push(await outcomeOf(context, command, ticketId, isAnswered))
  return outcomes
}

/**
 * On PostgreSQL: the tickets of this transaction in the order of their ids, before the first command, so that two bulks over the same tickets in
 * opposite order never wait for each other. Only those that the caller sees: nobody holds up what is not theirs.
 */
async function lockSeen(context: CallContext, ticketIds: readonly string[]): Promise<void> {
  const { unit } = context
  if (unit.tx.kind !== 'postgres' || !ticketIds.length) return
  const rows = await seen(context, ticketIds).execute()
  await unit.tickets.lock(rows.map(({ id }) => id))
}

/** Those of the tickets that the caller sees. */
const seen = ({ unit, actor }: CallContext, ticketIds: readonly string[]) => {
  const { kind } = unit.tx
  return unit.db
    .selectFrom('ticket')
    .select('ticket.id')
    .where(anyOf(kind, 'ticket.id', 'uuid', sql`${listParam(kind, ticketIds)}`))
    .where(ticketPredicate(actor, unit.runtime.composition.permissions.bit('ticket.read')))
}

/**
 * Whoever names nothing that is there for them is told so, and nothing is begun or written down: the same for what they may not see.
 * Throws `bulk.no_tickets`.
 */
export async function expectAnySeen(context: CallContext, ticketIds: readonly string[]): Promise<void> {
  if (!(await seen(context, ticketIds).limit(1).executeTakeFirst())) throw coreError('bulk.no_tickets')
}

/** `bulk.failed` with every failure. */
export const undone = (outcomes: readonly Outcome[], ticketIds: readonly string[] = []) => {
  const items = outcomes.flatMap((outcome, index) => (outcome.ok ? [] : [{ ticketId: ticketIds[index], ...withoutOk(outcome) }]))
  return coreError('bulk.failed', { failed: items.length, total: outcomes.length }, { details: { items } })
}

const withoutOk = ({ ok: _, details, ...failure }: Extract<Outcome, { ok: false }>) => ({ ...failure, ...(details ? { details } : {}) })

/** What would have succeeded was undone with the rest. */
const notDone = (outcomes: readonly Outcome[]): Outcome[] => {
  const { code, message } = undone(outcomes)
  return outcomes.map((outcome) => (outcome.ok ? { ok: false, code, message, details: null } : outcome))
}

/** As whom a bulk may no longer be done: the caller lost what they had. Nothing of it would come back by trying again. */
export const isRefusal = (error: unknown): boolean => isDeskError(error) && error.code.startsWith('access.')
