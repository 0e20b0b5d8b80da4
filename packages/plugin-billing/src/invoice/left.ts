import { accountOf } from '../account/account.ts'
import { type AgreedContract, coveredPeriod, termsOn } from '../contract/agreed.ts'
import { agreedContracts, seeContract } from '../contract/contract-row.ts'
import { addDays, addMonths, dayIn, type Range } from '../contract/periods.ts'
import type { IncludedSet } from '../contract/terms.ts'
import { type AnyReading, query } from '../kit.ts'
import type { QuotaUse } from '../verdict/ledger.ts'
import { computeInvoice } from './compute.ts'
import { gather } from './gather.ts'
import { ContractLeft, LeftOf } from './left-schemas.ts'
import { readWork } from './take-work.ts'

/**
 * The same computation as that of the invoice, looked at before the period is over: so what is told to be left is what will be left. Work that nobody has
 * approved yet is not in it.
 */
export const contractLeft = query({
  route: 'GET /contracts/:contractId/left',
  summary: 'What is left of what a contract includes in the period of a day, and of hours bought in advance.',
  permission: 'billing.contract_see',
  audience: 'both',
  input: LeftOf,
  output: ContractLeft,
  async run(work, { contractId, on }) {
    const { db, options, now } = work
    const row = await seeContract(work, contractId)
    const [contract] = await agreedContracts(db, [row])
    if (!contract) throw new TypeError('One contract in, one out.')
    const day = on ?? dayIn(options.timeZone ?? 'UTC', now)
    const period = coveredPeriod(contract, day)
    const until = period?.until ?? addDays(day, 1)
    const target = { companyId: row.company_id, contractId }
    const workOf = await readWork(db, [target], until)
    const account = await accountOf(work, db, { id: row.company_id, name: '' })
    const [gathered] = await gather(work, db, until, [{ account, contract, work: workOf(target) }])
    if (!gathered) throw new TypeError('For each one that is wanted, one is gathered.')
    const { input } = gathered
    const { quotaUses, prepaidUses } = computeInvoice(input)
    const sets = period ? termsOn(contract, day).included : []
    const names = await namesOf(
      work,
      sets.flatMap(({ priceItemIds }) => priceItemIds),
    )
    const blocks = await db.selectFrom('billing_prepaid').select(['id', 'minutes']).where('contract_id', '=', contractId).execute()
    return {
      contractId,
      on: day,
      period: period ?? null,
      sets: period
        ? sets.map((set) => ({
            key: set.key,
            of: set.priceItemIds.flatMap((id) => names.get(id) ?? []),
            measure: set.measure,
            quantity: set.quantity,
            ...leftOf(set, setBefore(contract, set, period), period, [...input.quotasUsed, ...quotaUses]),
          }))
        : [],
      prepaid: input.blocks
        .filter(({ boughtOn, expiresOn }) => boughtOn <= day && (expiresOn === null || expiresOn > day))
        .sort((a, b) => (a.boughtOn === b.boughtOn ? (a.id < b.id ? -1 : 1) : a.boughtOn < b.boughtOn ? -1 : 1))
        .map(({ id, boughtOn, expiresOn, minutesLeft }) => {
          const minutes = blocks.find((block) => block.id === id)?.minutes ?? minutesLeft
          const taken = prepaidUses.filter(({ prepaidId }) => prepaidId === id).reduce((sum, use) => sum + use.minutes, 0)
          const left = Math.max(0, minutesLeft - taken)
          return { id, boughtOn, expiresOn, minutes, used: minutes - left, left }
        }),
    }
  },
})

/** As the ledger takes: a period's own is used by its work and by that of the next period, and of the period before what it had left. */
function leftOf(
  { key, quantity, hasRollover }: IncludedSet,
  before: IncludedSet | undefined,
  { from }: Range,
  uses: readonly QuotaUse[],
): { rolledOver: number; used: number; left: number } {
  const sum = (periodFrom: string, of: 'base' | 'rollover'): number =>
    uses.reduce((all, use) => (use.setKey === key && use.periodFrom === periodFrom ? all + use[of] : all), 0)
  const rolledOver = hasRollover && before ? Math.max(0, before.quantity - sum(addMonths(from, -1), 'base')) : 0
  const [base, rollover, taken] = [sum(from, 'base'), sum(from, 'rollover'), sum(addMonths(from, 1), 'rollover')]
  return {
    rolledOver,
    used: base + rollover,
    left: Math.max(0, rolledOver - rollover) + Math.max(0, quantity - base - taken),
  }
}

/** The same set as it was agreed in the period before, if the contract was in force then. */
const setBefore = (contract: AgreedContract, { key }: IncludedSet, { from }: Range): IncludedSet | undefined =>
  from <= contract.startsOn ? undefined : termsOn(contract, addMonths(from, -1)).included.find((set) => set.key === key)

async function namesOf({ db }: AnyReading, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)]
  const rows = wanted.length ? await db.selectFrom('billing_price_item').select(['id', 'name']).where('id', 'in', wanted).execute() : []
  return new Map(rows.map(({ id, name }) => [id, name]))
}
