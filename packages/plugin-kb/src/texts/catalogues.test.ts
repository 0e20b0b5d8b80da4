import { describe, expect, it } from 'vitest'
import { kbError } from '../errors.ts'
import { catalogues } from './catalogues.ts'

const { en: _declaredElsewhere, ...translated } = catalogues

describe.each(Object.entries(translated))('%s', (_language, texts) => {
  it('says of every error what the English sentence says', () => {
    for (const [code, [, sentence]] of Object.entries(kbError.table)) {
      const named = (text: string, form: RegExp) => [...text.matchAll(form)].map(([, name]) => name).sort()
      const message = texts[`error:${code}` as keyof typeof texts]
      expect(named(message, /\{\$(\w+)\}/g), code).toEqual(named(sentence, /\{(\w+)\}/g))
    }
  })
})
