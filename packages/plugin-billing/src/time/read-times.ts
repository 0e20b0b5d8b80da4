import { type AnyReading, query } from '../kit.ts'
import { ListTicketTime, ListTimes, TimeById, TimePage, TimeWithHistory } from './schemas.ts'
import { seenTimes, seeTime } from './see-times.ts'
import { showsTime } from './shows-time.ts'
import type { TimeEntryTable } from './tables.ts'
import { viewTime, viewTimes } from './time-view.ts'

export const times = query({
  route: 'GET /time',
  summary: 'Own time, or that of everybody by right; latest day first.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: ListTimes,
  output: TimePage,
  async run(work, input) {
    const page = work.page('times', input)
    let rows = work.db
      .selectFrom('billing_time_entry')
      .selectAll()
      .where(seenTimes(work))
      .orderBy('worked_on', 'desc')
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.ticketId !== undefined) rows = rows.where('ticket_id', '=', input.ticketId)
    if (input.personId !== undefined) rows = rows.where('person_id', '=', input.personId)
    if (input.companyId !== undefined) rows = rows.where('company_id', '=', input.companyId)
    rows = input.state === undefined ? rows.where('state', '<>', 'replaced') : rows.where('state', '=', input.state)
    if (input.from !== undefined) rows = rows.where('worked_on', '>=', input.from)
    if (input.until !== undefined) rows = rows.where('worked_on', '<', input.until)
    if (page.after) {
      const [day, id] = [String(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) => eb.or([eb('worked_on', '<', day), eb.and([eb('worked_on', '=', day), eb('id', '<', id)])]))
    }
    const found = await rows.execute()
    return page.of(found, ({ worked_on, id }) => [worked_on, id], await viewTimes(work, found.slice(0, page.limit)))
  },
})

export const time = query({
  route: 'GET /time/:timeId',
  summary: 'A time entry, with what it was before it was corrected.',
  permission: 'billing.time_own',
  audience: 'staff',
  input: TimeById,
  output: TimeWithHistory,
  async run(work, { timeId }) {
    const row = await seeTime(work, timeId)
    return { ...(await viewTime(work, row)), corrected: await viewTimes(work, await replacedBy(work, row)) }
  },
})

/** Newest first. A correction of a correction is another step; somebody who corrects a thousand times is cut off. */
async function replacedBy({ db }: AnyReading, row: TimeEntryTable): Promise<TimeEntryTable[]> {
  const chain: TimeEntryTable[] = []
  for (let id = row.replaces_id; id !== null && chain.length < 100; ) {
    const before = await db.selectFrom('billing_time_entry').selectAll().where('id', '=', id).executeTakeFirst()
    if (!before) break
    chain.push(before)
    id = before.replaces_id
  }
  return chain
}

export const ticketTime = query({
  route: 'GET /tickets/:ticketId/time',
  summary: 'What was worked on a ticket; customers get it where the contract says so.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListTicketTime,
  output: TimePage,
  async run(work, input) {
    const { ticket } = await work.ticket(input.ticketId)
    const page = work.page('time of a ticket', input)
    let rows = work.db
      .selectFrom('billing_time_entry')
      .selectAll()
      .where('ticket_id', '=', ticket.id)
      .orderBy('worked_on', 'desc')
      .orderBy('id', 'desc')
      .limit(page.take)
    if (work.actor.capacity.acting === 'customer') {
      const shown = await showsTime(work, [ticket.id])
      rows = rows
        .where('contract_id', 'in', shown.length ? [...shown] : ['00000000-0000-0000-0000-000000000000'])
        .where('state', '=', 'approved')
    } else rows = rows.where(seenTimes(work)).where('state', '<>', 'replaced')
    if (page.after) {
      const [day, id] = [String(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) => eb.or([eb('worked_on', '<', day), eb.and([eb('worked_on', '=', day), eb('id', '<', id)])]))
    }
    const found = await rows.execute()
    return page.of(found, ({ worked_on, id }) => [worked_on, id], await viewTimes(work, found.slice(0, page.limit)))
  },
})
