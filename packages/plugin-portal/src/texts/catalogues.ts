import { en } from './en.ts'
import { fa } from './fa.ts'
import { he } from './he.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ru } from './ru.ts'
import { staffTexts } from './staff.ts'

export const catalogues = {
  en,
  fa: { ...fa, ...staffTexts.fa },
  he: { ...he, ...staffTexts.he },
  it: { ...it, ...staffTexts.it },
  ja: { ...ja, ...staffTexts.ja },
  ru: { ...ru, ...staffTexts.ru },
}

/** As each calls itself, in the order of the alphabet of English. */
export const portalLanguages = [
  { code: 'en', name: 'English' },
  { code: 'he', name: 'עברית' },
  { code: 'it', name: 'Italiano' },
  { code: 'ja', name: '日本語' },
  { code: 'fa', name: 'فارسی' },
  { code: 'ru', name: 'Русский' },
] as const
export type PortalLanguage = (typeof portalLanguages)[number]['code']
