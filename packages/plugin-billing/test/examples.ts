import type { ExampleContext, Examples, TestDesk } from '@deskwright/testing'
import type { BillingContract } from '../src/index.ts'

export const serviceOf = ({ test }: ExampleContext) => (test as unknown as TestDesk<BillingContract>).desk.system('examples').billing
let count = 0
export const fresh = (word: string): string => {
  count += 1
  return `${word} ${count}`
}

export const newTaxClass = async (context: ExampleContext) =>
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
  importPrices: async (context) => {
    const code = fresh('import').replace(' ', '_')
    await serviceOf(context).createTaxClass({ code, name: 'Standard', rate: '22', from: '2020-01-01' })
    const head = 'code,name,kind,tax_class,currency,price,valid_from\r\n'
    const line = (taxClass: string) => `${fresh('I')},Toner,goods,${taxClass},EUR,10.00,2026-01-01\r\n`
    return [{ table: head + line(code) }, { table: head + line('no_such_class'), isDryRun: true }]
  },
}
