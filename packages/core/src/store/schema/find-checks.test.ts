import { expect, it } from 'vitest'
import { findChecks } from './find-checks.ts'

it.each([
  ['create table t (a integer, b text)', []],
  ['create table t (a integer check (a > 0), checked text)', ['check (a > 0)']],
  [
    "create table t (a text check (a in ('(', ')', 'it''s)')), check (length(a) > (1 + 2)))",
    ["check (a in ('(', ')', 'it''s)'))", 'check (length(a) > (1 + 2))'],
  ],
])('finds the checks of %s', (sql, checks) => {
  expect(findChecks(sql)).toEqual(checks)
})
