import { afterAll, describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import { coreCatalogues, coreLanguages } from '../../src/text/core-catalogues.ts'
import { variablesOf } from '../../src/text/variables.ts'
import { everyText } from './every-text.ts'

const desk = createDesk({ database: 'sqlite::memory:', worker: false })
afterAll(() => desk.close())
const texts = everyText(desk)
const others = coreLanguages.filter((language) => language !== 'en')
const written: Readonly<Record<string, RegExp>> = {
  he: /\p{Script=Hebrew}/u,
  fa: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ru: /\p{Script=Cyrillic}/u,
  it: /\p{Script=Latin}/u,
}
/** What has one name everywhere. */
const international = new Set(['core.channel.api', 'core.channel.sms', 'core.field.cc', 'core.participant.cc'])
/** Without values and the machinery of messages. */
const wordsOf = (message: string): string =>
  message
    .replace(/^\.(input|local|match).*$/gm, '')
    .replace(/^(zero|one|two|few|many|\*)\s*\{\{|\}\}$/gm, '')
    .replace(/\{\$[^}]*\}/g, '')

describe('every text of a whole desk', () => {
  it('is there in six languages', () => {
    expect(texts.size).toBeGreaterThan(400)
    const missing = [...texts].flatMap(([key, titles]) =>
      others.filter((language) => !titles[language]?.trim()).map((language) => `${language} ${key}`),
    )
    expect(missing).toEqual([])
  })

  it('belongs to something that there is', () => {
    const orphans = coreCatalogues.flatMap((catalogue) =>
      Object.values(catalogue).flatMap((keys) => Object.keys(keys).filter((key) => !texts.has(key))),
    )
    expect([...new Set(orphans)]).toEqual([])
  })

  it('is written in the script of its language', () => {
    const strange = [...texts].flatMap(([key, titles]) =>
      international.has(key)
        ? []
        : others.filter((language) => !written[language]?.test(wordsOf(titles[language] ?? ''))).map((language) => `${language} ${key}`),
    )
    expect(strange).toEqual([])
  })

  it('can be read, and asks for no value that English does not have', () => {
    const placeholders = (sentence: string) => [...sentence.matchAll(/\{\$?(\w+)[^}]*\}/g)].map(([, name]) => name)
    for (const [key, titles] of texts) {
      if (!/^(core\.|error:)/.test(key)) continue
      const known = new Set(placeholders(titles.en))
      for (const language of others)
        for (const name of variablesOf(language, key, titles[language] ?? '')) expect(known, `${language} ${key}`).toContain(name)
    }
  })

  it('can be read in English, which a desk takes on trust when it is made', () => {
    const english = coreCatalogues.flatMap((catalogue) => Object.entries(catalogue.en ?? {}))
    expect(english.length).toBeGreaterThan(50)
    for (const [key, message] of english) expect(() => variablesOf('en', key, message), key).not.toThrow()
  })

  it('has the punctuation of its language', () => {
    for (const [key, titles] of texts) {
      const [he, fa, ja] = ['he', 'fa', 'ja'].map((language) => wordsOf(titles[language] ?? ''))
      // Arabic letters look like the Persian ones and are others: nobody would find the word.
      expect(fa, `fa ${key}`).not.toMatch(/[,;?%يك٠-٩]/)
      expect(he, `he ${key}`).not.toMatch(/["']/)
      expect(ja, `ja ${key}`).not.toMatch(/[,.?!]/)
    }
  })

  it('keeps its direction: no marks by hand, brackets in pairs, nothing that would hang on the wrong side', () => {
    for (const [key, titles] of texts)
      for (const language of coreLanguages) {
        const text = titles[language] ?? ''
        expect(text, `${language} ${key}`).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
        for (const [open, close] of ['()', '[]', '«»', '„“'])
          expect(text.split(open ?? '').length, `${language} ${key}`).toBe(text.split(close ?? '').length)
      }
    for (const [key, titles] of texts)
      for (const language of ['he', 'fa']) {
        const text = wordsOf(titles[language] ?? '')
        // A latin word at an end of the sentence takes the mark beside it along, where the paragraph's direction is not set.
        if (!international.has(key)) expect(text, `${language} ${key}`).not.toMatch(/[A-Za-z][)\]:.,;!?]|^[A-Za-z]/)
      }
  })
})
