import { expect, it } from 'vitest'
import { inlineParameters } from './sql-text.ts'

it.each([
  ['sqlite', 'insert into "a?" values (?, ?, \'?\')', ["it's", null], `insert into "a?" values ('it''s', null, '?')`],
  ['sqlite', 'select ?, ?', [true, new Uint8Array([1, 255])], "select 1, x'01ff'"],
  ['postgres', "select $2, $1, '$1'", [1, 'two ? three'], "select 'two ? three', 1, '$1'"],
  ['postgres', 'select $1, $2 where a ? b', [false, new Uint8Array([1])], "select false, '\\x01' where a ? b"],
] as const)('writes the values of %s into %s', (kind, sql, values, written) => {
  expect(inlineParameters(sql, values, kind)).toBe(written)
})
