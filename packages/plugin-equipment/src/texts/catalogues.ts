import { pageTexts } from '../page/texts.ts'
import { en } from './en.ts'
import { fa } from './fa.ts'
import { he } from './he.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ru } from './ru.ts'

export const catalogues = {
  en: { ...en, ...pageTexts.en },
  fa: { ...fa, ...pageTexts.fa },
  he: { ...he, ...pageTexts.he },
  it: { ...it, ...pageTexts.it },
  ja: { ...ja, ...pageTexts.ja },
  ru: { ...ru, ...pageTexts.ru },
}
