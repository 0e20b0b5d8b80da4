import type { Desk } from '@deskwright/core'
import type { BillingContract } from '@deskwright/plugin-billing'
import { everyItem } from '../../every-item.ts'
import { externalIdOf } from '../../population/population.ts'
import { type BillingWords, sampleBilling } from './sample-billing.ts'

const REASON = 'sample billing'
type System = ReturnType<Desk<BillingContract>['system']>

/** What every company is billed by. */
interface Ground {
  readonly billing: System['billing']
  readonly tickets: System['tickets']
  readonly taxClassId: string
  /** First day of this month, and of the one before: the month of work. */
  readonly thisMonth: string
  readonly lastMonth: string
}

/**
 * A contract of every sample company, a month of work on its tickets, the invoice for it, and an estimate that its approver has not decided on. What is
 * there already is left alone. Returns how many invoices were issued.
 */
export async function loadBilling(desk: Desk<BillingContract>, now: number): Promise<number> {
  const { billing, companies, people, access, tickets } = desk.system(REASON)
  const [companyIds, personIds] = [new Map<string, string>(), new Map<string, string>()]
  for await (const { externalId, id } of everyItem((place) => companies.list(place))) if (externalId) companyIds.set(externalId, id)
  for await (const { externalId, id } of everyItem((place) => people.list(place))) if (externalId) personIds.set(externalId, id)
  const allow = async (person: string, roleId: string, companyId?: string): Promise<void> => {
    const personId = personIds.get(externalIdOf(person))
    const where = companyId === undefined ? { scope: 'all' as const } : { scope: 'company' as const, scopeId: companyId }
    if (personId !== undefined) await access.grant({ personId, roleId, ...where })
  }
  for (const roleId of ['billing.bookkeeper', 'billing.controller']) await allow('admin', roleId)
  const monthOf = (months: number): string => {
    const day = new Date(now)
    return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)).toISOString().slice(0, 10)
  }
  const classes = (await billing.taxClasses()).items
  const taxClassId =
    classes.find(({ code }) => code === 'sample')?.id ??
    (await billing.createTaxClass({ code: 'sample', name: 'Sample tax', rate: '20', from: '2020-01-01' })).id
  const ground: Ground = { billing, tickets, taxClassId, thisMonth: monthOf(0), lastMonth: monthOf(-1) }
  let issued = 0
  for (const words of sampleBilling) {
    const { language } = words
    const companyId = companyIds.get(externalIdOf(`company-${language}`))
    const personId = personIds.get(externalIdOf(`agent-${language}`))
    if (companyId === undefined || personId === undefined) continue
    await allow(`agent-${language}`, 'billing.technician')
    await allow(`approver-${language}`, 'billing.customer_approver', companyId)
    await allow(`finance-${language}`, 'billing.customer_finance', companyId)
    if (await billMonth(ground, words, companyId, personId)) issued += 1
  }
  return issued
}

/** Where the sample's invoices are to print, and who may: for each language one. */
export async function sampleInvoices(desk: Desk<BillingContract>): Promise<readonly SampleInvoice[]> {
  const { billing } = desk.system(REASON)
  const languages = new Map(sampleBilling.map(({ language }) => [`SAMPLE-${language}`, language]))
  const contracts = new Map((await billing.contracts({ limit: 200 })).items.map(({ id, number }) => [id, languages.get(number)]))
  return (await billing.invoices({ limit: 200 })).items.flatMap(({ id, kind, contractId }) => {
    const language = contracts.get(contractId ?? '')
    return language === undefined || kind !== 'invoice'
      ? []
      : [{ language, key: `finance-${language}`, path: `/api/billing/invoices/${id}/pdf?language=${language}` }]
  })
}
export interface SampleInvoice {
  readonly language: string
  /** Of somebody who may see it. */
  readonly key: string
  readonly path: string
}

