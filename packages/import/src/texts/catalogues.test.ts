import { describe, expect, it } from 'vitest'
import { importError } from '../errors.ts'
import { catalogues } from './catalogues.ts'

describe.each(Object.entries(catalogues))('%s', (_language, texts) => {
  it('says of every error what the English sentence says', () => {
    for (const [code, [, sentence]] of Object.entries(importError.table)) {
      const named = (text: string, form: RegExp) => [...text.matchAll(form)].map(([, name]) => name).sort()
      const message = texts[`error:${code}` as keyof typeof texts]
      expect(named(message, /\{\$(\w+)\}/g), code).toEqual(named(sentence, /\{(\w+)\}/g))
    }
  })
})
