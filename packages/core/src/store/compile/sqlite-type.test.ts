import { expect, it } from 'vitest'
import { sqliteType } from './sqlite-type.ts'

it.each([
  ['uuid', 'text'],
  ['varchar(40)', 'text'],
  ['Numeric(12, 4)', 'text'],
  ['timestamptz(3)', 'integer'],
  ['double precision', 'real'],
  ['jsonb', 'text'],
  ['bytea', 'blob'],
])('holds %s as %s', (type, held) => {
  expect(sqliteType(type, 'x')).toBe(held)
})

it.each(['serial', 'datetime', 'any', '', 'timestamp'])('refuses %j, which means something else on each database', (type) => {
  expect(() => sqliteType(type, 'x')).toThrow(expect.objectContaining({ code: 'store.unknown_type' }))
})
