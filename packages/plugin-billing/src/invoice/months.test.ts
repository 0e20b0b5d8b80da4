import { describe, expect, it } from 'vitest'
import type { AgreedContract } from '../contract/agreed.ts'
import type { Terms } from '../contract/terms.ts'
import { decimalOf } from '../money/currency.ts'
import type { WorkPiece } from '../verdict/piece.ts'
import { type ComputedInvoice, computeInvoice, type InvoiceInput } from './compute.ts'
import { dueFees } from './fees.ts'

const items: Record<string, { name: string; unit: string; taxClassId: string }> = {
  care: { name: 'Monthly care', unit: 'month', taxClassId: 'standard' },
  site: { name: 'Work on site', unit: 'hour', taxClassId: 'standard' },
  night: { name: 'Work at night', unit: 'hour', taxClassId: 'standard' },
  toner: { name: 'Toner', unit: 'piece', taxClassId: 'standard' },
  book: { name: 'Manual', unit: 'piece', taxClassId: 'reduced' },
  block: { name: 'Ten hours in advance', unit: 'hour', taxClassId: 'standard' },
}
const list: Record<string, number> = { site: 9000, night: 15_000, toner: 4550, book: 1999 }
const taxes: Record<string, string> = { standard: '22', reduced: '4' }

const terms = (over: Partial<Terms> = {}): Terms => ({
  fee: null,
  included: [],
  prices: [],
  stepMinutes: 15,
  minimumMinutes: 30,
  showsTime: false,
  ...over,
})
const contract = (over: Partial<AgreedContract> = {}): AgreedContract => ({
  id: 'c',
  number: 'C-1',
  currency: 'EUR',
  startsOn: '2026-01-01',
  endsOn: null,
  anchorDay: 1,
  terms: [{ from: '2026-01-01', terms: terms() }],
  pauses: [],
  ...over,
})
const input = (over: Partial<InvoiceInput>): InvoiceInput => ({
  contract: null,
  on: '2026-04-01',
  rounding: 'half_up',
  taxMode: 'exclusive',
  taxRounding: 'line',
  isExempt: false,
  pieces: [],
  feesInvoiced: new Set(),
  quotasUsed: [],
  blocks: [],
  unbilledBlocks: [],
  visits: [],
  overrides: new Map(),
  listPrice: (item) => list[item],
  item: (item) => items[item],
  tax: (taxClass) => ({ code: taxClass, rate: taxes[taxClass] ?? '' }),
  ...over,
})
const piece = (key: string, workedOn: string, size: number, over: Partial<WorkPiece> = {}): InvoiceInput['pieces'][number] => ({
  key,
  kind: key.startsWith('time') ? 'time' : 'line',
  ticketId: `ticket of ${key}`,
  personId: null,
  workedOn,
  minutes: key.startsWith('time') ? size : 0,
  quantity: key.startsWith('time') ? 0 : size,
  priceItemId: 'site',
  isBillable: true,
  reason: null,
  isWarranty: false,
  agreedMinor: null,
  title: null,
  ...over,
})

/** As it stands in a book: what, when, how much, at how much, and what it comes to. */
const book = ({ lines, netMinor, taxes: sums, grossMinor }: ComputedInvoice): string => {
  const euro = (minor: number) => decimalOf(minor, 'EUR')
  const rows = lines.map(({ description, basis, from, until, minutes, quantity, rateMinor, amountMinor, taxRate }) =>
    [
      from,
      until,
      description,
      basis,
      minutes === null ? `${(quantity ?? 0) / 1000}` : `${minutes} min`,
      euro(rateMinor),
      euro(amountMinor),
      `${taxRate}%`,
    ].join(' | '),
  )
  return [
    ...rows,
    `net ${euro(netMinor)}`,
    ...sums.map(({ rate, netMinor: net, taxMinor }) => `${rate}% of ${euro(net)} = ${euro(taxMinor)}`),
    `gross ${euro(grossMinor)}`,
  ].join('\n')
}
const table = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().replaceAll(/ *\| */g, ' | '))
    .join('\n')

