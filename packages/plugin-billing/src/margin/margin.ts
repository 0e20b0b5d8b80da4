import { expectCurrency } from '../cost/expect-currency.ts'
import { billingError } from '../errors.ts'
import { type AnyReading, query } from '../kit.ts'
import { allocate } from '../money/allocate.ts'
import { ratio } from '../money/rounding.ts'
import { namesOf } from '../time/time-view.ts'
import { permitIn } from '../work.ts'
import {
  addMaterial,
  addRevenue,
  addTime,
  type Fees,
  type Found,
  labourOf,
  materialOf,
  minutesOnContracts,
  type Parts,
  partsOf,
  type Question,
} from './read-figures.ts'
import { AskMargin, AskWorst, type Figures, Margin, type Suggestion, WorstContracts } from './schemas.ts'

const LONGEST_YEARS = 10
const WORST = 10

export const margin = query({
  route: 'GET /margin',
  summary: 'What is left of what was invoiced, by contract, company, ticket, person or month.',
  permission: 'billing.margin',
  audience: 'staff',
  input: AskMargin,
  output: Margin,
  async run(work, { by, from, until, currency, companyId, contractId, order = 'worst', limit = 100 }) {
    permitIn(work, null, 'billing.margin')
    const { question, leftOut } = await questionOf(work, { by, from, until, currency, companyId, contractId })
    const { found, unallocatedMinor } = await answer(work, question)
    const rows = [...found].map(([key, parts]) => ({ key, ...figuresOf(parts) }))
    const sign = order === 'worst' ? 1 : -1
    rows.sort((a, b) => sign * (a.marginMinor - b.marginMinor) || (String(a.key) < String(b.key) ? -1 : 1))
    const shown = rows.slice(0, limit)
    const labels = await labelsOf(work, by, shown)
    return {
      currency: question.currency,
      total: figuresOf(sumOf(found.values())),
      unallocatedMinor,
      leftOut,
      count: rows.length,
      items: shown.map((row) => ({ ...row, label: labels.get(row.key ?? '') ?? null })),
    }
  },
})

export const worstContracts = query({
  route: 'GET /margin/worst-contracts',
  summary: 'The ten contracts that leave least, with the fee that would cover the work.',
  permission: 'billing.margin',
  audience: 'staff',
  input: AskWorst,
  output: WorstContracts,
  async run(work, { from, until, currency }) {
    permitIn(work, null, 'billing.margin')
    const { question } = await questionOf(work, { by: 'contract', from, until, currency })
    const { found, fees } = await answer(work, question)
    const rows = [...found].flatMap(([key, parts]) => (key === null ? [] : [{ key, ...figuresOf(parts) }]))
    rows.sort((a, b) => a.marginMinor - b.marginMinor || (a.key < b.key ? -1 : 1))
    const worst = rows.slice(0, WORST)
    const contracts = worst.length
      ? await work.db
          .selectFrom('billing_contract')
          .select(['id', 'number', 'company_id'])
          .where(
            'id',
            'in',
            worst.map(({ key }) => key),
          )
          .execute()
      : []
    return {
      currency: question.currency,
      items: worst.flatMap(({ key, ...figures }) => {
        const contract = contracts.find(({ id }) => id === key)
        if (!contract) return []
        const suggestion = suggest(figures, fees.periods.get(key) ?? 0)
        return [{ contractId: key, number: contract.number, companyId: contract.company_id, ...figures, suggestion }]
      }),
    }
  },
})

/** Where the fee of a period no longer covers what its work costs beyond what was charged for it: the fee that would. */
function suggest(figures: Figures, periods: number): Suggestion | null {
  const needed = figures.labourMinor + figures.materialMinor - figures.exactMinor
  if (periods === 0 || needed <= figures.allocatedMinor) return null
  const each = (minor: number) => ratio(BigInt(minor), BigInt(periods), 'half_up')
  // Rounded up: a fee that is a cent short does not cover.
  return { periods, feeMinor: each(figures.allocatedMinor), neededMinor: Math.ceil(needed / periods) }
}

type Asked = Omit<Question, 'currency' | 'isForeign'> & { readonly currency?: string | undefined }

