import { expect, it } from 'vitest'
import { columnKind } from './column-kind.ts'

it.each([
  ['created_at', 'instant'],
  ['is_open', 'boolean'],
  ['fields_json', 'json'],
  ['waited_ms', 'integer'],
  ['ms', 'integer'],
  ['position', 'integer'],
  ['reopen_count', 'integer'],
  ['approval_limit_minor', 'integer'],
  ['sequence', 'integer'],
  ['format', undefined],
  ['at', undefined],
  ['island', undefined],
  ['json', undefined],
  ['discount', undefined],
  ['items', undefined],
  ['decomposition', undefined],
])('%s → %s', (name, kind) => {
  expect(columnKind(name)).toBe(kind)
})
