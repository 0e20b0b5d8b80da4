import type { Desk } from '@deskwright/core'
import { createIdSource } from '../../core/src/value/id-source.ts'
import type { BillingContract } from '../src/index.ts'

/** A month for many contracts, as rows: what a run is measured and tested on. The invoices that it comes to are computed below, by other means. */
export interface MonthOfWork {
  readonly contracts: readonly { readonly id: string; readonly companyId: string; readonly feeMinor: number }[]
  readonly entries: readonly Entry[]
}
interface Entry {
  readonly id: string
  readonly contractId: string
  readonly workedOn: string
  readonly minutes: number
  readonly isNight: boolean
  readonly isBillable: boolean
  readonly isWarranty: boolean
}
const INCLUDED_MINUTES = 240
const NIGHT_MINOR = 15_000
const SITE_MINOR = 3_333
const STEP = 15
const MINIMUM = 30
/** Per mille: 8.1%. */
const TAX = 81
const now = '2026-01-02T09:00:00.000Z'

/** December 2025, invoiced on 1 January: 1 December and 1 January in advance, and what was worked. */
export async function fillMonth(
  desk: Desk<BillingContract>,
  sizes: { readonly companies: number; readonly contracts: number; readonly entries: number },
): Promise<MonthOfWork> {
  const newId = createIdSource()
  const system = desk.system('a month of work')
  const { billing } = system
  const { id: taxClassId } = await billing.createTaxClass({ code: 'month', name: 'Standard', rate: '8.1', from: '2020-01-01' })
  const item = async (code: string, minor: number): Promise<string> => {
    const { id: priceItemId } = await billing.createPriceItem({ code, kind: 'work', name: `Item ${code}`, taxClassId })
    await billing.setPrice({ priceItemId, currency: 'EUR', minor, from: '2020-01-01' })
    return priceItemId
  }
  const [fee, site, night] = [await item('FEE', 0), await item('SITE', SITE_MINOR), await item('NIGHT', NIGHT_MINOR)]
  const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId: site })
  const personId = newId()
  const companies: string[] = []
  for (let n = 0; n < sizes.companies; n += 1) companies.push((await system.companies.create({ name: `Company ${n}` })).id)
  const contracts: { id: string; companyId: string; feeMinor: number }[] = []
  for (let n = 0; n < sizes.contracts; n += 1) {
    const companyId = companies[n % companies.length] ?? ''
    const feeMinor = 20_000 + (n % 7) * 1_111
    const { id } = await billing.createContract({
      number: `M ${n}`,
      companyId,
      name: 'Care',
      startsOn: '2025-12-01',
      terms: {
        fee: { minor: feeMinor, timing: 'advance', priceItemId: fee, isProrated: true },
        included: [
          { key: 'hours', priceItemIds: [site], measure: 'minutes', quantity: INCLUDED_MINUTES, hasRollover: false, overageMinor: null },
        ],
        prices: [],
        stepMinutes: STEP,
        minimumMinutes: MINIMUM,
        showsTime: false,
      },
    })
    contracts.push({ id, companyId, feeMinor })
  }
  const entries: Entry[] = []
  for (let n = 0; n < sizes.entries; n += 1) {
    const { id: contractId } = contracts[n % contracts.length] ?? { id: '' }
    const round = Math.floor(n / contracts.length)
    entries.push({
      id: newId(),
      contractId,
      workedOn: `2025-12-${String(1 + ((round * 7) % 31)).padStart(2, '0')}`,
      minutes: 5 + ((n * 13) % 95),
      isNight: n % 5 === 0,
      isBillable: n % 11 !== 0,
      isWarranty: n % 17 === 0,
    })
  }
  const companyOf = new Map(contracts.map(({ id, companyId }) => [id, companyId]))
  const ticketOf = new Map(contracts.map(({ id }) => [id, newId()]))
  for (let from = 0; from < entries.length; from += 500) {
    const rows = entries.slice(from, from + 500).map((entry) => ({
      id: entry.id,
      ticket_id: ticketOf.get(entry.contractId) ?? '',
      company_id: companyOf.get(entry.contractId) ?? '',
      contract_id: entry.contractId,
      person_id: personId,
      work_kind_id: workKindId,
      worked_on: entry.workedOn,
      minutes: entry.minutes,
      is_billable: entry.isBillable,
      reason: entry.isBillable ? null : 'Our mistake',
      is_warranty: entry.isWarranty,
      price_item_id: entry.isNight ? night : site,
      state: 'approved',
      created_by: 'somebody',
      version: 1,
      created_at: now,
      updated_at: now,
    }))
    await desk['~store'].write(({ db }) => db.insertInto('billing_time_entry').values(rows).execute())
  }
  return { contracts, entries }
}

const halfUp = (numerator: number, denominator: number): number => Math.floor((2 * numerator + denominator) / (2 * denominator))

/** What each contract's invoice comes to, from the rows alone: written for this test, with nothing of the plugin. */
export function byHand({ contracts, entries }: MonthOfWork): ReadonlyMap<string, { net: number; gross: number; lines: number }> {
  const own = new Map<string, Entry[]>()
  for (const entry of entries) own.set(entry.contractId, [...(own.get(entry.contractId) ?? []), entry])
  return new Map(
    contracts.map(({ id, feeMinor }) => {
      const amounts = [feeMinor, feeMinor]
      let left = INCLUDED_MINUTES
      const inOrder = (own.get(id) ?? []).sort((a, b) => (`${a.workedOn} ${a.id}` < `${b.workedOn} ${b.id}` ? -1 : 1))
      for (const { minutes, isNight, isBillable, isWarranty } of inOrder) {
        const counted = Math.ceil(Math.max(minutes, MINIMUM) / STEP) * STEP
        if (!isBillable || isWarranty) amounts.push(0)
        else if (isNight) amounts.push(halfUp(NIGHT_MINOR * counted, 60))
        else {
          const included = Math.min(left, counted)
          left -= included
          if (included > 0) amounts.push(0)
          if (counted > included) amounts.push(halfUp(SITE_MINOR * (counted - included), 60))
        }
      }
      const net = amounts.reduce((all, one) => all + one, 0)
      const tax = amounts.reduce((all, one) => all + halfUp(one * TAX, 1000), 0)
      return [id, { net, gross: net + tax, lines: amounts.length }] as const
    }),
  )
}
