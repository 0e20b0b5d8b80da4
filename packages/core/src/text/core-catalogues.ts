import { en } from './core/en.ts'
import { faErrors } from './core/errors/fa.ts'
import { heErrors } from './core/errors/he.ts'
import { itErrors } from './core/errors/it.ts'
import { jaErrors } from './core/errors/ja.ts'
import { ruErrors } from './core/errors/ru.ts'
import { fa } from './core/fa.ts'
import { he } from './core/he.ts'
import { it } from './core/it.ts'
import { ja } from './core/ja.ts'
import { ru } from './core/ru.ts'
import { faTitles } from './core/titles/fa.ts'
import { heTitles } from './core/titles/he.ts'
import { itTitles } from './core/titles/it.ts'
import { jaTitles } from './core/titles/ja.ts'
import { ruTitles } from './core/titles/ru.ts'
import type { Catalogue } from './text-book.ts'

/** The languages that core speaks; a test holds them complete. */
export const coreLanguages = ['en', 'he', 'fa', 'ja', 'it', 'ru'] as const

export const coreCatalogues: readonly Catalogue[] = [
  { en, he, fa, ja, it, ru },
  { he: heTitles, fa: faTitles, ja: jaTitles, it: itTitles, ru: ruTitles },
  { he: heErrors, fa: faErrors, ja: jaErrors, it: itErrors, ru: ruErrors },
]
