import { billingError } from '../errors.ts'
import { reviseEstimate } from '../estimate/revise.ts'
import { type AnyReading, type AnyWork, command, query } from '../kit.ts'
import { expectVersion } from '../work.ts'
import { expectLineState, patchLine, seeLine, viewLine } from './line-row.ts'
import { ListWorkLines, WorkLine, WorkLineById, WorkLinePage } from './schemas.ts'

/** With the ticket's row locked, so that an estimate that is decided on meanwhile comes before or after. */
async function holdLine(work: AnyWork, { lineId, expectedVersion }: WorkLineById) {
  const { ticket } = await work.ticket((await seeLine(work, lineId)).ticket_id, 'billing.work')
  const row = await seeLine(work, lineId)
  expectVersion(row, expectedVersion)
  return { ticket, row }
}

export const finishWorkLine = command({
  route: 'POST /work-lines/:lineId/done',
  summary: 'Says that it is done, and so due.',
  permission: 'billing.work',
  audience: 'staff',
  input: WorkLineById,
  output: WorkLine,
  async run(work, input) {
    const { ticket, row } = await holdLine(work, input)
    expectLineState(row, ['draft', 'approved'])
    if (row.is_own_price && !row.is_price_agreed) throw billingError('billing.price_not_agreed')
    const saved = await work.change('billing.work_line_done', { ticketId: ticket.id, lineId: row.id }, (db) =>
      patchLine(work, db, row, { state: 'done' }),
    )
    return viewLine(work, saved)
  },
})

export const reopenWorkLine = command({
  route: 'DELETE /work-lines/:lineId/done',
  summary: 'Says that it is not done after all.',
  permission: 'billing.work',
  audience: 'staff',
  input: WorkLineById,
  output: WorkLine,
  async run(work, input) {
    const { ticket, row } = await holdLine(work, input)
    expectLineState(row, ['done'])
    const saved = await work.change('billing.work_line_reopened', { ticketId: ticket.id, lineId: row.id }, (db) =>
      patchLine(work, db, row, { state: row.is_price_agreed ? 'approved' : 'draft' }),
    )
    return viewLine(work, saved)
  },
})

export const cancelWorkLine = command({
  route: 'DELETE /work-lines/:lineId',
  summary: 'Says that it will not be done; an estimate that offers it gets a new revision.',
  permission: 'billing.work',
  audience: 'staff',
  input: WorkLineById,
  output: WorkLine,
  async run(work, input) {
    const { ticket, row } = await holdLine(work, input)
    expectLineState(row, ['draft', 'estimate', 'approved', 'done'])
    const saved = await work.change('billing.work_line_cancelled', { ticketId: ticket.id, lineId: row.id }, (db) =>
      patchLine(work, db, row, { state: 'cancelled', estimate_id: null, is_price_agreed: false }),
    )
    if (row.estimate_id !== null) await reviseEstimate(work, ticket, row.estimate_id)
    return viewLine(work, saved)
  },
})

export const workLines = query({
  route: 'GET /tickets/:ticketId/work-lines',
  summary: 'Work and goods of a ticket, in the order in which they were entered.',
  permission: 'billing.work',
  audience: 'staff',
  input: ListWorkLines,
  output: WorkLinePage,
  async run(work, input) {
    const { ticket } = await work.ticket(input.ticketId)
    const page = work.page('work lines', input)
    let rows = linesOf(work, ticket.id).limit(page.take)
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.execute()
    return page.of(
      found,
      ({ id }) => [id],
      found.slice(0, page.limit).map((row) => viewLine(work, row)),
    )
  },
})

const linesOf = ({ db }: AnyReading, ticketId: string) =>
  db.selectFrom('billing_work_line').selectAll().where('ticket_id', '=', ticketId).orderBy('id')
