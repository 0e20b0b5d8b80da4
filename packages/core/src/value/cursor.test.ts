import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Cursors } from './cursor.ts'

const key = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 3 })

it('gives back to the same caller and query what it was made of', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), key, (secret, owner, made) => {
      // As another process of the same desk reads it.
      expect(new Cursors(secret).decode(owner, new Cursors(secret).encode(owner, made))).toEqual(made)
    }),
  )
})

it('is refused to another caller, with another secret, and altered in any place', () => {
  const cursor = new Cursors('secret').encode('ann', ['2026-01-01T00:00:00.000Z', 42])
  const refused = { code: 'input.cursor_invalid', status: 422 }
  expect(() => new Cursors('secret').decode('bob', cursor)).toThrow(expect.objectContaining(refused))
  expect(() => new Cursors('other').decode('ann', cursor)).toThrow(expect.objectContaining(refused))
  const others = [...cursor].flatMap((letter, at) => [
    cursor.slice(0, at) + cursor.slice(at + 1),
    `${cursor.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`,
  ])
  for (const bad of [...others, `${cursor}A`, `${cursor}=`, `${cursor} `, cursor.toUpperCase(), '', 'A', '.', 'ü'])
    expect(() => new Cursors('secret').decode('ann', bad), bad).toThrow(expect.objectContaining(refused))
})

it('shows nothing of what it stands for', () => {
  const made = new Cursors('secret').encode('ann', [123_456_789, 'a sort key'])
  const bytes = Buffer.from(made, 'base64url').toString('latin1')
  for (const part of ['123456789', 'a sort key', '[', '"']) if (part.length > 1) expect(bytes).not.toContain(part)
  expect(made).not.toBe(new Cursors('secret').encode('ann', [123_456_789, 'a sort key']))
})

it('never seals two with the same beginning, however many there are', () => {
  const cursors = new Cursors('secret')
  const made = Array.from({ length: 1000 }, () => cursors.encode('ann', [1]))
  expect(new Set(made.map((cursor) => cursor.slice(0, 16))).size).toBe(1000)
  for (const cursor of made) expect(cursors.decode('ann', cursor)).toEqual([1])
})
