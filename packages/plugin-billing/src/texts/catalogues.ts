import { contractWords } from '../contract/words.ts'
import { costWords } from '../cost/words.ts'
import { documentErrorWords } from '../document/error-words.ts'
import { estimateWords } from '../estimate/words.ts'
import { invoiceWords } from '../invoice/words.ts'
import { invoiceRunWords } from '../invoice-run/words.ts'
import { paymentWords } from '../payment/words.ts'
import { priceWords } from '../price/words.ts'
import { timeWords } from '../time/words.ts'
import { workLineWords } from '../work-line/words.ts'
import { baseWords } from './base.ts'
import type { Said } from './words.ts'

/** What stands on documents of its own accord. English is the only language that errors and titles do not have from elsewhere. */
const documentWords = {
  'billing.fee_given_back': {
    en: 'Fee for days that the contract does not cover',
    fa: 'حق‌الزحمهٔ روزهایی که قرارداد دربر نمی‌گیرد',
    he: 'דמי שירות עבור ימים שהחוזה אינו מכסה',
    it: 'Canone per giorni non coperti dal contratto',
    ja: '契約の対象外となる日数分の料金',
    ru: 'Абонентская плата за дни вне договора',
  },
}

/** One place for each language, put together from what every folder says of its own. */
const words: Readonly<Record<string, Said>> = {
  ...baseWords,
  ...priceWords,
  ...timeWords,
  ...workLineWords,
  ...estimateWords,
  ...costWords,
  ...contractWords,
  ...invoiceWords,
  ...invoiceRunWords,
  ...documentWords,
  ...paymentWords,
  ...documentErrorWords,
}
const languages = ['fa', 'he', 'it', 'ja', 'ru'] as const
const of = (language: keyof Said): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(words).map(([key, said]) => [key, said[language]]))

const en = { 'billing.fee_given_back': documentWords['billing.fee_given_back'].en }
export const catalogues = { en, ...Object.fromEntries(languages.map((language) => [language, of(language)])) }
