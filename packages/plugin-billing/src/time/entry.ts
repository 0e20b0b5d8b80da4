import type { TicketFacts } from '@deskwright/core'
import { costRateOn } from '../cost/rate-on.ts'
import { billingError } from '../errors.ts'
import type { AnyReading, AnyWork, BillingWriter } from '../kit.ts'
import { placeWork } from '../ticket/place-work.ts'
import type { SavedTime } from './schemas.ts'
import type { TimeEntryTable, TimeState, WorkKindTable } from './tables.ts'
import { viewTime } from './time-view.ts'
import { warningsOf } from './warnings.ts'
import type { Worked } from './worked.ts'

export interface SaidEntry {
  readonly personId: string
  readonly kind: WorkKindTable
  readonly worked: Worked
  readonly isBillable?: boolean | undefined
  readonly reason?: string | undefined
  readonly note?: string | null | undefined
  readonly itemId?: string | null | undefined
  readonly state: TimeState
  readonly replacesId?: string
}

/** Whose time is entered: the caller's, or that of somebody else by right over the ticket. */
export async function workerOf(work: AnyWork, ticketId: string, personId: string | undefined): Promise<string> {
  const own = work.caller.personId
  const wanted = personId ?? own
  if (wanted === null) throw billingError('billing.person_missing')
  if (wanted === own) return wanted
  await expectKeeper(work, ticketId)
  return (await work.person(wanted)).id
}

/** 403 for the time of others, unless the caller keeps it. */
export async function expectKeeper(work: AnyWork, ticketId: string): Promise<void> {
  if (!work.holds('billing.time_all')) throw billingError('billing.time_of_others')
  await work.ticket(ticketId, 'billing.time_all')
}

/** A row as it will be written. Throws `billing.reason_missing`. */
export async function entryOf(work: AnyWork, ticket: TicketFacts, said: SaidEntry): Promise<TimeEntryTable> {
  const { kind, worked, personId } = said
  const isBillable = said.isBillable ?? kind.is_billable
  if (said.isBillable === false && kind.is_billable && said.reason === undefined) throw billingError('billing.reason_missing')
  const place = await placeWork(work, ticket, worked.workedOn, said.itemId)
  return {
    id: work.newId(),
    ticket_id: ticket.id,
    ...place,
    person_id: personId,
    work_kind_id: kind.id,
    worked_on: worked.workedOn,
    started_at: worked.startedAt,
    ended_at: worked.endedAt,
    minutes: worked.minutes,
    is_billable: isBillable,
    reason: isBillable ? null : (said.reason ?? null),
    note: said.note ?? null,
    price_item_id: kind.price_item_id,
    cost_rate_minor: await costRateOn(work.db, personId, worked.workedOn),
    state: said.state,
    refusal: null,
    replaces_id: said.replacesId ?? null,
    approved_by: null,
    approved_at: null,
    invoice_id: null,
    version: 1,
    created_by: work.actor.id,
    created_at: work.now,
    updated_at: work.now,
  }
}

export const insertEntry = (db: BillingWriter, row: TimeEntryTable) => db.insertInto('billing_time_entry').values(row).execute()

export const savedView = async (work: AnyReading, row: TimeEntryTable): Promise<SavedTime> => ({
  ...(await viewTime(work, row)),
  warnings: await warningsOf(work, row),
})
