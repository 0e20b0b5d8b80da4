import { describe, expect, it } from 'vitest'
import { totalsOf } from '../money/tax.ts'
import { csvOf } from './csv-table.ts'
import type { DocumentLine, InvoiceDocument } from './invoice-document.ts'
import { ublOf } from './ubl.ts'

const party = { name: 'ACME', address: [], country: 'CH', taxNumber: null, iban: null, email: null }
const line = (more: Partial<DocumentLine> = {}): DocumentLine => ({
  position: 1,
  description: 'Work on site',
  basis: 'list',
  days: { from: '2026-01-10', until: '2026-01-11' },
  minutes: 50,
  quantity: null,
  unit: 'hour',
  rateMinor: 12_000,
  amountMinor: 10_000,
  netMinor: 10_000,
  taxRate: '8.1',
  ...more,
})
const document = (more: Partial<InvoiceDocument> = {}): InvoiceDocument => ({
  kind: 'invoice',
  number: 'INV-1',
  issuedOn: '2026-02-01',
  dueOn: '2026-03-03',
  period: { from: '2026-01-01', until: '2026-03-01' },
  corrects: null,
  reason: null,
  contract: 'C-7',
  currency: 'EUR',
  taxMode: 'exclusive',
  exemptReason: null,
  seller: {
    ...party,
    name: 'Seller & <Sons>',
    address: ['Via Roma 1', 'Floor 2', 'Milano'],
    country: 'IT',
    taxNumber: 'IT 1',
    iban: 'IT60 X054 2811',
  },
  buyer: party,
  lines: [line()],
  taxes: [{ code: 'standard', rate: '8.1', netMinor: 10_000, taxMinor: 810 }],
  netMinor: 10_000,
  taxMinor: 810,
  grossMinor: 10_810,
  ...more,
})
const all = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<cbc:${name}(?: [^>]*)?>([^<]*)<`, 'g'))].map(([, text = '']) => text)
/** Every element that opens closes, in order. */
const isNested = (xml: string): boolean => {
  const open: string[] = []
  for (const [, slash, name = ''] of xml.matchAll(/<(\/?)([A-Za-z:]+)[^>]*>/g)) {
    if (slash === '') open.push(name)
    else if (open.pop() !== name) return false
  }
  return open.length === 0
}

describe('UBL', () => {
  it('says what EN 16931 asks for, and its sums agree', () => {
    const xml = ublOf(document())
    expect(isNested(xml)).toBe(true)
    // BT-24, BT-1, BT-2, BT-3, BT-5, BT-27, BT-44: all of them, once.
    for (const name of ['CustomizationID', 'IssueDate', 'InvoiceTypeCode', 'DocumentCurrencyCode'])
      expect(all(xml, name), name).toHaveLength(1)
    expect(all(xml, 'RegistrationName')).toEqual(['Seller &amp; &lt;Sons&gt;', 'ACME'])
    expect(all(xml, 'EndDate')).toEqual(['2026-02-28', '2026-01-10'])
    expect([all(xml, 'InvoicedQuantity'), all(xml, 'PriceAmount')]).toEqual([['0.833'], ['120.048019']])
    expect([all(xml, 'StreetName'), all(xml, 'AdditionalStreetName'), all(xml, 'CityName')]).toEqual([
      ['Via Roma 1'],
      ['Floor 2'],
      ['Milano'],
    ])
    expect(xml).toContain('<cbc:ID>IT60X0542811</cbc:ID>')
    expect(xml).toContain('<cbc:CompanyID>IT1</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>')
  })

  it.each(['exclusive', 'inclusive'] as const)('holds to the arithmetic of the norm (%s)', (taxMode) => {
    // Two classes at one rate, written in two ways, are one sum; two classes at zero as well.
    const rated = [
      ['standard', '22', 333],
      ['other', '22.0', 777],
      ['reduced', '8.10', 1005],
      ['zero', '0', 500],
      ['free', '0.00', 0],
      ['standard', '22', 1],
    ] as const
    const totals = totalsOf(
      rated.map(([taxCode, taxRate, amountMinor]) => ({ taxCode, taxRate, amountMinor })),
      taxMode,
      'line',
      'half_up',
    )
    const lines = rated.map(([, taxRate, amountMinor], index) =>
      line({
        position: index + 1,
        taxRate,
        amountMinor,
        netMinor: totals.netOfLines[index] ?? 0,
        minutes: null,
        quantity: 1500,
        unit: 'piece',
      }),
    )
    const xml = ublOf(document({ ...totals, taxMode, lines }))
    const cents = (text = ''): number => Math.round(Number(text) * 100)
    const sum = (texts: readonly string[]) => texts.reduce((whole, text) => whole + cents(text), 0)
    const [documentNet, ...lineNets] = [all(xml, 'LineExtensionAmount')[0], ...all(xml, 'LineExtensionAmount').slice(1)]
    const [taxTotal, ...taxes] = all(xml, 'TaxAmount')
    const [exclusive, inclusive, payable] = ['TaxExclusiveAmount', 'TaxInclusiveAmount', 'PayableAmount'].map((name) =>
      cents(all(xml, name)[0]),
    )
    expect([lineNets.length, taxes.length, sum(lineNets)]).toEqual([6, 3, cents(documentNet)]) // BR-CO-10
    expect(exclusive).toBe(cents(documentNet)) // BR-CO-13
    expect(cents(taxTotal)).toBe(sum(taxes)) // BR-CO-14
    expect(inclusive).toBe((exclusive ?? 0) + cents(taxTotal)) // BR-CO-15
    expect(payable).toBe(inclusive) // BR-CO-16
    const breakdown = [...xml.matchAll(/<cac:TaxSubtotal>.*?<\/cac:TaxSubtotal>/gs)].map(([part]) => ({
      base: cents(all(part, 'TaxableAmount')[0]),
      tax: cents(all(part, 'TaxAmount')[0]),
      percent: Number(all(part, 'Percent')[0]),
    }))
    for (const { base, tax, percent } of breakdown) expect(Math.abs(tax - (base * percent) / 100)).toBeLessThan(3) // BR-CO-17, by line
    expect(breakdown.map(({ percent }) => percent)).toEqual([22, 8.1, 0])
    // BR-S-8, BR-Z-8: the sum of a rate is that of its lines.
    const byPercent = new Map<number, number>()
    for (const [part] of xml.matchAll(/<cac:InvoiceLine>.*?<\/cac:InvoiceLine>/gs)) {
      const percent = Number(all(part, 'Percent')[0])
      byPercent.set(percent, (byPercent.get(percent) ?? 0) + cents(all(part, 'LineExtensionAmount')[0]))
    }
    expect(breakdown.map(({ percent, base }) => [percent, base])).toEqual([...byPercent])
  })

  it('writes credit notes, currencies without cents, exemptions, and numbers of the tax office as what they are', () => {
    const credit = ublOf(document({ kind: 'credit_note', corrects: { number: 'INV-0', issuedOn: '2026-01-31' }, reason: 'Counted twice' }))
    expect(isNested(credit)).toBe(true)
    expect(credit).toContain('<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"')
    expect([all(credit, 'CreditNoteTypeCode'), all(credit, 'DueDate'), all(credit, 'CreditedQuantity')]).toEqual([['381'], [], ['0.833']])
    const taxes = [{ code: 'exempt', rate: '0', netMinor: 10_000, taxMinor: 0 }]
    const seller = { ...party, country: 'JP', taxNumber: '123' }
    const yen = ublOf(document({ currency: 'JPY', exemptReason: 'Article 1', taxes, lines: [line({ taxRate: '0' })], seller }))
    expect([all(yen, 'TaxExemptionReason'), all(yen, 'PriceAmount')]).toEqual([['Article 1'], ['12004.8019']])
    expect(yen).toContain('<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>')
    expect(yen).toContain('<cbc:CompanyID>123</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID>')
    const odd = ublOf(document({ lines: [line({ description: '\u0000\ud800<b>', minutes: null, quantity: 2500, unit: 'crate' })] }))
    expect(all(odd, 'Name')).toEqual(['\ufffd&lt;b&gt;'])
    expect(odd).toContain('unitCode="C62">2.500<')
    const fee = ublOf(document({ lines: [line({ minutes: null, rateMinor: null, days: { from: '2026-01-01', until: '2026-02-01' } })] }))
    expect(fee).toContain('unitCode="C62">1.000<')
    expect(all(fee, 'PriceAmount')).toEqual(['100.000000'])
  })

  it('refuses a currency that the norm has no decimals for', () => {
    expect(() => ublOf(document({ currency: 'KWD' }))).toThrow(expect.objectContaining({ code: 'billing.document_currency' }))
  })

  it('names what the norm asks for and nobody has said', () => {
    expect(() => ublOf(document({ seller: { ...party, taxNumber: null, country: null }, buyer: { ...party, name: '' } }))).toThrow(
      expect.objectContaining({
        code: 'billing.document_incomplete',
        message: expect.stringContaining('seller.country, seller.taxNumber, buyer.name'),
      }),
    )
  })
})

it('is written for spreadsheets without anything that they would run', () => {
  const lines = [
    line({ description: '=cmd|x' }),
    line({ position: 2, description: 'a "b", c', minutes: null, quantity: 1, unit: '@piece' }),
    line({ position: 3, description: '\t+1', minutes: null, rateMinor: null }),
  ]
  expect(csvOf(document({ lines })).split('\r\n').slice(1, 4)).toEqual([
    `INV-1,1,2026-01-10,2026-01-10,'=cmd|x,list,0.833,hour,120.00,100.00,100.00,8.1,EUR`,
    `INV-1,2,2026-01-10,2026-01-10,"a ""b"", c",list,0.001,'@piece,120.00,100.00,100.00,8.1,EUR`,
    `INV-1,3,2026-01-10,2026-01-10,'\t+1,list,,,,100.00,100.00,8.1,EUR`,
  ])
})