/** Throws `billing.period_empty`, `billing.period_too_long`, `billing.margin_currencies`. */
async function questionOf(work: AnyReading, asked: Asked): Promise<{ readonly question: Question; readonly leftOut: string[] }> {
  const { from, until } = asked
  if (until <= from) throw billingError('billing.period_empty')
  if (Number(until.slice(0, 4)) - Number(from.slice(0, 4)) > LONGEST_YEARS)
    throw billingError('billing.period_too_long', { years: LONGEST_YEARS })
  const currency = expectCurrency(work, asked.currency)
  let invoices = work.db
    .selectFrom('billing_invoice')
    .select('currency')
    .distinct()
    .where('currency', '<>', currency)
    .where('period_until', '>', from)
    .where('period_from', '<', until)
  if (asked.companyId !== undefined) invoices = invoices.where('company_id', '=', asked.companyId)
  if (asked.contractId !== undefined) invoices = invoices.where('contract_id', '=', asked.contractId)
  const others = (await invoices.orderBy('currency').execute()).map((row) => row.currency)
  if (others.length && asked.currency === undefined)
    throw billingError('billing.margin_currencies', { currencies: [currency, ...others].join(', ') })
  return { question: { ...asked, currency, isForeign: others.length > 0 }, leftOut: others }
}

async function answer(work: AnyReading, question: Question) {
  const found: Found = new Map()
  await addTime(work, question, found)
  await addMaterial(work, question, found)
  const fees = await addRevenue(work, question, found)
  const isShared = question.by === 'ticket' || question.by === 'person'
  return { found, fees, unallocatedMinor: isShared ? await shareFees(work, question, found, fees) : 0 }
}

/** Fees of a contract by the hours that were worked on it; what nobody worked for stays over. */
async function shareFees(work: AnyReading, question: Question, found: Found, { byContract }: Fees): Promise<number> {
  const minutes = await minutesOnContracts(work, question)
  let left = 0
  for (const [contractId, minor] of byContract) {
    const shares = contractId === null ? undefined : minutes.get(contractId)
    if (!shares?.length) {
      left += minor
      continue
    }
    const parts = allocate(
      minor,
      shares.map(([, weight]) => weight),
    )
    shares.forEach(([key], index) => {
      partsOf(found, key).allocatedMinor += parts[index] ?? 0
    })
  }
  return left
}

function figuresOf(parts: Parts): Figures {
  const [labourMinor, materialMinor] = [labourOf(parts), materialOf(parts)]
  const revenue = parts.exactMinor + parts.allocatedMinor
  const marginMinor = revenue - labourMinor - materialMinor
  return {
    minutes: parts.minutes,
    uncostedMinutes: parts.uncostedMinutes,
    unapprovedMinutes: parts.unapprovedMinutes,
    uncostedLines: parts.uncostedLines,
    exactMinor: parts.exactMinor,
    allocatedMinor: parts.allocatedMinor,
    labourMinor,
    materialMinor,
    marginMinor,
    marginPercent: revenue > 0 ? tenths(ratio(BigInt(marginMinor) * 1000n, BigInt(revenue), 'half_up')) : null,
  }
}

/** Tenths of a percent as decimal text; no float is on the way. */
function tenths(value: number): string {
  const size = Math.abs(value)
  return `${value < 0 ? '-' : ''}${Math.trunc(size / 10)}.${size % 10}`
}

function sumOf(all: Iterable<Parts>): Parts {
  const sums = partsOf(new Map(), null)
  for (const parts of all) {
    sums.minutes += parts.minutes
    sums.uncostedMinutes += parts.uncostedMinutes
    sums.unapprovedMinutes += parts.unapprovedMinutes
    sums.uncostedLines += parts.uncostedLines
    sums.exactMinor += parts.exactMinor
    sums.allocatedMinor += parts.allocatedMinor
    sums.labour += parts.labour
    sums.material += parts.material
  }
  return sums
}

async function labelsOf(
  work: AnyReading,
  by: Question['by'],
  rows: readonly { key: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const keys = rows.flatMap(({ key }) => (key === null || key === '' ? [] : [key]))
  if (!keys.length) return new Map()
  if (by === 'person') return namesOf(work, keys)
  if (by === 'contract') {
    const contracts = await work.db.selectFrom('billing_contract').select(['id', 'number']).where('id', 'in', keys).execute()
    return new Map(contracts.map(({ id, number }) => [id, number]))
  }
  if (by !== 'company') return new Map()
  const labels = new Map<string, string>()
  for (const key of keys) {
    const company = await work.company(key).catch(() => undefined)
    if (company) labels.set(key, company.name)
  }
  return labels
}