describe('a simple month, as it was computed by hand', () => {
  it('comes to 482.51 without tax', () => {
    // 300.00 for April in advance. March: 50 minutes become 60 at 90.00 an hour; 10 minutes become the minimum of 30 at 90.00: 45.00;
    // one toner at 45.50; one thing that is not billable; 2.01 of a spare part for 1.005 units of 2.00.
    const simple = contract({
      terms: [
        {
          from: '2026-01-01',
          terms: terms({
            fee: { minor: 30_000, timing: 'advance', priceItemId: 'care', isProrated: true },
            prices: [{ priceItemId: 'book', minor: 200 }],
          }),
        },
      ],
    })
    const invoice = computeInvoice(
      input({
        contract: simple,
        feesInvoiced: new Set(['2026-01-01', '2026-02-01', '2026-03-01'].map((from) => `fee:c:${from}`)),
        pieces: [
          piece('time:1', '2026-03-03', 50),
          piece('time:2', '2026-03-31', 10),
          piece('line:1', '2026-03-10', 1000, { priceItemId: 'toner' }),
          piece('line:2', '2026-03-11', 1005, { priceItemId: 'book' }),
          piece('time:3', '2026-03-12', 120, { isBillable: false, reason: 'Training of our own' }),
          piece('time:4', '2026-04-01', 60),
        ],
      }),
    )
    expect(book(invoice)).toBe(
      table(`
        2026-04-01 | 2026-05-01 | Monthly care | fee          | 1       | 300.00 | 300.00 | 22%
        2026-03-03 | 2026-03-04 | Work on site | list         | 60 min  |  90.00 |  90.00 | 22%
        2026-03-10 | 2026-03-11 | Toner        | list         | 1       |  45.50 |  45.50 | 22%
        2026-03-11 | 2026-03-12 | Manual       | contract     | 1.005   |   2.00 |   2.01 | 4%
        2026-03-12 | 2026-03-13 | Work on site | not_billable | 120 min |   0.00 |   0.00 | 22%
        2026-03-31 | 2026-04-01 | Work on site | list         | 30 min  |  90.00 |  45.00 | 22%
        net 482.51
        22% of 480.50 = 105.71
        4% of 2.01 = 0.08
        gross 588.30
      `),
    )
    expect(invoice.faults).toEqual([])
  })
})

describe('a hard month, as it was computed by hand', () => {
  it('has rollover, a prepaid block, warranty, overtime, proration and two rates of tax', () => {
    // The contract ends on 21 March: 20 of 31 days of 310.00 are 200.00, in arrears. Four hours are included, an hour of February is left.
    //  3 March: 80 minutes become 90: 60 of February, 30 of March.        5 March: 180 become 180 of March (210 of its 240 used, 30 left).
    //  9 March: 100 become 105: 30 of March, 60 of the block, and 15 above at 100.00 an hour: 25.00.
    // 10 March: warranty. 12 March at night: 40 become 45 at the contract's 140.00: 105.00 (the set is of work on site only).
    // 15 March: two manuals at 19.99 with 4%. 25 March, after the end: 20 minutes at the list's 90.00 as worked: 30.00.
    const hard = contract({
      endsOn: '2026-03-21',
      terms: [
        {
          from: '2026-01-01',
          terms: terms({
            fee: { minor: 31_000, timing: 'arrears', priceItemId: 'care', isProrated: true },
            included: [
              { key: 'hours', priceItemIds: ['site'], measure: 'minutes', quantity: 240, hasRollover: true, overageMinor: 10_000 },
            ],
            prices: [{ priceItemId: 'night', minor: 14_000 }],
          }),
        },
      ],
    })
    const given = input({
      contract: hard,
      feesInvoiced: new Set(['fee:c:2026-01-01', 'fee:c:2026-02-01']),
      quotasUsed: [{ setKey: 'hours', periodFrom: '2026-02-01', base: 180, rollover: 0 }],
      blocks: [{ id: 'b', boughtOn: '2026-03-01', expiresOn: null, minutesLeft: 60 }],
      unbilledBlocks: [{ id: 'b', boughtOn: '2026-03-01', minutes: 60, amountMinor: 8000, priceItemId: 'block' }],
      pieces: [
        piece('time:1', '2026-03-03', 80),
        piece('time:2', '2026-03-05', 180),
        piece('time:3', '2026-03-09', 100),
        piece('time:4', '2026-03-10', 70, { isWarranty: true }),
        piece('time:5', '2026-03-12', 40, { priceItemId: 'night' }),
        piece('line:6', '2026-03-15', 2000, { priceItemId: 'book' }),
        piece('time:7', '2026-03-25', 20),
      ],
    })
    const invoice = computeInvoice(given)
    expect(book(invoice)).toBe(
      table(`
        2026-03-01 | 2026-03-21 | Monthly care         | fee      | 1       | 310.00 | 200.00 | 22%
        2026-03-01 | 2026-03-02 | Ten hours in advance | prepaid  | 60 min  |  80.00 |  80.00 | 22%
        2026-03-03 | 2026-03-04 | Work on site         | rollover | 60 min  |   0.00 |   0.00 | 22%
        2026-03-03 | 2026-03-04 | Work on site         | included | 30 min  |   0.00 |   0.00 | 22%
        2026-03-05 | 2026-03-06 | Work on site         | included | 180 min |   0.00 |   0.00 | 22%
        2026-03-09 | 2026-03-10 | Work on site         | included | 30 min  |   0.00 |   0.00 | 22%
        2026-03-09 | 2026-03-10 | Work on site         | prepaid  | 60 min  |   0.00 |   0.00 | 22%
        2026-03-09 | 2026-03-10 | Work on site         | overage  | 15 min  | 100.00 |  25.00 | 22%
        2026-03-10 | 2026-03-11 | Work on site         | warranty | 75 min  |   0.00 |   0.00 | 22%
        2026-03-12 | 2026-03-13 | Work at night        | contract | 45 min  | 140.00 | 105.00 | 22%
        2026-03-15 | 2026-03-16 | Manual               | list     | 2       |  19.99 |  39.98 | 4%
        2026-03-25 | 2026-03-26 | Work on site         | list     | 20 min  |  90.00 |  30.00 | 22%
        net 479.98
        22% of 440.00 = 96.80
        4% of 39.98 = 1.60
        gross 578.38
      `),
    )
    expect(invoice.quotaUses).toEqual([{ setKey: 'hours', periodFrom: '2026-03-01', base: 240, rollover: 60 }])
    expect(invoice.prepaidUses).toEqual([{ prepaidId: 'b', minutes: 60 }])
  })
})

