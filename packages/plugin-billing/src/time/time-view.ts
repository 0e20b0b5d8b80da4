import type { AnyReading } from '../kit.ts'
import type { Time } from './schemas.ts'
import type { TimeEntryTable } from './tables.ts'
import { titleOf } from './work-kinds.ts'

/** One look-up for everybody on the page. */
export async function namesOf(work: AnyReading, personIds: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(personIds)) {
    if (id === null || id === '') continue
    // Whoever may not know of somebody reads no name.
    const person = await work.person(id).catch(() => undefined)
    if (person) names.set(id, person.name)
  }
  return names
}

/** Notes and reasons are internal: customers get none, whatever the schema would leave out. */
export async function viewTimes(work: AnyReading, rows: readonly TimeEntryTable[]): Promise<Time[]> {
  if (!rows.length) return []
  const kindIds = [...new Set(rows.map(({ work_kind_id }) => work_kind_id))]
  const kinds = await work.db.selectFrom('billing_work_kind').selectAll().where('id', 'in', kindIds).execute()
  const titles = new Map(kinds.map((kind) => [kind.id, titleOf(work, kind)]))
  const names = await namesOf(
    work,
    rows.map(({ person_id }) => person_id),
  )
  const isStaff = work.actor.capacity.acting === 'staff'
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    companyId: row.company_id,
    person: { id: row.person_id, name: names.get(row.person_id) ?? '' },
    workKind: { id: row.work_kind_id, title: titles.get(row.work_kind_id) ?? '' },
    workedOn: row.worked_on,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    minutes: row.minutes,
    isBillable: row.is_billable,
    itemId: row.item_id,
    state: row.state,
    isLocked: row.invoice_id !== null,
    ...(isStaff
      ? {
          contractId: row.contract_id,
          reason: row.reason,
          note: row.note,
          isWarranty: row.is_warranty,
          refusal: row.refusal,
          replacesId: row.replaces_id,
          version: row.version,
          createdAt: row.created_at,
        }
      : {}),
  }))
}

export async function viewTime(work: AnyReading, row: TimeEntryTable): Promise<Time> {
  const [view] = await viewTimes(work, [row])
  if (!view) throw new TypeError('a row has a view')
  return view
}
