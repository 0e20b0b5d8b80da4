import { expect, it } from 'vitest'
import { acceptedLanguages, directionOf } from './language.ts'

it('reads Accept-Language by its weights, without what is refused or no language', () => {
  expect(acceptedLanguages('fr;q=0.5, fa-IR , he;q=0.9, *;q=0.1, de;q=0, it;q=2, <x>, EN-us;q=0.5')).toEqual(['fa-IR', 'he', 'fr', 'en-US'])
  expect([acceptedLanguages(null), acceptedLanguages(''), acceptedLanguages('*'), acceptedLanguages('en-a;q=1')]).toEqual([[], [], [], []])
  expect(acceptedLanguages(Array.from({ length: 500 }, (_, n) => `a${String.fromCharCode(97 + (n % 26))}`).join(','))).toHaveLength(10)
})

it('knows which way a language is written', () => {
  const written = ['he', 'fa', 'ar-EG', 'ur', 'az-Arab', 'az', 'en', 'ja', 'ru', 'it', 'x y'].map((tag) => directionOf(tag))
  expect(written).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr', 'ltr', 'ltr', 'ltr'])
})
