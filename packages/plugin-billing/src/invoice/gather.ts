import type { AccountTable } from '../account/tables.ts'
import type { AgreedContract } from '../contract/agreed.ts'
import { inParts } from '../in-parts.ts'
import type { AnyReading, BillingReader } from '../kit.ts'
import { pricesOf } from '../price/price-on.ts'
import { taxRateOf } from '../price/tax.ts'
import type { TimeEntryTable } from '../time/tables.ts'
import type { Override } from '../verdict/decide.ts'
import type { WorkLineTable } from '../work-line/tables.ts'
import type { InvoiceInput, PriceItemFacts, RunFault } from './compute.ts'
import { closedBefore } from './fees.ts'
import type { TakenWork } from './take-work.ts'
import { nothingUsed, usedBefore } from './used.ts'

/** An invoice to be computed. */
export interface Wanted {
  readonly account: AccountTable
  readonly contract: AgreedContract | null
  readonly work: TakenWork
}
export interface Gathered {
  readonly input: InvoiceInput
  /** What stands in the way before anything is computed. */
  readonly faults: readonly RunFault[]
}
type Piece = InvoiceInput['pieces'][number]

/** Everything that invoices follow from, as it is in this transaction: for many of them at once, and of the price list only what they name. */
export async function gather(
  work: Pick<AnyReading, 'options'>,
  db: BillingReader,
  on: string,
  wanted: readonly Wanted[],
): Promise<Gathered[]> {
  const kindNames = await namesOfKinds(db, wanted)
  const made = wanted.map((one) => ({ ...one, pieces: piecesOf(one.work, kindNames) }))
  const contracts = made.flatMap(({ contract }) => contract ?? [])
  const entries = new Map(made.flatMap(({ contract, work: { entries: own } }) => (contract ? [[contract.id, own] as const] : [])))
  const used = await usedBefore(db, contracts, on, ({ id }) => entries.get(id) ?? [])
  const overrides = await overridesOf(
    db,
    made.flatMap(({ pieces }) => pieces.map(({ key }) => key)),
  )
  const prices = await pricesOf(
    db,
    made.flatMap(({ pieces }) => pieces.flatMap(({ priceItemId }) => priceItemId ?? [])),
  )
  const ready = made.map((one) => ({ ...one, used: one.contract ? used(one.contract) : nothingUsed }))
  const items = await itemsOf(
    db,
    ready.flatMap(({ contract, pieces, used: { unbilledBlocks } }) => [
      ...pieces.flatMap(({ priceItemId }) => priceItemId ?? []),
      ...unbilledBlocks.map(({ priceItemId }) => priceItemId),
      ...(contract?.terms.flatMap(({ terms }) => terms.fee?.priceItemId ?? []) ?? []),
    ]),
  )
  const tax = await taxRateOf(db)
  return ready.map(({ account, contract, work: taken, pieces, used: before }): Gathered => {
    const currency = contract?.currency ?? work.options.currency
    return {
      faults: faultsIn(taken, currency, closedBefore(contract, on)),
      input: {
        contract,
        on,
        rounding: work.options.rounding ?? 'half_up',
        taxMode: account.tax_mode,
        taxRounding: account.tax_rounding,
        isExempt: account.exempt_reason !== null,
        pieces,
        overrides,
        ...before,
        listPrice: (itemId, day) => prices(currency, itemId, day),
        item: (id) => items.get(id),
        tax,
      },
    }
  })
}

const faultsIn = ({ entries, workLines }: TakenWork, currency: string, before: string): RunFault[] => [
  ...entries
    .filter((entry) => entry.is_billable && entry.worked_on < before && (entry.state === 'draft' || entry.state === 'submitted'))
    .map(({ id }) => ({ key: `time:${id}`, code: 'billing.not_approved' })),
  ...workLines
    .filter((line) => line.is_price_agreed && line.currency !== currency && line.worked_on < before)
    .map(({ id }) => ({ key: `line:${id}`, code: 'billing.other_currency' })),
]

const piecesOf = ({ entries, workLines }: TakenWork, kindNames: ReadonlyMap<string, string>): Piece[] => [
  ...entries.filter(({ state }) => state === 'approved').map((entry) => pieceOfTime(entry, kindNames)),
  ...workLines.map(pieceOfLine),
]

const pieceOfTime = (entry: TimeEntryTable, kindNames: ReadonlyMap<string, string>): Piece => ({
  key: `time:${entry.id}`,
  kind: 'time',
  ticketId: entry.ticket_id,
  personId: entry.person_id || null,
  workedOn: entry.worked_on,
  minutes: entry.minutes,
  quantity: 0,
  priceItemId: entry.price_item_id,
  isBillable: entry.is_billable,
  reason: entry.reason,
  isWarranty: entry.is_warranty,
  agreedMinor: null,
  title: entry.price_item_id === null ? (kindNames.get(entry.work_kind_id) ?? null) : null,
})

const pieceOfLine = (line: WorkLineTable): Piece => ({
  key: `line:${line.id}`,
  kind: 'line',
  ticketId: line.ticket_id,
  personId: line.person_id,
  workedOn: line.worked_on,
  minutes: 0,
  quantity: line.quantity_count,
  priceItemId: line.price_item_id,
  isBillable: line.is_billable,
  reason: line.reason,
  isWarranty: line.is_warranty,
  agreedMinor: line.is_price_agreed ? line.price_minor : null,
  title: line.name,
})

/** Of work that nothing is charged by, as then the kind's name stands on the line. */
async function namesOfKinds(db: BillingReader, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
  const ids = wanted.flatMap(({ work: { entries } }) =>
    entries.flatMap(({ price_item_id, work_kind_id }) => (price_item_id === null ? [work_kind_id] : [])),
  )
  const rows = await inParts(ids, (part) => db.selectFrom('billing_work_kind').select(['id', 'name']).where('id', 'in', part).execute())
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function itemsOf(db: BillingReader, ids: readonly string[]): Promise<ReadonlyMap<string, PriceItemFacts>> {
  const rows = await inParts(ids, (part) =>
    db.selectFrom('billing_price_item').select(['id', 'name', 'unit', 'tax_class_id']).where('id', 'in', part).execute(),
  )
  return new Map(rows.map(({ id, name, unit, tax_class_id }) => [id, { name, unit, taxClassId: tax_class_id }]))
}

async function overridesOf(db: BillingReader, keys: readonly string[]): Promise<ReadonlyMap<string, Override>> {
  const rows = await inParts(keys, (part) => db.selectFrom('billing_override').selectAll().where('source_key', 'in', part).execute())
  return new Map(rows.map(({ source_key, action, rate_minor, reason }) => [source_key, { action, rateMinor: rate_minor, reason }]))
}
