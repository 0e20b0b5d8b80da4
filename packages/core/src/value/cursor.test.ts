import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

const key = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 3 })

it('gives back to the same caller and query what it was made of', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), key, (secret, owner, made) => {
      expect(decodeCursor(secret, owner, encodeCursor(secret, owner, made))).toEqual(made)
    }),
  )
})

it('is refused to another caller, with another secret, and altered in any place', () => {
  const cursor = encodeCursor('secret', 'ann', ['2026-01-01T00:00:00.000Z', 42])
  const refused = { code: 'input.cursor_invalid', status: 422 }
  expect(() => decodeCursor('secret', 'bob', cursor)).toThrow(expect.objectContaining(refused))
  expect(() => decodeCursor('other', 'ann', cursor)).toThrow(expect.objectContaining(refused))
  const others = [...cursor].flatMap((letter, at) => [
    cursor.slice(0, at) + cursor.slice(at + 1),
    `${cursor.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`,
  ])
  for (const bad of [...others, `${cursor}A`, `${cursor}=`, `${cursor} `, cursor.toUpperCase(), '', 'A', '.', 'ü'])
    expect(() => decodeCursor('secret', 'ann', bad), bad).toThrow(expect.objectContaining(refused))
})

it('shows nothing of what it stands for', () => {
  const made = encodeCursor('secret', 'ann', [123_456_789, 'a sort key'])
  const bytes = Buffer.from(made, 'base64url').toString('latin1')
  for (const part of ['123456789', 'a sort key', '[', '"']) if (part.length > 1) expect(bytes).not.toContain(part)
  expect(made).not.toBe(encodeCursor('secret', 'ann', [123_456_789, 'a sort key']))
})
