import type { Desk } from '@deskwright/core'
import { createIdSource } from '../../core/src/value/id-source.ts'

export interface TimeToEnter {
  readonly ticketId: string
  readonly companyId: string
  readonly contractId: string | null
  readonly personId: string
  readonly priceItemId: string | null
  readonly workedOn: string
  readonly minutes: number
  readonly state?: 'draft' | 'submitted' | 'approved'
  readonly isBillable?: boolean
}

const now = '2026-01-05T09:00:00.000Z'
const stamps = { version: 1, created_at: now, updated_at: now }

/** Writes a time entry as it stands in the table: the run is tested on what is there, whoever wrote it. */
export async function enterTime(desk: Pick<Desk, '~store'>, entry: TimeToEnter): Promise<string> {
  const newId = createIdSource()
  const [id, kindId] = [newId(), newId()]
  await desk['~store'].write(async ({ db }) => {
    await db
      .insertInto('billing_work_kind')
      .values({
        id: kindId,
        name: kindId,
        name_key: new TextEncoder().encode(kindId),
        titles_json: [],
        price_item_id: null,
        is_billable: true,
        is_active: true,
        ...stamps,
      })
      .execute()
    await db
      .insertInto('billing_time_entry')
      .values({
        id,
        ticket_id: entry.ticketId,
        company_id: entry.companyId,
        contract_id: entry.contractId,
        person_id: entry.personId,
        work_kind_id: kindId,
        worked_on: entry.workedOn,
        minutes: entry.minutes,
        is_billable: entry.isBillable ?? true,
        is_warranty: false,
        price_item_id: entry.priceItemId,
        state: entry.state ?? 'approved',
        created_by: entry.personId,
        ...stamps,
      })
      .execute()
  })
  return id
}
