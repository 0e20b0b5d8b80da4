import { amountIn, countIn, dayIn, daysIn, percentIn } from './amounts.ts'
import { written } from './fonts.ts'
import type { DocumentLine, InvoiceDocument, Party } from './invoice-document.ts'
import { type DocumentLanguage, type DocumentWords, documentWords } from './words.ts'

export type Form = 'invoice' | 'act'

/** Every text of a page in its reader's language, and nothing of how it is drawn. */
export interface Printed {
  readonly title: string
  readonly parties: readonly { readonly label: string; readonly name: string; readonly lines: readonly string[] }[]
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly head: readonly string[]
  readonly lines: readonly { readonly values: readonly string[]; readonly note: string | null }[]
  readonly taxHead: readonly string[]
  readonly taxes: readonly (readonly string[])[]
  readonly net: readonly [string, string]
  readonly tax: readonly [string, string]
  readonly gross: readonly [string, string]
  readonly notes: readonly string[]
  readonly signature: string
  footer(page: number, pages: number): string
  /** All of it, as fonts are chosen by what there is. */
  readonly everything: string
}

export function printed(document: InvoiceDocument, form: Form, language: DocumentLanguage): Printed {
  const words: DocumentWords = documentWords[language]
  const { currency } = document
  const money = (minor: number) => `${amountIn(minor, currency, language)} ${currency}`
  const title = form === 'act' ? words.act : document.kind === 'credit_note' ? words.creditNote : words.invoice
  const party = (label: string, one: Party) => ({
    label,
    name: shown(one.name),
    lines: [
      ...one.address,
      ...(one.country === null ? [] : [countryIn(one.country, language)]),
      ...(one.taxNumber === null ? [] : [`${words.taxNumber}: ${one.taxNumber}`]),
      ...(one.email === null ? [] : [one.email]),
      ...(one.iban === null ? [] : [`IBAN: ${one.iban}`]),
    ].map(shown),
  })
  const fact = (label: string, value: string | null) => (value === null ? [] : [[label, shown(value)] as const])
  const isInvoice = form === 'invoice' && document.kind === 'invoice'
  const texts = {
    title: shown(`${title} ${document.number}`),
    parties: [party(words.seller, document.seller), party(words.buyer, document.buyer)],
    facts: [
      ...fact(words.date, dayIn(document.issuedOn, language)),
      ...fact(words.due, isInvoice ? dayIn(document.dueOn, language) : null),
      ...fact(words.period, daysIn(document.period, language)),
      ...fact(words.contract, document.contract),
      ...fact(words.corrects, document.corrects && `${document.corrects.number} (${dayIn(document.corrects.issuedOn, language)})`),
    ],
    head: [words.description, words.day, words.quantity, words.price, words.tax, words.amount],
    lines: document.lines.map((line) => ({
      values: [
        shown(line.description),
        daysIn(line.days, language),
        quantityIn(line, language, words),
        line.rateMinor === null ? '' : amountIn(line.rateMinor, currency, language),
        percentIn(line.taxRate, language),
        money(line.amountMinor),
      ],
      note: line.amountMinor === 0 ? whyFree(line.basis, words) : null,
    })),
    taxHead: [words.tax, words.base, words.tax],
    taxes: document.taxes.map(({ rate, netMinor, taxMinor }) => [percentIn(rate, language), money(netMinor), money(taxMinor)]),
    net: [words.net, money(document.netMinor)] as const,
    tax: [words.tax, money(document.taxMinor)] as const,
    gross: [words.gross, money(document.grossMinor)] as const,
    notes: [
      ...(document.taxMode === 'inclusive' ? [words.includesTax] : []),
      ...(document.exemptReason === null ? [] : [document.exemptReason]),
      ...(document.reason === null ? [] : [document.reason]),
      ...(form === 'act' ? [words.accepted] : []),
    ].map(shown),
    signature: words.signature,
  }
  const footer = (page: number, pages: number) => `${words.page} ${countIn(page, language)} / ${countIn(pages, language)}`
  return { ...texts, footer, everything: JSON.stringify([texts, footer(1, 1)]) }
}

/** What is not seen is not printed: control characters, and those that turn the order of what follows; a break is a space. */
const shown = (text: string): string =>
  written(
    text
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/[\s\u0085]+/gu, ' ')
      .replaceAll(/[\u00ad\u200b\p{Cc}\p{Bidi_Control}\u2060-\u206f\ufeff\ufff9-\ufffb]/gu, '')
      .trim(),
  )

const units: Readonly<Record<string, 'hours' | 'pieces'>> = { hour: 'hours', piece: 'pieces' }
const quantityIn = ({ minutes, quantity, unit }: DocumentLine, language: string, words: DocumentWords): string => {
  if (minutes !== null) return `${countIn(minutes / 60, language)} ${words.hours}`
  if (quantity === null) return ''
  const known = units[unit]
  return `${countIn(quantity / 1000, language)} ${known ? words[known] : shown(unit)}`
}

const free = ['included', 'rollover', 'prepaid', 'warranty'] as const
const whyFree = (basis: string, words: DocumentWords): string => words[free.find((one) => one === basis) ?? 'notCharged']

function countryIn(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
