import { validate, version } from 'uuid'
import { expect, it } from 'vitest'
import { createIdSource } from './id-source.ts'

it('gives ids of version 7 that rise, also within a millisecond, and never twice', () => {
  const newId = createIdSource()
  const ids = Array.from({ length: 20_000 }, newId)
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true)
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
})

it('carries the time and nothing of what another source gives', () => {
  const before = Date.now()
  const [one, two] = [createIdSource()(), createIdSource()()]
  const ms = Number.parseInt(one.replaceAll('-', '').slice(0, 12), 16)
  expect(ms).toBeGreaterThanOrEqual(before)
  expect(ms).toBeLessThanOrEqual(Date.now())
  expect(one.slice(-12)).not.toBe(two.slice(-12))
})