describe('fees', () => {
  const fee = { minor: 31_000, timing: 'advance', priceItemId: 'care', isProrated: true } as const
  const shown = (of: AgreedContract, on: string) =>
    dueFees(of, on, new Set(), 'half_up').map(({ from, until, amountMinor }) => `${from} ${until} ${amountMinor}`)

  it('of advance and arrears change over without a day twice, an amendment counts from its day, a pause is free', () => {
    const dated = contract({
      startsOn: '2026-01-11',
      terms: [
        { from: '2026-01-11', terms: terms({ fee }) },
        { from: '2026-03-11', terms: terms({ fee: { ...fee, minor: 62_000 } }) },
      ],
      pauses: [{ from: '2026-04-16', until: null }],
    })
    expect(shown(dated, '2026-04-01')).toEqual([
      '2026-01-11 2026-02-01 21000',
      '2026-02-01 2026-03-01 31000',
      '2026-03-01 2026-03-11 10000',
      '2026-03-11 2026-04-01 42000',
      '2026-04-01 2026-04-16 31000',
    ])
    expect(shown(dated, '2026-12-31')).toHaveLength(5)
    expect(shown(dated, '2026-01-10')).toEqual([])
  })

  it('in arrears are due when their period is over, or the contract is; unprorated they are whole', () => {
    const whole = contract({
      startsOn: '2026-01-20',
      endsOn: '2026-03-05',
      anchorDay: 15,
      terms: [{ from: '2026-01-20', terms: terms({ fee: { ...fee, timing: 'arrears', isProrated: false } }) }],
    })
    expect(shown(whole, '2026-02-14')).toEqual([])
    expect(shown(whole, '2026-02-15')).toEqual(['2026-01-20 2026-02-15 31000'])
    expect(shown(whole, '2026-03-05')).toEqual(['2026-01-20 2026-02-15 31000', '2026-02-15 2026-03-05 31000'])
  })
})

describe('what can not be charged', () => {
  it('is told, all of it: no price in the currency, nothing to charge by, no rate of tax', () => {
    const found = computeInvoice(
      input({
        tax: () => undefined,
        pieces: [
          piece('time:1', '2026-03-03', 50, { priceItemId: 'block' }),
          piece('time:2', '2026-03-03', 50, { priceItemId: null }),
          piece('time:3', '2026-03-03', 50),
        ],
      }),
    )
    expect(found.faults).toEqual([
      { key: 'time:1', code: 'billing.price_missing' },
      { key: 'time:2', code: 'billing.no_price_item' },
      { key: 'time:3', code: 'billing.tax_missing' },
    ])
  })
})
