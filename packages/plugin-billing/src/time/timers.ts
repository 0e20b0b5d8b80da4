import { billingError } from '../errors.ts'
import { type AnyReading, type BillingWriter, command, query } from '../kit.ts'
import { entryOf, insertEntry, savedView } from './entry.ts'
import { Gone, OwnTimer, SavedTime, StartTimer, StopTimer, Timer, TimerById } from './schemas.ts'
import type { TimerTable } from './tables.ts'
import { expectWorkKind } from './work-kinds.ts'
import { between, expectZone } from './worked.ts'
import { zoneOf } from './zone.ts'

const viewOf = (row: TimerTable): Timer => ({
  id: row.id,
  ticketId: row.ticket_id,
  workKindId: row.work_kind_id,
  startedAt: row.started_at,
  note: row.note,
})

const ownTimer = async ({ db, caller }: AnyReading): Promise<TimerTable | undefined> =>
  caller.personId === null
    ? undefined
    : db.selectFrom('billing_timer').selectAll().where('person_id', '=', caller.personId).executeTakeFirst()

/** The caller's; that of somebody else is not there. */
async function expectTimer(work: AnyReading, timerId: string): Promise<TimerTable> {
  const row = await ownTimer(work)
  if (row?.id !== timerId) throw billingError('billing.timer_not_found')
  return row
}

/** Of several who stop or discard it at once, the row goes with one. */
async function take(db: BillingWriter, timerId: string): Promise<void> {
  const taken = await db.deleteFrom('billing_timer').where('id', '=', timerId).returning('id').executeTakeFirst()
  if (!taken) throw billingError('billing.timer_not_found')
}

export const timer = query({
  route: 'GET /timer',
  summary: 'The caller’s timer.',
  permission: 'billing.time_own',
  audience: 'staff',
  output: OwnTimer,
  async run(work) {
    const row = await ownTimer(work)
    return { timer: row ? viewOf(row) : null }
  },
})

export const startTimer = command({
  route: 'POST /tickets/:ticketId/timer',
  summary: 'Starts the caller’s timer on a ticket.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: StartTimer,
  output: Timer,
  async run(work, { ticketId, workKindId, note = null }) {
    await work.ticket(ticketId)
    const personId = work.caller.personId
    if (personId === null) throw billingError('billing.timer_person')
    const kind = await expectWorkKind(work, workKindId)
    const row: TimerTable = {
      id: work.newId(),
      person_id: personId,
      ticket_id: ticketId,
      work_kind_id: kind.id,
      started_at: work.now,
      note,
    }
    await work.change('billing.timer_started', { timerId: row.id, forTicketId: ticketId }, async (db) => {
      // The person is the key: of two starts at once the second waits here, and finds the first one's.
      const started = await db
        .insertInto('billing_timer')
        .values(row)
        .onConflict((conflict) => conflict.column('person_id').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (started) return
      const running = await ownTimer(work)
      throw billingError('billing.timer_running', { since: running?.started_at ?? work.now })
    })
    return viewOf(row)
  },
})

export const stopTimer = command({
  route: 'POST /timers/:timerId/stop',
  summary: 'Stops the caller’s timer, and enters what it has counted.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: StopTimer,
  output: SavedTime,
  async run(work, { timerId, endedAt = work.now, ticketId, workKindId, timeZone, note, isBillable, reason, itemId, asDraft = false }) {
    const running = await expectTimer(work, timerId)
    const { ticket } = await work.ticket(ticketId ?? running.ticket_id)
    const zone = timeZone === undefined ? zoneOf(work) : expectZone(timeZone)
    const row = await entryOf(work, ticket, {
      personId: running.person_id,
      kind: await expectWorkKind(work, workKindId ?? running.work_kind_id),
      worked: between(running.started_at, endedAt, zone, work.now),
      note: note === undefined ? running.note : note,
      isBillable,
      reason,
      itemId,
      state: asDraft ? 'draft' : 'submitted',
    })
    await work.change('billing.time_added', { ticketId: ticket.id, timeId: row.id }, async (db) => {
      await take(db, timerId)
      await insertEntry(db, row)
    })
    return savedView(work, row)
  },
})

export const discardTimer = command({
  route: 'DELETE /timers/:timerId',
  summary: 'Forgets what the caller’s timer has counted.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: TimerById,
  output: Gone,
  async run(work, { timerId }) {
    const { ticket_id: forTicketId } = await expectTimer(work, timerId)
    await work.change('billing.timer_discarded', { timerId, forTicketId }, (db) => take(db, timerId))
    return { id: timerId }
  },
})
