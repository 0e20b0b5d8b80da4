import type { Phrases } from './phrases.ts'
import { english } from './phrases-en.ts'
import { persian } from './phrases-fa.ts'
import { hebrew } from './phrases-he.ts'
import { italian } from './phrases-it.ts'
import { japanese } from './phrases-ja.ts'
import { russian } from './phrases-ru.ts'

/** The languages of the sample desk, in the order of its companies. */
export const sampleLanguages: readonly Phrases[] = [english, hebrew, persian, japanese, italian, russian]
