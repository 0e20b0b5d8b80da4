import type { ExampleContext, Examples, TestDesk } from '@deskwright/testing'
import type { BillingContract } from '../src/index.ts'
import { enterTime } from './enter-work.ts'

export const serviceOf = ({ test }: ExampleContext) => (test as unknown as TestDesk<BillingContract>).desk.system('examples').billing
let count = 0
export const fresh = (word: string): string => {
  count += 1
  return `${word} ${count}`
}

const newTaxClass = async (context: ExampleContext) =>
  (await serviceOf(context).createTaxClass({ code: fresh('standard').replace(' ', '_'), name: 'Standard', rate: '22', from: '2020-01-01' }))
    .id
export const newPriceItem = async (context: ExampleContext, kind: 'work' | 'service' | 'goods' = 'work') => {
  const billing = serviceOf(context)
  const { id: priceItemId } = await billing.createPriceItem({
    code: fresh('P'),
    kind,
    name: 'Work on site',
    taxClassId: await newTaxClass(context),
  })
  await billing.setPrice({ priceItemId, currency: 'EUR', minor: 9000, from: '2020-01-01' })
  return priceItemId
}

const termsOf = (priceItemId: string) => ({
  fee: { minor: 30_000, timing: 'advance' as const, priceItemId, isProrated: true },
  included: [{ key: 'hours', priceItemIds: [], measure: 'minutes' as const, quantity: 240, hasRollover: true, overageMinor: null }],
  prices: [{ priceItemId, minor: 8000 }],
  stepMinutes: 15,
  minimumMinutes: 30,
  showsTime: false,
})
const newContract = async (context: ExampleContext, more: { endsOn?: string } = {}) =>
  (
    await serviceOf(context).createContract({
      number: fresh('C'),
      companyId: context.companyId,
      name: 'Care',
      startsOn: '2020-01-01',
      terms: termsOf(await newPriceItem(context)),
      ...more,
    })
  ).id
/** What the colleague's operations will do: a time entry of the customer's ticket, approved. */
const newEntry = async (context: ExampleContext, contractId: string | null = null) => {
  const { test, companyId, customerId } = context
  const { tickets } = test.desk.system('examples')
  const { id: ticketId } = await tickets.create({ subject: 'It prints blank pages', requesterId: customerId, companyId })
  const priceItemId = await newPriceItem(context)
  return enterTime(test.desk, { ticketId, companyId, contractId, personId: customerId, priceItemId, workedOn: '2021-01-10', minutes: 50 })
}
const newInvoice = async (context: ExampleContext) => {
  const contractId = await newContract(context, { endsOn: '2020-03-01' })
  return serviceOf(context).issueInvoice({ companyId: context.companyId, contractId, on: '2021-02-01' })
}
const newCreditNote = async (context: ExampleContext) =>
  (await serviceOf(context).creditInvoice({ invoiceId: (await newInvoice(context)).id, reason: 'It was billed twice' })).id
const newRun = async (context: ExampleContext) => {
  await newEntry(context, await newContract(context))
  return (await serviceOf(context).startInvoiceRun({ companyId: context.companyId, on: '2021-02-01' })).id
}
const longAgo = { startsOn: '2020-01-01', endsOn: '2021-01-01', renewal: 'tacit' as const, renewalMonths: 12 }

