import { billingError } from '../errors.ts'
import { inParts } from '../in-parts.ts'
import type { AnyReading, AnyWork, BillingReader, BillingWriter } from '../kit.ts'
import { expectVersion, permitIn, stale } from '../work.ts'
import type { AgreedContract } from './agreed.ts'
import { addDays } from './periods.ts'
import type { Contract } from './schemas.ts'
import type { ContractTable } from './tables.ts'
import type { Terms } from './terms.ts'

/** A contract that the caller sees; else the answer for one that there is not. */
export async function seeContract(work: AnyReading, contractId: string): Promise<ContractTable> {
  const row = await work.db
    .selectFrom('billing_contract')
    .selectAll()
    .where('id', '=', contractId)
    .where(work.scope.companies('billing_contract.company_id', 'billing.contract_see'))
    .executeTakeFirst()
  if (!row) throw billingError('billing.contract_not_found')
  return row
}

/** As calculation needs it. Terms were checked when they were written. */
async function agreedContract(db: BillingReader, row: ContractTable): Promise<AgreedContract> {
  const [agreed] = await agreedContracts(db, [row])
  if (!agreed) throw new TypeError('One contract in, one out.')
  return agreed
}

/** Many of them, in their order. */
export async function agreedContracts(db: BillingReader, rows: readonly ContractTable[]): Promise<AgreedContract[]> {
  const ids = rows.map(({ id }) => id)
  const terms = await inParts(ids, (part) =>
    db
      .selectFrom('billing_contract_terms')
      .select(['contract_id', 'valid_from', 'terms_json'])
      .where('contract_id', 'in', part)
      .orderBy('valid_from')
      .execute(),
  )
  const pauses = await inParts(ids, (part) =>
    db.selectFrom('billing_contract_pause').selectAll().where('contract_id', 'in', part).orderBy('paused_from').execute(),
  )
  const [termsOf, pausesOf] = [grouped(terms), grouped(pauses)]
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    currency: row.currency,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    anchorDay: row.anchor_day,
    terms: termsOf(row.id).map(({ valid_from, terms_json }) => ({ from: valid_from, terms: terms_json as Terms })),
    pauses: pausesOf(row.id).map(({ paused_from, paused_until }) => ({ from: paused_from, until: paused_until })),
  }))
}

function grouped<Row extends { readonly contract_id: string }>(rows: readonly Row[]): (contractId: string) => readonly Row[] {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const there = found.get(row.contract_id)
    if (there) there.push(row)
    else found.set(row.contract_id, [row])
  }
  return (contractId) => found.get(contractId) ?? []
}

export async function viewContract(work: AnyReading, row: ContractTable): Promise<Contract> {
  const { db } = work
  const { terms, pauses } = await agreedContract(db, row)
  const blocks = await db
    .selectFrom('billing_prepaid')
    .selectAll()
    .where('contract_id', '=', row.id)
    .orderBy('bought_on')
    .orderBy('id')
    .execute()
  const ids = blocks.map(({ id }) => id)
  const uses = ids.length ? await db.selectFrom('billing_prepaid_use').selectAll().where('prepaid_id', 'in', ids).execute() : []
  return {
    id: row.id,
    number: row.number,
    companyId: row.company_id,
    name: row.name,
    currency: row.currency,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    anchorDay: row.anchor_day,
    renewal: row.renewal,
    renewalMonths: row.renewal_months,
    noticeDays: row.notice_days,
    isTerminated: row.is_terminated,
    terms: [...terms],
    pauses: [...pauses],
    prepaid: blocks.map(({ id, bought_on, expires_on, minutes }) => ({
      id,
      boughtOn: bought_on,
      expiresOn: expires_on,
      minutes,
      minutesUsed: uses.filter(({ prepaid_id }) => prepaid_id === id).reduce((all, use) => all + use.minutes, 0),
    })),
    note: row.note,
    version: row.version,
  }
}

/** When the job looks at it next: to tell of the end, and to renew it at the end. */
export function lookOn({ ends_on, notice_days, told_of, renewal, is_terminated }: ContractTable): string | null {
  if (ends_on === null || is_terminated) return null
  if (told_of !== ends_on) return addDays(ends_on, -notice_days)
  return renewal === 'tacit' ? ends_on : null
}

interface Change {
  readonly kind: string
  readonly day: string | null
  readonly note?: string | null
}

/**
 * One change of a contract: the row moves on from the version that was read, so that of two at once one is refused, and what happened is written down
 * with it. Runs wait at the account of the company and read behind it.
 */
export async function changeContract(
  work: AnyWork,
  contractId: string,
  expectedVersion: number | undefined,
  change: (row: ContractTable) => Change & { readonly patch?: Partial<ContractTable> },
  write: (db: BillingWriter, row: ContractTable) => Promise<void> = async () => undefined,
): Promise<Contract> {
  const row = await seeContract(work, contractId)
  permitIn(work, row.company_id, 'billing.contract_change')
  expectVersion(row, expectedVersion)
  const { kind, day, note = null, patch = {} } = change(row)
  const next: ContractTable = { ...row, ...patch, version: row.version + 1, updated_at: work.now }
  await work.change('billing.contract_changed', { contractId, companyId: row.company_id, kind }, async (db) => {
    const saved = await db
      .updateTable('billing_contract')
      .set({ ...patch, look_on: lookOn(next), version: next.version, updated_at: work.now })
      .where('id', '=', contractId)
      .where('version', '=', row.version)
      .returning('id')
      .executeTakeFirst()
    if (!saved) throw stale(row.version + 1)
    await write(db, next)
    await remember(work, db, contractId, kind, day, note)
  })
  return viewContract(work, { ...next, look_on: lookOn(next) })
}

export async function remember(
  work: AnyWork,
  db: BillingWriter,
  contractId: string,
  kind: string,
  day: string | null,
  note: string | null,
): Promise<void> {
  await db
    .insertInto('billing_contract_entry')
    .values({
      id: work.newId(),
      contract_id: contractId,
      happened_at: work.now,
      kind,
      on_day: day,
      note,
      actor_kind: work.actor.kind,
      actor_id: work.actor.id,
    })
    .execute()
}

/** Every item that terms name is in the price list, and nothing stands in them twice. */
export async function expectTerms(
  { db, desk }: Pick<AnyReading, 'db' | 'desk'>,
  { fee, included, prices, itemIds = [], objectIds = [] }: Terms,
): Promise<void> {
  // Equipment and places are looked up as the caller sees them; without the plugin there are none to name.
  for (const itemId of itemIds) await desk.equipment?.item({ itemId })
  for (const objectId of objectIds) await desk.equipment?.object({ objectId })
  const keys = included.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw billingError('billing.terms_twice', { what: twice })
  const priced = prices.map(({ priceItemId }) => priceItemId)
  if (new Set(priced).size !== priced.length)
    throw billingError('billing.terms_twice', { what: priced.find((id, index) => priced.indexOf(id) !== index) ?? '' })
  const ids = [...new Set([...priced, ...included.flatMap(({ priceItemIds }) => priceItemIds), ...(fee ? [fee.priceItemId] : [])])]
  if (!ids.length) return
  const found = await db.selectFrom('billing_price_item').select('id').where('id', 'in', ids).execute()
  if (found.length !== ids.length) throw billingError('billing.price_item_not_found')
}
