import { pageTexts } from '../page/texts.ts'
import { fa } from './fa.ts'
import { he } from './he.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ru } from './ru.ts'

const { en, ...pages } = pageTexts

export const catalogues = {
  en,
  fa: { ...fa, ...pages.fa },
  he: { ...he, ...pages.he },
  it: { ...it, ...pages.it },
  ja: { ...ja, ...pages.ja },
  ru: { ...ru, ...pages.ru },
}
