import { coreError } from '../error/core-errors.ts'
import { inUnit, retried, type UnitCall } from '../operation/call.ts'
import type { Caller } from '../operation/caller.ts'
import { contextOf } from '../operation/context-of.ts'
import type { Settle } from '../operation/operation.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { listInputOf } from '../saved-view/tickets-of-view.ts'
import { listedIds } from '../ticket/list.ts'
import { type BulkCommand, bulkCommand, expectBulkInput, type Outcome } from './bulk-command.ts'
import { actorKey, type BulkRow, insertBulk, seeBulk, viewBulk } from './bulk-rows.ts'
import { type BulkContract, BulkResult, MOST_TICKETS, RunBulk } from './contract.ts'
import { allOutcomes, expectAnySeen, performBulk, undone } from './perform-bulk.ts'

const { command } = forContract<BulkContract>()

/** Somebody else goes on with it when this process does not: after so long, nobody waits for it any more. */
const RESUME_AFTER_MS = 60_000

const record = command({
  route: 'POST /bulk',
  summary: 'One command over up to 1,000 tickets, with a result for each; all or nothing on request.',
  permission: 'ticket.read',
  audience: 'both',
  input: RunBulk,
  output: BulkResult,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    const what = bulkCommand(unit.runtime, actor, input.command, input.input ?? {})
    const ticketIds = await idsOf(context, input)
    const [first] = ticketIds
    if (first !== undefined) expectBulkInput(what, actor, first)
    if (input.ticketIds) await expectAnySeen(context, input.ticketIds)
    const isAtomic = input.atomic ?? false
    const isNested = (context.depth ?? 0) > 0
    const isNow = isAtomic && !input.async
    const outcomes = isNow ? await outcomesOrNone(context, what, ticketIds) : []
    const id = work.newId()
    const isDone = isNow || !ticketIds.length
    const row: BulkRow = {
      id,
      actor: actorKey(actor),
      caller_json: callerOf(context),
      acting: actor.capacity.acting,
      command: input.command,
      input_json: input.input ?? {},
      is_atomic: isAtomic,
      state: isDone ? 'done' : 'running',
      item_count: ticketIds.length,
      created_at: unit.now,
      finished_at: isDone ? unit.now : null,
    }
    const core = { ...context, owner: 'core' }
    await unit.change(core, 'bulk.started', { bulkId: id }, () => insertBulk(context, row, ticketIds, outcomes))
    if (isDone) await unit.change(core, 'bulk.finished', { bulkId: id }, () => undefined)
    else {
      const isLater = input.async || isNested
      const notBefore = isLater ? {} : { notBefore: new Date(Date.parse(unit.now) + RESUME_AFTER_MS).toISOString() }
      await unit.runtime.enqueue(unit.tx, 'core/bulk', { bulkId: id }, notBefore, unit.eventInProgress)
    }
    return viewBulk(context, row)
  },
})

/** After the record is committed: the commands themselves, in the call that asked for them. A repetition under the same key goes on here. */
const settle: Settle = async (call, input, output) => {
  const { id: bulkId, state } = output as BulkResult
  if (state !== 'running' || (input as RunBulk).async) return output
  await performBulk(call, bulkId, call.signal)
  const read: UnitCall = { runtime: call.runtime, source: call.source, caller: call.caller }
  return retried(read, () =>
    inUnit(read, false, async (unit, actor) => {
      const context: CallContext = { unit, actor, owner: 'core', permission: 'ticket.read' }
      return viewBulk(context, await seeBulk(context, bulkId))
    }),
  )
}

export const run: typeof record = Object.freeze({ ...record, settle })

/** Throws `bulk.which_tickets`, `bulk.too_many`, `view.not_found`, `view.unfit`. */
async function idsOf(context: CallContext, { ticketIds, filter, viewId }: RunBulk): Promise<readonly string[]> {
  if ([ticketIds, filter, viewId].filter((way) => way !== undefined).length !== 1) throw coreError('bulk.which_tickets')
  if (ticketIds) return ticketIds
  const input = viewId === undefined ? (filter ?? {}) : await listInputOf(context, viewId)
  const ids = await listedIds(context, input, MOST_TICKETS + 1)
  if (ids.length > MOST_TICKETS) throw coreError('bulk.too_many', { most: MOST_TICKETS })
  return ids
}

async function outcomesOrNone(context: CallContext, what: BulkCommand, ticketIds: readonly string[]): Promise<Outcome[]> {
  const outcomes = await allOutcomes(context, what, ticketIds, true)
  if (outcomes.some(({ ok }) => !ok)) throw undone(outcomes, ticketIds)
  return outcomes
}

/** Who calls, as another process can be it later: with the grants that they have then. */
const callerOf = ({ actor }: CallContext): Caller => {
  if (actor.kind === 'system') return { kind: 'system', reason: actor.id }
  if (actor.kind === 'plugin') return { kind: 'plugin', id: actor.id }
  const { channel, capacity, companyId } = actor
  const options =
    capacity.acting === 'staff'
      ? { acting: 'staff' as const, channel }
      : { acting: 'customer' as const, channel, ...(companyId === null ? {} : { company: companyId }) }
  return { kind: 'person', person: { externalId: actor.externalId ?? '' }, options }
}
