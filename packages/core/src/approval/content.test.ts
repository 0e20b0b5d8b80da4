import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentHash } from './content.ts'

const reversed = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, reversed(part)]),
      )
    : value

it('is one hash for one content, however its keys lie', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
      expect(contentHash(Object(reversed(content)) as object)).toBe(contentHash(content))
    }),
  ))

it('is another hash for another content', () => {
  const base = { subject: 'a', fields: { size: 1 } }
  const hashes = [base, { ...base, subject: 'b' }, { ...base, fields: { size: '1' } }, { ...base, fields: {} }, { ...base, request: null }]
  expect(new Set(hashes.map(contentHash)).size).toBe(hashes.length)
})
