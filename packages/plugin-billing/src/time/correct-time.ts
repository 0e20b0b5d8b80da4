import { command } from '../kit.ts'
import { expectVersion } from '../work.ts'
import { expectState, patchEntry, whyNot } from './change-entry.ts'
import { entryOf, expectKeeper, insertEntry, savedView } from './entry.ts'
import { CorrectTime, Gone, SavedTime, TimeById } from './schemas.ts'
import { seeTime } from './see-times.ts'
import type { TimeEntryTable } from './tables.ts'
import { expectWorkKind, workKindRow } from './work-kinds.ts'
import { type SaidWork, type Worked, workedFrom } from './worked.ts'
import { zoneOf } from './zone.ts'

export const correctTime = command({
  route: 'POST /time/:timeId/corrections',
  summary: 'Enters what is right in place of what was wrong, which stays in its history.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: CorrectTime,
  output: SavedTime,
  async run(work, { timeId, expectedVersion, workKindId, isBillable, reason, note, itemId, ...span }) {
    const row = await seeTime(work, timeId)
    const { ticket } = await work.ticket(row.ticket_id)
    if (row.person_id !== work.caller.personId) await expectKeeper(work, row.ticket_id)
    expectVersion(row, expectedVersion)
    expectState(row, ['draft', 'submitted', 'approved', 'refused'])
    const next = await entryOf(work, ticket, {
      personId: row.person_id,
      kind: workKindId === undefined ? await workKindRow(work, row.work_kind_id) : await expectWorkKind(work, workKindId),
      worked: correctedSpan(row, span, zoneOf(work), work.now),
      isBillable: isBillable ?? (workKindId === undefined ? row.is_billable : undefined),
      reason: reason ?? row.reason ?? undefined,
      note: note === undefined ? row.note : note,
      itemId: itemId === undefined ? row.item_id : itemId,
      state: row.state === 'draft' ? 'draft' : 'submitted',
      replacesId: row.id,
    })
    await work.change('billing.time_corrected', { ticketId: ticket.id, timeId: next.id, replacesId: row.id }, async (db) => {
      await patchEntry(work, db, row, { state: 'replaced' })
      await insertEntry(db, next)
    })
    return savedView(work, next)
  },
})

/** What was said anew; of the rest what it was. */
function correctedSpan(row: TimeEntryTable, said: SaidWork, zone: string, now: string): Worked {
  const isSaid = Object.values(said).some((value) => value !== undefined)
  if (!isSaid) return { workedOn: row.worked_on, startedAt: row.started_at, endedAt: row.ended_at, minutes: row.minutes }
  if (said.startedAt !== undefined || said.endedAt !== undefined)
    return workedFrom(
      {
        ...said,
        ...((said.startedAt ?? row.started_at) ? { startedAt: said.startedAt ?? row.started_at ?? '' } : {}),
        ...((said.endedAt ?? row.ended_at) ? { endedAt: said.endedAt ?? row.ended_at ?? '' } : {}),
      },
      zone,
      now,
    )
  const workedOn = said.workedOn ?? row.worked_on
  const isLength = said.minutes !== undefined || said.from !== undefined || said.until !== undefined
  return workedFrom({ ...said, workedOn, ...(isLength ? {} : { minutes: row.minutes }) }, zone, now)
}

export const removeTime = command({
  route: 'DELETE /time/:timeId',
  summary: 'Takes an entry away that is not approved.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: TimeById,
  output: Gone,
  async run(work, { timeId }) {
    const row = await seeTime(work, timeId)
    const { ticket } = await work.ticket(row.ticket_id)
    if (row.person_id !== work.caller.personId) await expectKeeper(work, row.ticket_id)
    expectState(row, ['draft', 'submitted', 'refused'])
    await work.change('billing.time_removed', { ticketId: ticket.id, timeId }, async (db) => {
      const removed = await db
        .deleteFrom('billing_time_entry')
        .where('id', '=', timeId)
        .where('version', '=', row.version)
        .where('state', '=', row.state)
        .where('invoice_id', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!removed) throw await whyNot(db, row)
    })
    return { id: timeId }
  },
})
