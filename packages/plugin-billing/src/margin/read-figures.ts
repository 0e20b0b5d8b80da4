import { type RawBuilder, sql } from 'kysely'
import type { AnyReading } from '../kit.ts'
import { exact, proportion, ratio } from '../money/rounding.ts'
import type { By } from './schemas.ts'

/** Which days and whose; `isForeign`: what is in other currencies is there, and is left out. */
export interface Question {
  readonly by: By
  readonly from: string
  readonly until: string
  readonly companyId?: string | undefined
  readonly contractId?: string | undefined
  readonly currency: string
  readonly isForeign: boolean
}

/** Of one key, before it is put together. */
export interface Parts {
  minutes: number
  uncostedMinutes: number
  unapprovedMinutes: number
  uncostedLines: number
  exactMinor: number
  allocatedMinor: number
  /** Sixtieths of minor units: rounded once, at the end. */
  labour: bigint
  /** Thousandths of minor units. */
  material: bigint
}
export type Found = Map<string | null, Parts>

export const partsOf = (found: Found, key: string | null): Parts => {
  const known = found.get(key)
  if (known) return known
  const parts: Parts = {
    minutes: 0,
    uncostedMinutes: 0,
    unapprovedMinutes: 0,
    uncostedLines: 0,
    exactMinor: 0,
    allocatedMinor: 0,
    labour: 0n,
    material: 0n,
  }
  found.set(key, parts)
  return parts
}

const workKeys = { contract: 'contract_id', company: 'company_id', ticket: 'ticket_id', person: 'person_id', month: 'worked_on' } as const

/** Of work in one currency: what is done by a contract in another is not set against it. */
const ownContracts = (currency: string) =>
  sql<boolean>`(contract_id is null or contract_id not in (select id from ${sql.table('billing_contract')} where currency <> ${currency}))`

const keyOf = (by: By): RawBuilder<string | null> =>
  by === 'month' ? sql<string>`substr(worked_on, 1, 7)` : sql<string | null>`${sql.ref(workKeys[by])}`

/** A sum as text: a number of JavaScript would not hold all of them exactly. */
const total = (what: RawBuilder<unknown>) => sql<string>`cast(coalesce(sum(${what}), 0) as text)`

/** One walk over the entries of the period: everything is in the row, also what its hour costs. */
export async function addTime(work: AnyReading, question: Question, found: Found): Promise<void> {
  const key = keyOf(question.by)
  let rows = work.db
    .selectFrom('billing_time_entry')
    .select([
      key.as('key'),
      total(sql`minutes`).as('minutes'),
      total(sql`case when cost_rate_minor is null then minutes else 0 end`).as('uncosted'),
      total(sql`case when state <> 'approved' then minutes else 0 end`).as('unapproved'),
      total(sql`minutes * coalesce(cost_rate_minor, 0)`).as('labour'),
    ])
    .where('worked_on', '>=', question.from)
    .where('worked_on', '<', question.until)
    .where('state', 'in', ['draft', 'submitted', 'approved'])
    .groupBy(key)
  if (question.companyId !== undefined) rows = rows.where('company_id', '=', question.companyId)
  if (question.contractId !== undefined) rows = rows.where('contract_id', '=', question.contractId)
  if (question.isForeign) rows = rows.where(ownContracts(question.currency))
  for (const row of await rows.execute()) {
    const parts = partsOf(found, row.key)
    parts.minutes += Number(row.minutes)
    parts.uncostedMinutes += Number(row.uncosted)
    parts.unapprovedMinutes += Number(row.unapproved)
    parts.labour += BigInt(row.labour)
  }
}

/** Of what is done: a line that is only planned has cost nothing yet. */
export async function addMaterial(work: AnyReading, question: Question, found: Found): Promise<void> {
  const key = keyOf(question.by)
  let rows = work.db
    .selectFrom('billing_work_line')
    .select([
      key.as('key'),
      total(sql`quantity_count * coalesce(cost_minor, 0)`).as('material'),
      total(
        sql`case when cost_minor is null and price_item_id in (select id from ${sql.table('billing_price_item')} where kind = 'goods') then 1 else 0 end`,
      ).as('uncosted'),
    ])
    .where('worked_on', '>=', question.from)
    .where('worked_on', '<', question.until)
    .where('state', 'in', ['done', 'invoiced'])
    .groupBy(key)
  if (question.companyId !== undefined) rows = rows.where('company_id', '=', question.companyId)
  if (question.contractId !== undefined) rows = rows.where('contract_id', '=', question.contractId)
  if (question.isForeign) rows = rows.where(ownContracts(question.currency))
  for (const row of await rows.execute()) {
    const parts = partsOf(found, row.key)
    parts.material += BigInt(row.material)
    parts.uncostedLines += Number(row.uncosted)
  }
}

const invoiceKeys = {
  contract: 'billing_invoice.contract_id',
  company: 'billing_invoice.company_id',
  ticket: 'billing_invoice_line.ticket_id',
  person: 'billing_invoice_line.person_id',
  month: 'billing_invoice_line.day_from',
} as const

