import { contractWords } from '../contract/words.ts'
import { costWords } from '../cost/words.ts'
import { estimateWords } from '../estimate/words.ts'
import { invoiceWords } from '../invoice/words.ts'
import { paymentWords } from '../payment/words.ts'
import { priceWords } from '../price/words.ts'
import { timeWords } from '../time/words.ts'
import { workLineWords } from '../work-line/words.ts'
import { baseWords } from './base.ts'
import type { Said } from './words.ts'

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
  ...paymentWords,
}
const languages = ['fa', 'he', 'it', 'ja', 'ru'] as const
const of = (language: keyof Said): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(words).map(([key, said]) => [key, said[language]]))

export const catalogues = Object.fromEntries(languages.map((language) => [language, of(language)]))
