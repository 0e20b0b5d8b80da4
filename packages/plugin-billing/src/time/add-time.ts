import { command } from '../kit.ts'
import { entryOf, insertEntry, savedView, workerOf } from './entry.ts'
import { AddTime, SavedTime } from './schemas.ts'
import { expectWorkKind } from './work-kinds.ts'
import { workedFrom } from './worked.ts'
import { zoneOf } from './zone.ts'

export const addTime = command({
  route: 'POST /tickets/:ticketId/time',
  summary: 'Enters time on a ticket by hand.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: AddTime,
  output: SavedTime,
  async run(work, { ticketId, workKindId, personId, isBillable, reason, note, itemId, asDraft = false, ...span }) {
    const { ticket } = await work.ticket(ticketId)
    const row = await entryOf(work, ticket, {
      personId: await workerOf(work, ticketId, personId),
      kind: await expectWorkKind(work, workKindId),
      worked: workedFrom(span, zoneOf(work), work.now),
      isBillable,
      reason,
      note,
      itemId,
      state: asDraft ? 'draft' : 'submitted',
    })
    await work.change('billing.time_added', { ticketId, timeId: row.id }, (db) => insertEntry(db, row))
    return savedView(work, row)
  },
})
