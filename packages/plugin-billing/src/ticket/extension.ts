import { seenEstimates } from '../estimate/see-estimates.ts'
import { type AnyReading, kit } from '../kit.ts'
import { seenTimes } from '../time/see-times.ts'
import { showsTime } from '../time/shows-time.ts'
import { BillingOnTicket, BillingOnTicketInput } from './schemas.ts'

type Parts = Map<string, Partial<BillingOnTicket>>

export const onTicket = kit.ticketExtension({
  input: BillingOnTicketInput,
  view: BillingOnTicket,
  audience: { minutes: 'both', unapprovedMinutes: 'staff', openWorkLines: 'staff', estimate: 'both' },
  async load(work, ticketIds) {
    const parts: Parts = new Map(ticketIds.map((id) => [id, {}]))
    if (!ticketIds.length) return new Map()
    const isStaff = work.actor.capacity.acting === 'staff'
    if (isStaff ? work.holds('billing.time_own') || work.holds('billing.time_all') : true)
      await (isStaff ? loadTime(work, ticketIds, parts) : loadShownTime(work, ticketIds, parts))
    if (isStaff && work.holds('billing.work')) await loadLines(work, ticketIds, parts)
    if (work.holds(isStaff ? 'billing.work' : 'billing.estimate_approve')) await loadEstimates(work, ticketIds, parts)
    return new Map([...parts].map(([id, part]) => [id, part]))
  },
  save() {},
})

async function loadTime(work: AnyReading, ticketIds: readonly string[], parts: Parts): Promise<void> {
  const rows = await work.db
    .selectFrom('billing_time_entry')
    .select(['ticket_id', 'state'])
    .select((eb) => eb.fn.sum<number | string>('minutes').as('minutes'))
    .where('ticket_id', 'in', [...ticketIds])
    .where('state', 'in', ['draft', 'submitted', 'approved'])
    .where(seenTimes(work))
    .groupBy(['ticket_id', 'state'])
    .execute()
  for (const part of parts.values()) Object.assign(part, { minutes: 0, unapprovedMinutes: 0 })
  for (const { ticket_id, state, minutes } of rows) {
    const part = parts.get(ticket_id)
    if (!part) continue
    part.minutes = (part.minutes ?? 0) + Number(minutes)
    if (state !== 'approved') part.unapprovedMinutes = (part.unapprovedMinutes ?? 0) + Number(minutes)
  }
}

async function loadShownTime(work: AnyReading, ticketIds: readonly string[], parts: Parts): Promise<void> {
  const contracts = await showsTime(work, ticketIds)
  if (!contracts.length) return
  const rows = await work.db
    .selectFrom('billing_time_entry')
    .select('ticket_id')
    .select((eb) => eb.fn.sum<number | string>('minutes').as('minutes'))
    .where('ticket_id', 'in', [...ticketIds])
    .where('contract_id', 'in', [...contracts])
    .where('state', '=', 'approved')
    .groupBy('ticket_id')
    .execute()
  for (const { ticket_id, minutes } of rows) Object.assign(parts.get(ticket_id) ?? {}, { minutes: Number(minutes) })
}

async function loadLines(work: AnyReading, ticketIds: readonly string[], parts: Parts): Promise<void> {
  const rows = await work.db
    .selectFrom('billing_work_line')
    .select('ticket_id')
    .select((eb) => eb.fn.countAll<number | string>().as('lines'))
    .where('ticket_id', 'in', [...ticketIds])
    .where('state', 'in', ['draft', 'estimate', 'approved'])
    .groupBy('ticket_id')
    .execute()
  for (const part of parts.values()) part.openWorkLines = 0
  for (const { ticket_id, lines } of rows) Object.assign(parts.get(ticket_id) ?? {}, { openWorkLines: Number(lines) })
}

async function loadEstimates(work: AnyReading, ticketIds: readonly string[], parts: Parts): Promise<void> {
  const isStaff = work.actor.capacity.acting === 'staff'
  const rows = await work.db
    .selectFrom('billing_estimate')
    .select(['id', 'ticket_id', 'number', 'state', 'revision', 'total_minor', 'currency'])
    .where('ticket_id', 'in', [...ticketIds])
    // What is being written is not for customers yet, nor is what it comes to.
    .where('state', 'not in', isStaff ? ['withdrawn'] : ['withdrawn', 'draft'])
    .where(seenEstimates(work))
    .orderBy('id')
    .execute()
  for (const { id, ticket_id, number, state, revision, total_minor, currency } of rows)
    Object.assign(parts.get(ticket_id) ?? {}, { estimate: { id, number, state, revision, totalMinor: total_minor, currency } })
}
