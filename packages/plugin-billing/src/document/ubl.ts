import { addDays } from '../contract/periods.ts'
import { billingError } from '../errors.ts'
import { decimalOf, digitsOf } from '../money/currency.ts'
import { ratio } from '../money/rounding.ts'
import type { DocumentLine, DocumentTax, InvoiceDocument, Party } from './invoice-document.ts'
import { tag, type Xml } from './xml.ts'

/**
 * EN 16931 in UBL 2.1. Sums are those of the document; nothing is computed anew but unit prices without tax. Tax categories of UNCL 5305: `S` for what is
 * taxed, `Z` at zero, `E` where the buyer is exempt, with the reason. Throws `billing.document_incomplete` where the norm asks for what is not known.
 */
export function ublOf(document: InvoiceDocument): string {
  expectWhole(document)
  const isCredit = document.kind === 'credit_note'
  const root = isCredit ? 'CreditNote' : 'Invoice'
  const { seller, corrects, currency, exemptReason } = document
  const amount = (name: string, minor: number) => money(name, minor, currency)
  const schema = 'urn:oasis:names:specification:ubl:schema:xsd'
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<${root} xmlns="${schema}:${root}-2" xmlns:cac="${schema}:CommonAggregateComponents-2" xmlns:cbc="${schema}:CommonBasicComponents-2">`,
    tag('cbc:CustomizationID', 'urn:cen.eu:en16931:2017'),
    tag('cbc:ID', document.number),
    tag('cbc:IssueDate', document.issuedOn),
    isCredit ? tag('cbc:CreditNoteTypeCode', '381') : tag('cbc:DueDate', document.dueOn) + tag('cbc:InvoiceTypeCode', '380'),
    tag('cbc:Note', document.reason),
    tag('cbc:DocumentCurrencyCode', currency),
    period(document.period),
    tag(
      'cac:BillingReference',
      corrects && tag('cac:InvoiceDocumentReference', [tag('cbc:ID', corrects.number), tag('cbc:IssueDate', corrects.issuedOn)]),
    ),
    tag('cac:ContractDocumentReference', document.contract === null ? null : [tag('cbc:ID', document.contract)]),
    tag('cac:AccountingSupplierParty', partyOf(seller, true)),
    tag('cac:AccountingCustomerParty', partyOf(document.buyer, false)),
    tag(
      'cac:PaymentMeans',
      seller.iban === null || isCredit
        ? null
        : [tag('cbc:PaymentMeansCode', '30'), tag('cac:PayeeFinancialAccount', [tag('cbc:ID', seller.iban.replaceAll(/\s/g, ''))])],
    ),
    // A credit note has no day by which it is to be paid, and yet something has to be said about its payment.
    isCredit ? tag('cac:PaymentTerms', [tag('cbc:Note', document.dueOn)]) : '',
    tag('cac:TaxTotal', [
      amount('TaxAmount', document.taxMinor),
      ...byRate(document.taxes).map(({ rate, netMinor, taxMinor }) =>
        tag('cac:TaxSubtotal', [
          amount('TaxableAmount', netMinor),
          amount('TaxAmount', taxMinor),
          category('TaxCategory', rate, exemptReason, exemptReason),
        ]),
      ),
    ]),
    tag('cac:LegalMonetaryTotal', [
      amount('LineExtensionAmount', document.netMinor),
      amount('TaxExclusiveAmount', document.netMinor),
      amount('TaxInclusiveAmount', document.grossMinor),
      amount('PayableAmount', document.grossMinor),
    ]),
    ...document.lines.map((line) => lineOf(line, document)),
    `</${root}>\n`,
  ].join('')
}

/** What the norm asks for and an invoice can do without: BR-6 to BR-11, and a number of the seller with the tax office (BR-S-2, BR-Z-2, BR-E-2). */
function expectWhole({ seller, buyer, currency }: InvoiceDocument): void {
  const digits = digitsOf(currency)
  // BR-DEC-09 to BR-DEC-24.
  if (digits > 2) throw billingError('billing.document_currency', { currency, digits })
  const missing = [
    ...(seller.name === '' ? ['seller.name'] : []),
    ...(seller.country === null ? ['seller.country'] : []),
    ...(seller.taxNumber === null ? ['seller.taxNumber'] : []),
    ...(buyer.name === '' ? ['buyer.name'] : []),
    ...(buyer.country === null ? ['buyer.country'] : []),
  ]
  if (missing.length) throw billingError('billing.document_incomplete', { missing: missing.join(', ') })
}

/** The norm knows rates, and not our classes: two classes of one rate are one sum (BR-S-8), and everything at zero is another. */
function byRate(taxes: readonly DocumentTax[]): DocumentTax[] {
  const found = new Map<string, DocumentTax>()
  for (const tax of taxes) {
    const rate = plain(tax.rate)
    const { netMinor, taxMinor } = found.get(rate) ?? { netMinor: 0, taxMinor: 0 }
    found.set(rate, { ...tax, rate, netMinor: netMinor + tax.netMinor, taxMinor: taxMinor + tax.taxMinor })
  }
  return [...found.values()]
}
/** `22.0` and `22` are one rate. */
const plain = (rate: string): string => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate)

/** UN/ECE Recommendation 20; of what is no unit of it there is so many. */
const unitCodes: Readonly<Record<string, string>> = { hour: 'HUR', piece: 'H87', day: 'DAY', month: 'MON', kilometre: 'KMT' }

function lineOf(line: DocumentLine, { kind, currency, exemptReason }: InvoiceDocument): Xml {
  const [name, quantityName] = kind === 'credit_note' ? ['CreditNoteLine', 'CreditedQuantity'] : ['InvoiceLine', 'InvoicedQuantity']
  const isTime = line.minutes !== null
  const quantity = isTime ? ratio(BigInt(line.minutes) * 1000n, 60n, 'half_up') : (line.quantity ?? 1000)
  const unit = isTime ? 'HUR' : line.quantity === null ? 'C62' : (unitCodes[line.unit] ?? 'C62')
  return tag(`cac:${name}`, [
    tag('cbc:ID', String(line.position)),
    tag(`cbc:${quantityName}`, pointed(BigInt(quantity), 3), { unitCode: unit }),
    money('LineExtensionAmount', line.netMinor, currency),
    period(line.days),
    tag('cac:Item', [
      tag('cbc:Name', line.description.trim() === '' ? '-' : line.description),
      category('ClassifiedTaxCategory', line.taxRate, exemptReason, null),
    ]),
    tag('cac:Price', [tag('cbc:PriceAmount', priceOf(line.netMinor, quantity, currency), { currencyID: currency })]),
  ])
}

/** Of a unit without tax, with four digits more than the currency has: what a line comes to is said by itself, and not by its price. */
function priceOf(netMinor: number, quantity: number, currency: string): string {
  const [net, count] = [BigInt(netMinor) * 10_000_000n, BigInt(quantity)]
  return pointed(count === 0n ? 0n : (net + count / 2n) / count, digitsOf(currency) + 4)
}

function category(name: string, rate: string, exemptReason: string | null, reason: string | null): Xml {
  const code = /[1-9]/.test(rate) ? 'S' : exemptReason !== null ? 'E' : 'Z'
  return tag(`cac:${name}`, [
    tag('cbc:ID', code),
    tag('cbc:Percent', code === 'S' ? plain(rate) : '0'),
    tag('cbc:TaxExemptionReason', code === 'E' ? reason : null),
    tag('cac:TaxScheme', [tag('cbc:ID', 'VAT')]),
  ])
}

function partyOf({ name, address, country, taxNumber, email }: Party, isSeller: boolean): Xml {
  const [street, ...more] = address
  const isVat = taxNumber !== null && isVatNumber(taxNumber, country)
  return tag('cac:Party', [
    tag('cac:PostalAddress', [
      tag('cbc:StreetName', street ?? null),
      tag('cbc:AdditionalStreetName', more.slice(0, -1).join(', ') || null),
      tag('cbc:CityName', more.at(-1) ?? null),
      tag('cac:Country', country === null ? null : [tag('cbc:IdentificationCode', country)]),
    ]),
    // A number without the country before it is that of the company (BT-30, BT-47; BR-CO-26), and of a seller also one of the local tax office (BT-32).
    taxNumber !== null && (isVat || isSeller)
      ? tag('cac:PartyTaxScheme', [
          tag('cbc:CompanyID', isVat ? taxNumber.replaceAll(/\s/g, '') : taxNumber),
          tag('cac:TaxScheme', [tag('cbc:ID', isVat ? 'VAT' : 'TAX')]),
        ])
      : '',
    tag('cac:PartyLegalEntity', [tag('cbc:RegistrationName', name), tag('cbc:CompanyID', isVat ? null : taxNumber)]),
    tag('cac:Contact', email === null ? null : [tag('cbc:ElectronicMail', email)]),
  ])
}

/** BR-CO-9: with the country before it, which of Greece is EL. */
const isVatNumber = (taxNumber: string, country: string | null): boolean =>
  country !== null && taxNumber.trim().startsWith(country === 'GR' ? 'EL' : country)

const period = ({ from, until }: { readonly from: string; readonly until: string }): Xml =>
  tag('cac:InvoicePeriod', [tag('cbc:StartDate', from), tag('cbc:EndDate', addDays(until, -1))])
const money = (name: string, minor: number, currency: string): Xml =>
  tag(`cbc:${name}`, decimalOf(minor, currency), { currencyID: currency })

/** A whole number with a point before its last digits. */
function pointed(count: bigint, digits: number): string {
  const text = String(count).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
