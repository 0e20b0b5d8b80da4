import { describe, expect, it } from 'vitest'
import { idIn, instantIn } from './value.ts'

describe('values of other desks', () => {
  it.each([
    ['2020-01-02T03:04:05Z', '2020-01-02T03:04:05.000Z'],
    ['2020-01-02T03:04:05.678901Z', '2020-01-02T03:04:05.678Z'],
    ['2020-01-02T03:04:05+03:00', '2020-01-02T00:04:05.000Z'],
    ['2020-01-02 03:04', '2020-01-02T03:04:00.000Z'],
    ['2020-01-02 03:04:05 UTC', '2020-01-02T03:04:05.000Z'],
    ['2020-01-02 03:04:05 +0330', '2020-01-01T23:34:05.000Z'],
    ['2020-02-30T00:00:00Z', undefined],
    ['2020-13-01T00:00:00Z', undefined],
    ['2020-01-02T25:00:00Z', undefined],
    ['31.12.2020', undefined],
    ['', undefined],
    [1_577_836_800, undefined],
    [null, undefined],
  ])('%j is the instant %j', (given, instant) => {
    expect(instantIn(given)).toBe(instant)
  })

  it('are ids as text, and none where digits were lost', () => {
    expect([1, '1', ' abc ', 0].map(idIn)).toEqual(['1', '1', 'abc', '0'])
    expect([2 ** 53, -1, 1.5, '', null, {}, 'x'.repeat(301)].map(idIn)).toEqual(new Array(7).fill(undefined))
  })
})