/** Whether the invoice was issued now. The contract comes last but for it: where there is an invoice, there is everything before. */
async function billMonth(ground: Ground, words: BillingWords, companyId: string, personId: string): Promise<boolean> {
  const { billing, thisMonth, lastMonth } = ground
  const item = (code: string, kind: 'work' | 'service' | 'goods', name: string, minor: number) =>
    priceItem(ground, { code: `SAMPLE-${words.language}-${code}`, kind, name, minor })
  const [care, work, part] = [
    await item('CARE', 'service', words.care, 24_000),
    await item('WORK', 'work', words.work, 8_400),
    await item('PART', 'goods', words.part, 11_900),
  ]
  const number = `SAMPLE-${words.language}`
  const known = (await billing.contracts({ companyId })).items.find((one) => one.number === number)
  const contractId =
    known?.id ??
    (
      await billing.createContract({
        number,
        companyId,
        name: words.contract,
        startsOn: lastMonth,
        terms: {
          fee: { minor: 24_000, timing: 'advance', priceItemId: care, isProrated: true },
          included: [{ key: 'hours', priceItemIds: [work], measure: 'minutes', quantity: 120, hasRollover: true, overageMinor: null }],
          prices: [],
          stepMinutes: 15,
          minimumMinutes: 30,
          showsTime: true,
        },
      })
    ).id
  if ((await billing.invoices({ contractId })).items.length) return false
  await billing.setAccount({ companyId, address: [words.address], country: words.country, paymentDays: 30 })
  await enterMonth(ground, words, { companyId, personId, work, part })
  await billing.issueInvoice({ companyId, contractId, on: thisMonth })
  return true
}

async function priceItem(
  { billing, taxClassId }: Ground,
  wanted: { code: string; kind: 'work' | 'service' | 'goods'; name: string; minor: number },
): Promise<string> {
  const { code, kind, name, minor } = wanted
  const known = (await billing.priceItems({ find: code })).items.find((one) => one.code === code)
  if (known) return known.id
  const { id: priceItemId } = await billing.createPriceItem({ code, kind, name, taxClassId })
  await billing.setPrice({ priceItemId, currency: 'EUR', minor, from: '2020-01-01' })
  return priceItemId
}

/** Time of the month before on the company's tickets, and what is offered on one that is still open. */
async function enterMonth(
  { billing, tickets, lastMonth }: Ground,
  { kind, note }: BillingWords,
  { companyId, personId, work, part }: { companyId: string; personId: string; work: string; part: string },
): Promise<void> {
  const kinds = (await billing.workKinds()).items
  const workKindId = kinds.find(({ name }) => name === kind)?.id ?? (await billing.createWorkKind({ name: kind, priceItemId: work })).id
  const { items } = await tickets.list({ companyId, limit: 200 })
  const worked = items.filter(({ category }) => category !== 'new').slice(0, 3)
  const entered = (await billing.times({ companyId, limit: 200 })).items
  for (const [index, { id: ticketId }] of worked.entries()) {
    if (entered.some((one) => one.ticketId === ticketId)) continue
    const day = (days: number): string => `${lastMonth.slice(0, 8)}${String(5 + 7 * index + days).padStart(2, '0')}`
    for (const [days, minutes] of [
      [0, 50 + 20 * index],
      [2, 25],
    ] as const)
      await billing.addTime({ ticketId, workKindId, personId, minutes, workedOn: day(days), note })
  }
  const waiting = (await billing.times({ companyId, state: 'submitted', limit: 200 })).items.map(({ id }) => id)
  if (waiting.length) await billing.approveTimes({ timeIds: waiting })
  // The maintenance plan's ticket is a request, so there is one for sure.
  const isOpen = (wanted: string) => items.find(({ type, category }) => type === wanted && ['new', 'open', 'waiting'].includes(category))
  const open = isOpen('incident') ?? isOpen('service_request')
  if (!open || (await billing.estimates({ ticketId: open.id })).items.length) return
  const { id: lineId } = await billing.addWorkLine({ ticketId: open.id, priceItemId: part, quantity: 1000 })
  const { id: estimateId } = await billing.createEstimate({ ticketId: open.id, lineIds: [lineId] })
  await billing.offerEstimate({ estimateId })
}