/** An input for every operation that needs something to be there. */
export const examples: Examples<BillingContract> = {
  createTaxClass: () => ({ code: fresh('reduced').replace(' ', '_'), name: 'Reduced', rate: '10', from: '2020-01-01' }),
  setTaxRate: async (context) => ({ taxClassId: await newTaxClass(context), rate: '21', from: '2027-01-01' }),
  createPriceGroup: () => ({ name: fresh('Group') }),
  priceItems: () => ({ find: 'p' }),
  priceItem: async (context) => ({ priceItemId: await newPriceItem(context) }),
  createPriceItem: async (context) => ({
    code: fresh('N'),
    kind: 'goods',
    name: 'Toner',
    taxClassId: await newTaxClass(context),
    groupId: (await serviceOf(context).createPriceGroup({ name: fresh('Group') })).id,
  }),
  updatePriceItem: async (context) => ({ priceItemId: await newPriceItem(context), name: 'Work at the desk' }),
  setPrice: async (context) => ({ priceItemId: await newPriceItem(context), currency: 'EUR', minor: 9500, from: '2027-01-01' }),
  contracts: ({ companyId }) => ({ companyId }),
  contract: async (context) => ({ contractId: await newContract(context) }),
  contractHistory: async (context) => ({ contractId: await newContract(context) }),
  createContract: async (context) => ({
    number: fresh('C'),
    companyId: context.companyId,
    name: 'Care',
    ...longAgo,
    terms: termsOf(await newPriceItem(context)),
    note: 'By word of mouth.',
  }),
  amendContract: async (context) => ({
    contractId: await newContract(context),
    from: '2026-01-01',
    terms: termsOf(await newPriceItem(context)),
    note: 'Dearer',
  }),
  pauseContract: async (context) => ({ contractId: await newContract(context), from: '2026-02-01', reason: 'Building works' }),
  resumeContract: async (context) => {
    const contractId = await newContract(context)
    await serviceOf(context).pauseContract({ contractId, from: '2026-02-01', reason: 'Building works' })
    return { contractId, on: '2026-02-15' }
  },
  endContract: async (context) => ({ contractId: await newContract(context), on: '2026-12-01', reason: 'They move away' }),
  renewContract: async (context) => ({ contractId: await newContract(context, { endsOn: '2027-01-01' }), until: '2028-01-01' }),
  addPrepaid: async (context) => ({
    contractId: await newContract(context),
    minutes: 600,
    minor: 80_000,
    priceItemId: await newPriceItem(context),
    boughtOn: '2026-01-01',
  }),
  saveTemplate: async (context) => ({ name: fresh('Template'), terms: termsOf(await newPriceItem(context)) }),
  lookAtContract: async (context) => ({
    contractId: (await serviceOf(context).createContract({ number: fresh('C'), companyId: context.companyId, name: 'Care', ...longAgo }))
      .id,
  }),
  previewInvoice: async (context) => {
    const contractId = await newContract(context)
    await newEntry(context, contractId)
    return { companyId: context.companyId, contractId, on: '2021-02-01' }
  },
  issueInvoice: async (context) => {
    const contractId = await newContract(context)
    await newEntry(context, contractId)
    return { companyId: context.companyId, contractId, on: '2021-02-01' }
  },
  dueInvoices: async (context) => {
    await newEntry(context, await newContract(context))
    return { companyId: context.companyId, on: '2021-02-01' }
  },
  startInvoiceRun: async (context) => {
    await newEntry(context, await newContract(context))
    return { companyId: context.companyId, on: '2021-02-01' }
  },
  invoiceRuns: async (context) => {
    await newRun(context)
    return {}
  },
  invoiceRun: async (context) => ({ runId: await newRun(context) }),
  invoiceRunOutcomes: async (context) => ({ runId: await newRun(context), outcome: 'issued' }),
  resumeInvoiceRun: async (context) => ({ runId: await newRun(context) }),
  advanceInvoiceRun: async (context) => ({ runId: await newRun(context), most: 1 }),
  invoices: ({ companyId }) => ({ companyId, isOpen: true }),
  invoice: async (context) => ({ invoiceId: (await newInvoice(context)).id }),
  creditInvoice: async (context) => ({ invoiceId: (await newInvoice(context)).id, reason: 'It was billed twice' }),
  invoicePdf: async (context) => [
    { invoiceId: (await newInvoice(context)).id, language: 'fa' },
    { invoiceId: await newCreditNote(context), language: 'he' },
  ],
  actOfWork: async (context) => ({ invoiceId: (await newInvoice(context)).id }),
  invoiceUbl: async (context) => {
    await serviceOf(context).setAccount({ companyId: context.companyId, name: 'ACME', country: 'IT' })
    return { invoiceId: (await newInvoice(context)).id }
  },
  invoiceCsv: async (context) => ({ invoiceId: (await newInvoice(context)).id }),
  whyCharged: async (context) => {
    const { id: invoiceId, lines } = await newInvoice(context)
    return { invoiceId, lineId: lines[0]?.id ?? '' }
  },
  overrideVerdict: async (context) => ({ sourceKey: `time:${await newEntry(context)}`, action: 'free', reason: 'Our mistake' }),
  account: ({ companyId }) => ({ companyId }),
  setAccount: ({ companyId }) => ({
    companyId,
    name: 'ACME Ltd',
    address: ['Sample Street 1', '00100 Rome'],
    country: 'IT',
    paymentDays: 14,
  }),
  enterPayment: async (context) => {
    await newInvoice(context)
    return {
      companyId: context.companyId,
      currency: 'EUR',
      amountMinor: 10_000,
      receivedOn: '2026-01-10',
      method: 'transfer',
      reference: 'INV-00001',
    }
  },
  allocatePayment: async (context) => {
    const { id: invoiceId } = await newInvoice(context)
    const paid = {
      companyId: context.companyId,
      currency: 'EUR',
      amountMinor: 10_000,
      receivedOn: '2026-01-10',
      method: 'cash',
      allocations: [],
    }
    return { paymentId: (await serviceOf(context).enterPayment(paid)).id, invoiceId, amountMinor: 5000 }
  },
  payments: ({ companyId }) => ({ companyId }),
  statement: ({ companyId }) => ({ companyId, currency: 'EUR' }),
  importPrices: async (context) => {
    const code = fresh('import').replace(' ', '_')
    await serviceOf(context).createTaxClass({ code, name: 'Standard', rate: '22', from: '2020-01-01' })
    const head = 'code,name,kind,tax_class,currency,price,valid_from\r\n'
    const line = (taxClass: string) => `${fresh('I')},Toner,goods,${taxClass},EUR,10.00,2026-01-01\r\n`
    return [{ table: head + line(code) }, { table: head + line('no_such_class'), isDryRun: true }]
  },
}
