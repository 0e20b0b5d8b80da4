import { describe, expect, it } from 'vitest'
import { linesOfPdf } from '../../test/pdf-lines.ts'
import { fitted } from './fit.ts'
import type { DocumentLine, InvoiceDocument } from './invoice-document.ts'
import { drawPdf } from './pdf.ts'
import { printed } from './printed.ts'
import { documentLanguage, documentWords } from './words.ts'

const languages = ['en', 'he', 'fa', 'it', 'ja', 'ru'] as const
const party = { name: 'ACME', address: ['Via Roma 1', 'Milano'], country: 'IT', taxNumber: 'IT1', iban: null, email: null }
const line = (position: number, more: Partial<DocumentLine> = {}): DocumentLine => ({
  position,
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
  period: { from: '2026-01-01', until: '2026-02-01' },
  corrects: null,
  reason: null,
  contract: 'C-7',
  currency: 'EUR',
  taxMode: 'exclusive',
  exemptReason: null,
  seller: party,
  buyer: party,
  lines: [line(1)],
  taxes: [{ code: 'standard', rate: '8.1', netMinor: 123_456_789, taxMinor: 10_000_000 }],
  netMinor: 123_456_789,
  taxMinor: 10_000_000,
  grossMinor: 133_456_789,
  ...more,
})
const textOf = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1')
const pagesIn = (pdf: Uint8Array): number => [...textOf(pdf).matchAll(/\/Type \/Page\n/g)].length

/** As the eye meets what is read from the right. */
const turned = (text: string): string => Array.from(text).reverse().join('')

