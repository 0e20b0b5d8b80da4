import { billingError } from '../errors.ts'
import { type AnyWork, command } from '../kit.ts'
import { expectState, patchEntry } from './change-entry.ts'
import { ApproveTimes, RefuseTimes, SubmitTimes, TimesChanged } from './schemas.ts'
import { seenTimes } from './see-times.ts'
import type { TimeEntryTable } from './tables.ts'

/** All that were named, in one order for everybody, so that two who approve the same do not wait for each other. */
async function entriesOf(work: AnyWork, timeIds: readonly string[]): Promise<TimeEntryTable[]> {
  const rows = await work.db
    .selectFrom('billing_time_entry')
    .selectAll()
    .where('id', 'in', [...timeIds])
    .where(seenTimes(work))
    .orderBy('id')
    .execute()
  if (rows.length !== timeIds.length) throw billingError('billing.time_not_found')
  return rows
}

/** 403 unless the caller approves time everywhere, or on each of these tickets. */
async function expectApprover(work: AnyWork, rows: readonly TimeEntryTable[]): Promise<void> {
  if (work.holds('billing.time_approve', 'everywhere')) return
  for (const ticketId of [...new Set(rows.map(({ ticket_id }) => ticket_id))].sort()) await work.ticket(ticketId, 'billing.time_approve')
}

export const submitTimes = command({
  route: 'POST /time/submit',
  summary: 'Hands drafts in for approval.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: SubmitTimes,
  output: TimesChanged,
  async run(work, { timeIds }) {
    const rows = await entriesOf(work, timeIds)
    for (const row of rows) {
      if (row.person_id !== work.caller.personId && !work.holds('billing.time_all')) throw billingError('billing.time_of_others')
      expectState(row, ['draft'])
    }
    for (const row of rows)
      await work.change('billing.time_submitted', { timeId: row.id }, (db) => patchEntry(work, db, row, { state: 'submitted' }))
    return { timeIds: rows.map(({ id }) => id) }
  },
})

export const approveTimes = command({
  route: 'POST /time/approve',
  summary: 'Approves time: all of it, or none.',
  permission: 'billing.time_approve',
  audience: 'staff',
  input: ApproveTimes,
  output: TimesChanged,
  async run(work, { timeIds }) {
    const rows = await entriesOf(work, timeIds)
    await expectApprover(work, rows)
    for (const row of rows) expectState(row, ['submitted'])
    for (const row of rows)
      await work.change('billing.time_approved', { timeId: row.id }, (db) =>
        patchEntry(work, db, row, { state: 'approved', approved_by: work.actor.id, approved_at: work.now, refusal: null }),
      )
    return { timeIds: rows.map(({ id }) => id) }
  },
})

export const refuseTimes = command({
  route: 'POST /time/refuse',
  summary: 'Refuses time, with what is wrong with it; also what was approved, until it stands on an invoice.',
  permission: 'billing.time_approve',
  audience: 'staff',
  input: RefuseTimes,
  output: TimesChanged,
  async run(work, { timeIds, reason }) {
    const rows = await entriesOf(work, timeIds)
    await expectApprover(work, rows)
    for (const row of rows) expectState(row, ['submitted', 'approved'])
    for (const row of rows)
      await work.change('billing.time_refused', { timeId: row.id }, (db) =>
        patchEntry(work, db, row, { state: 'refused', approved_by: null, approved_at: null, refusal: reason }),
      )
    return { timeIds: rows.map(({ id }) => id) }
  },
})