export interface Fees {
  /** What was invoiced without pointing to work, by contract. */
  readonly byContract: Map<string | null, number>
  /** For how many periods a contract's fee was. */
  readonly periods: Map<string | null, number>
}

/**
 * What was invoiced, without tax. A line that points to work is its revenue exactly; the others are fees, which the caller shares out. Credit notes
 * take off the line that they correct, so that they count on its day.
 */
export async function addRevenue(work: AnyReading, question: Question, found: Found): Promise<Fees> {
  const { by } = question
  const key: RawBuilder<string | null> =
    by === 'month' ? sql<string>`substr(${sql.ref(invoiceKeys.month)}, 1, 7)` : sql<string | null>`${sql.ref(invoiceKeys[by])}`
  const lines = () => {
    let some = work.db
      .selectFrom('billing_invoice_line')
      .innerJoin('billing_invoice', 'billing_invoice.id', 'billing_invoice_line.invoice_id')
      .where('billing_invoice.kind', '=', 'invoice')
      .where('billing_invoice.currency', '=', question.currency)
      .where('billing_invoice_line.day_from', '>=', question.from)
      .where('billing_invoice_line.day_from', '<', question.until)
    if (question.companyId !== undefined) some = some.where('billing_invoice.company_id', '=', question.companyId)
    if (question.contractId !== undefined) some = some.where('billing_invoice.contract_id', '=', question.contractId)
    return some
  }
  const fees: Fees = { byContract: new Map(), periods: new Map() }
  const source = sql.ref('billing_invoice_line.source_kind')
  const kind = sql<string>`case when ${source} in ('time', 'line') then 'work' when ${source} = 'fee' then 'fee' else 'other' end`
  const add = (row: { key: string | null; contractId: string | null; isExact: boolean }, minor: number): void => {
    if (row.isExact) partsOf(found, row.key).exactMinor += minor
    else {
      fees.byContract.set(row.contractId, (fees.byContract.get(row.contractId) ?? 0) + minor)
      if (by === 'contract' || by === 'company' || by === 'month') partsOf(found, row.key).allocatedMinor += minor
    }
  }
  // One walk over the lines: work and fees fall apart by what they are grouped by.
  const sums = await lines()
    .select([
      key.as('key'),
      'billing_invoice.contract_id as contractId',
      sql<string>`${kind}`.as('kind'),
      total(sql.ref('billing_invoice_line.net_minor')).as('net'),
      sql<number>`count(*)`.as('count'),
    ])
    .groupBy(by === 'contract' ? [key, kind] : [key, 'billing_invoice.contract_id', kind])
    .execute()
  for (const row of sums) {
    add({ key: row.key, contractId: row.contractId, isExact: row.kind === 'work' }, exact(BigInt(row.net)))
    if (row.kind === 'fee') fees.periods.set(row.contractId, (fees.periods.get(row.contractId) ?? 0) + Number(row.count))
  }
  const credited = await lines()
    .select([
      key.as('key'),
      'billing_invoice.contract_id as contractId',
      'billing_invoice.rounding',
      'billing_invoice_line.source_kind',
      'billing_invoice_line.net_minor',
      'billing_invoice_line.amount_minor',
      'billing_invoice_line.credited_minor',
    ])
    // As it stands in the condition of its index: with a parameter no database would find that.
    .where(sql<boolean>`${sql.ref('billing_invoice_line.credited_minor')} <> 0`)
    .execute()
  for (const row of credited) {
    const isExact = row.source_kind === 'time' || row.source_kind === 'line'
    // What was credited is as the tax mode has it; of prices with tax, the part of it that is net.
    const net = row.amount_minor === 0 ? 0 : proportion(row.net_minor, row.credited_minor, row.amount_minor, row.rounding)
    add({ key: row.key, contractId: row.contractId, isExact }, -net)
  }
  return fees
}

/** Minutes on each contract by key: by what its fees are shared out. */
export async function minutesOnContracts(
  work: AnyReading,
  question: Question,
): Promise<ReadonlyMap<string, readonly [string | null, number][]>> {
  const key = keyOf(question.by)
  let rows = work.db
    .selectFrom('billing_time_entry')
    .select(['contract_id', key.as('key'), total(sql`minutes`).as('minutes')])
    .where('contract_id', 'is not', null)
    .where('worked_on', '>=', question.from)
    .where('worked_on', '<', question.until)
    .where('state', 'in', ['draft', 'submitted', 'approved'])
    .groupBy(['contract_id', key])
  if (question.companyId !== undefined) rows = rows.where('company_id', '=', question.companyId)
  if (question.contractId !== undefined) rows = rows.where('contract_id', '=', question.contractId)
  const found = new Map<string, [string | null, number][]>()
  for (const row of await rows.execute()) {
    if (row.contract_id === null) continue
    const list = found.get(row.contract_id) ?? []
    list.push([row.key, Number(row.minutes)])
    found.set(row.contract_id, list)
  }
  return found
}

export const labourOf = ({ labour }: Parts): number => ratio(labour, 60n, 'half_up')
export const materialOf = ({ material }: Parts): number => ratio(material, 1000n, 'half_up')