describe('a document to print', () => {
  it('says everything in the language of its reader, with the digits and dates of that language', () => {
    const of = (language: (typeof languages)[number]) => printed(document(), 'invoice', language)
    expect(of('en').gross).toEqual(['Total', '1,334,567.89 EUR'])
    expect(of('fa').gross).toEqual(['جمع کل', '۱٬۳۳۴٬۵۶۷٫۸۹ EUR'])
    expect(of('it').gross).toEqual(['Totale', '1.334.567,89 EUR'])
    expect(of('he').facts[2]).toEqual(['תקופה', '1 בינו׳ 2026 – 31 בינו׳ 2026'])
    expect(of('ja').title).toBe('請求書 INV-1')
    expect(printed(document({ currency: 'JPY' }), 'invoice', 'ja').net[1]).toBe('123,456,789 JPY')
    expect(printed(document({ currency: 'KWD' }), 'invoice', 'en').net[1]).toBe('123,456.789 KWD')
    expect(languages.map((language) => Object.keys(documentWords[language]).length)).toEqual(languages.map(() => 31))
    expect(['fa-IR', 'de', 'ru'].map((language) => documentLanguage([language]))).toEqual(['fa', 'en', 'ru'])
  })

  it('says of what is free why it is, and of a fee no quantity', () => {
    const fee = line(1, { minutes: null, rateMinor: null, days: { from: '2026-01-01', until: '2026-02-01' } })
    const free = ['included', 'rollover', 'prepaid', 'warranty', 'override'].map((basis, index) =>
      line(index + 2, { basis, amountMinor: 0 }),
    )
    const { lines } = printed(document({ lines: [fee, ...free] }), 'invoice', 'en')
    expect(lines[0]?.values).toEqual(['Work on site', 'Jan 1, 2026 – Jan 31, 2026', '', '', '8.1%', '100.00 EUR'])
    expect(lines.map(({ note }) => note)).toEqual([
      null,
      'included in the contract',
      'left over from the period before',
      'paid in advance',
      'warranty',
      'not charged',
    ])
  })

  it('says what a credit note corrects and why, and has no day by which it is to be paid', () => {
    const credit = document({ kind: 'credit_note', number: 'CN-1', corrects: { number: 'INV-1', issuedOn: '2026-02-01' }, reason: 'Twice' })
    const { title, facts, notes } = printed(credit, 'invoice', 'en')
    expect([title, notes]).toEqual(['Credit note CN-1', ['Twice']])
    expect(facts.map(([label]) => label)).toEqual(['Date', 'Period', 'Contract', 'Corrects invoice'])
    expect(facts.at(-1)).toEqual(['Corrects invoice', 'INV-1 (Feb 1, 2026)'])
  })

  it('prints nothing that is not seen, and marks what no font has', () => {
    const hostile = 'a\u0000\u202eb\u2066c\r\nd \ud800 😀 한 می‌رود שלום'
    const { lines } = printed(document({ lines: [line(1, { description: hostile })] }), 'invoice', 'en')
    expect(lines[0]?.values[0]).toBe('abc d \ufffd \ufffd \ufffd می‌رود שלום')
  })

  it('is drawn in every language and script, and the same whenever it is asked for', { timeout: 180_000 }, async () => {
    const lines = ['Work', 'החלפת מדפסת', 'تعویض چاپگر', 'プリンター交換', 'Замена', 'Łódź', 'Ωμέγα', '中文 한국어 😀'].map(
      (description, index) => line(index + 1, { description }),
    )
    for (const language of languages)
      for (const form of ['invoice', 'act'] as const) {
        const pdf = await drawPdf(document({ lines }), form, language)
        expect([textOf(pdf).slice(0, 5), pagesIn(pdf)], `${language} ${form}`).toEqual(['%PDF-', 1])
        // Every font is inside: the ones that readers have of their own (Type 1) know none of these scripts.
        expect(textOf(pdf)).not.toContain('/Type1')
        // Parts of fonts, each once: a copy for each change between scripts was three hundred kilobytes.
        expect(pdf.byteLength).toBeLessThan(60_000)
        expect(Buffer.from(await drawPdf(document({ lines }), form, language)).equals(Buffer.from(pdf))).toBe(true)
      }
  })

  it('puts Hebrew in its order from right to left, and numbers and names inside of it from left to right', {
    timeout: 60_000,
  }, async () => {
    const lines = [line(1, { description: 'תיקון (מדפסת) DR-2400 x 3' })]
    const seen = linesOfPdf(await drawPdf(document({ lines, seller: { ...party, name: 'בית 12, קומה 3' } }), 'invoice', 'he'))
    const texts = seen.map(({ text }) => text)
    // Read from the right: the word for an invoice, then its number, which itself is read from the left.
    expect(texts[0]).toBe(`INV-1 ${turned('חשבונית')}`)
    expect(texts.join('\n')).toContain(`3 ${turned('קומה')} ,12 ${turned('בית')}`)
    // Brackets are turned around, each to where it opens.
    expect(texts.join('\n')).toContain(`DR-2400 x 3 (${turned('מדפסת')}) ${turned('תיקון')}`)
    // In a row the description is on the right, and the amount on the left.
    expect(texts.find((text) => text.includes('100.00'))).toMatch(/^100\.00 EUR.*ןוקית$/)
  })

  it('joins Persian letters, each in the form that its place in the word asks for', { timeout: 60_000 }, async () => {
    // A letter that was drawn as a part of another one keeps its own text in the next document.
    await drawPdf(document({ lines: [line(1, { description: 'پشت' })] }), 'invoice', 'fa')
    const lines = ['ببب', 'ب', 'می‌رود', 'چاپ 24 برچسب'].map((description, index) =>
      line(index + 1, { description, amountMinor: 100 + index }),
    )
    const seen = linesOfPdf(await drawPdf(document({ lines }), 'invoice', 'fa'))
    const texts = seen.map(({ text }) => text.replaceAll(/[\u200c\0]/g, ''))
    // Where the two halves of a word do not join there is a letter without width.
    expect(texts[0]).toBe(`INV-1 ${turned('صورت حساب')}`)
    const rowOf = (word: string) => texts.findIndex((text) => text.endsWith(word))
    const formsAt = (row: number, count: number) => seen[row]?.forms.slice(-count) ?? []
    const three = formsAt(rowOf('ببب'), 3)
    const one = formsAt(
      texts.findIndex((text) => /(^|[^ب])ب$/.test(text)),
      1,
    )
    expect(new Set([...three, ...one]).size).toBe(4)
    expect(texts.join('\n')).toContain(turned('می رود'))
    expect(texts.join('\n')).toContain(`${turned('برچسب')} 24 ${turned('چاپ')}`)
    // Digits of the language are read from the left.
    expect(texts.join('\n')).toContain('۱٬۳۳۴٬۵۶۷٫۸۹ EUR')
  })

  it('breaks what is too wide, and writes no hyphen that nobody wrote', { timeout: 60_000 }, async () => {
    expect(fitted('a b', 100, 9)).toBe('a b')
    expect(fitted(`x ${'W'.repeat(30)} y`, 90, 9)).toBe(`x\n${'W'.repeat(10)}\n${'W'.repeat(10)}\n${'W'.repeat(10)} y`)
    expect(fitted('ドラムを交換（DR-2400）した。', 81, 9)).toBe('ドラムを交換（\nDR-2400）した。')
    const lines = [
      line(1, { description: 'החלפת יחידת תוף DR-2400 (מספר סידורי 80/12/B) והדפסת 3 מדבקות' }),
      line(2, { description: 'ドラムユニットを交換し、ラベルを三枚印刷してからテストページを確認しました' }),
    ]
    for (const language of ['he', 'ja'] as const) {
      const seen = linesOfPdf(await drawPdf(document({ lines }), 'invoice', language)).map(({ text }) => text)
      expect(seen.join('').match(/-/g)?.length, language).toBe('INV-1 C-7 DR-2400'.match(/-/g)?.length)
    }
  })

  it('goes on on further pages', { timeout: 60_000 }, async () => {
    const sixty = Array.from({ length: 60 }, (_, index) => line(index + 1))
    expect(pagesIn(await drawPdf(document({ lines: sixty }), 'act', 'he'))).toBe(3)
    expect(pagesIn(await drawPdf(document({ lines: [] }), 'invoice', 'en'))).toBe(1)
  })

  it('numbers its pages, also where one is higher than was thought', { timeout: 60_000 }, async () => {
    const footers = async (more: Partial<InvoiceDocument>) =>
      linesOfPdf(await drawPdf(document(more), 'invoice', 'en')).flatMap(({ text }) => /^Page .*/.exec(text) ?? [])
    const sixty = Array.from({ length: 60 }, (_, index) => line(index + 1))
    expect(await footers({ lines: sixty })).toEqual(['Page 1 / 2', 'Page 2 / 2'])
    // A reason of many lines is no line of the table: nobody has counted with it.
    const all = await footers({ lines: sixty, kind: 'credit_note', reason: 'Counted twice, as was found out later. '.repeat(80) })
    expect(all.length).toBeGreaterThan(2)
    expect(all).toEqual(all.map((_, index) => `Page ${index + 1} / ${all.length}`))
  })

  it('is drawn whatever stands in it', { timeout: 180_000 }, async () => {
    const texts = [
      '<img src=x onerror=alert(1)>',
      '\u202e\u2066\u0000\ud800',
      'W'.repeat(500),
      'שלום'.repeat(200),
      'ש a '.repeat(200),
      '',
      ' ',
      '\n\n\n',
      'e\u0301\u0301\u0301\u0301',
      '𠮷野家 ﷽',
      '(\\) Tj ET',
    ]
    for (const text of texts) {
      const one = { name: text, address: [text, text], country: 'ZZ', taxNumber: text, iban: text, email: text }
      const lines = texts.map((description, index) => line(index + 1, { description, unit: text, amountMinor: 1_000_000_000_000 }))
      const odd = document({ number: text, seller: one, buyer: one, contract: text, reason: text, exemptReason: text, lines })
      for (const language of ['en', 'he'] as const) expect(textOf(await drawPdf(odd, 'act', language)).slice(0, 5)).toBe('%PDF-')
    }
  })
})
