import type { TicketFacts } from '@deskwright/core'
import { materialCostOn } from '../cost/rate-on.ts'
import { billingError } from '../errors.ts'
import { reviseEstimate } from '../estimate/revise.ts'
import { type AnyWork, command } from '../kit.ts'
import { priceItemRow } from '../price/item-row.ts'
import { priceOn } from '../price/price-on.ts'
import { placeWork } from '../ticket/place-work.ts'
import { dayIn } from '../time/worked.ts'
import { zoneOf } from '../time/zone.ts'
import { expectVersion } from '../work.ts'
import { expectLineState, patchLine, seeLine, viewLine } from './line-row.ts'
import { AddWorkLine, UpdateWorkLine, WorkLine } from './schemas.ts'
import type { WorkLineTable } from './tables.ts'

interface SaidLine {
  readonly priceItemId: string
  readonly quantity: number
  readonly workedOn: string
  readonly personId: string | null
  readonly itemId: string | null | undefined
  /** Null: that of the list. */
  readonly priceMinor: number | null
  readonly isBillable: boolean
  readonly reason: string | undefined
}

/** What of a line follows from what was said: name, unit, price and cost as of its day, contract and warranty. */
async function columnsOf(work: AnyWork, ticket: TicketFacts, said: SaidLine) {
  const item = await priceItemRow(work, said.priceItemId)
  if (!item.is_active) throw billingError('billing.price_item_inactive', { code: item.code })
  if (!said.isBillable && said.reason === undefined) throw billingError('billing.reason_missing')
  const place = await placeWork(work, ticket, said.workedOn, said.itemId)
  const contract =
    place.contract_id === null
      ? undefined
      : await work.db.selectFrom('billing_contract').select('currency').where('id', '=', place.contract_id).executeTakeFirst()
  const currency = contract?.currency ?? work.options.currency
  return {
    ...place,
    price_item_id: item.id,
    name: item.name,
    unit: item.unit,
    quantity_count: said.quantity,
    currency,
    price_minor: said.priceMinor ?? (await priceOn(work.db, item.id, currency, said.workedOn)),
    is_own_price: said.priceMinor !== null,
    cost_minor: await materialCostOn(work.db, item.id, said.workedOn),
    is_billable: said.isBillable,
    reason: said.isBillable ? null : (said.reason ?? null),
    worked_on: said.workedOn,
    person_id: said.personId,
  } satisfies Partial<WorkLineTable>
}

/** 403 for a price of its own, unless the caller decides what is charged. 404 for a person that they may not know of. */
async function expectAllowed(
  work: AnyWork,
  ticketId: string,
  { priceMinor, personId }: Partial<Pick<SaidLine, 'priceMinor' | 'personId'>>,
): Promise<void> {
  if (typeof priceMinor === 'number') {
    if (!work.holds('billing.override')) throw billingError('billing.own_price')
    await work.ticket(ticketId, 'billing.override')
  }
  if (typeof personId === 'string') await work.person(personId)
}

export const addWorkLine = command({
  route: 'POST /tickets/:ticketId/work-lines',
  summary: 'Adds work or goods of the price list to a ticket.',
  permission: 'billing.work',
  audience: 'staff',
  input: AddWorkLine,
  output: WorkLine,
  async run(work, { ticketId, priceItemId, quantity, workedOn, personId, itemId, priceMinor = null, isBillable = true, reason }) {
    const { ticket } = await work.ticket(ticketId)
    await expectAllowed(work, ticketId, { priceMinor, personId: personId ?? null })
    const columns = await columnsOf(work, ticket, {
      priceItemId,
      quantity,
      workedOn: workedOn ?? dayIn(work.now, zoneOf(work)),
      personId: personId === undefined ? work.caller.personId : personId,
      itemId,
      priceMinor,
      isBillable,
      reason,
    })
    const row: WorkLineTable = {
      id: work.newId(),
      ticket_id: ticketId,
      ...columns,
      state: 'draft',
      estimate_id: null,
      is_price_agreed: false,
      invoice_id: null,
      version: 1,
      created_by: work.actor.id,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('billing.work_line_added', { ticketId, lineId: row.id }, (db) =>
      db.insertInto('billing_work_line').values(row).execute(),
    )
    return viewLine(work, row)
  },
})

export const updateWorkLine = command({
  route: 'PATCH /work-lines/:lineId',
  summary: 'Changes a work line; what stands on an estimate makes a new revision of it.',
  permission: 'billing.work',
  audience: 'staff',
  input: UpdateWorkLine,
  output: WorkLine,
  async run(work, { lineId, expectedVersion, ...said }) {
    // The ticket's row is the lock: what is read of its lines and estimates behind it stays as it is until the commit.
    const { ticket } = await work.ticket((await seeLine(work, lineId)).ticket_id)
    const row = await seeLine(work, lineId)
    expectVersion(row, expectedVersion)
    expectLineState(row, ['draft', 'estimate', 'approved'])
    await expectAllowed(work, ticket.id, said)
    const columns = await columnsOf(work, ticket, {
      priceItemId: said.priceItemId ?? row.price_item_id,
      quantity: said.quantity ?? row.quantity_count,
      workedOn: said.workedOn ?? row.worked_on,
      personId: said.personId === undefined ? row.person_id : said.personId,
      itemId: said.itemId === undefined ? row.item_id : said.itemId,
      priceMinor: said.priceMinor === undefined ? (row.is_own_price ? row.price_minor : null) : said.priceMinor,
      isBillable: said.isBillable ?? row.is_billable,
      reason: said.reason ?? row.reason ?? undefined,
    })
    const saved = await work.change('billing.work_line_changed', { ticketId: ticket.id, lineId }, (db) =>
      patchLine(work, db, row, { ...columns, ...(row.state === 'approved' ? { state: 'estimate', is_price_agreed: false } : {}) }),
    )
    if (row.estimate_id !== null) await reviseEstimate(work, ticket, row.estimate_id)
    return viewLine(work, saved)
  },
})
