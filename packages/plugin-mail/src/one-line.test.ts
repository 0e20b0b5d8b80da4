import { describe, expect, it } from 'vitest'
import { oneLine, shortened } from './one-line.ts'

describe('one line', () => {
  it.each([
    ['x\r\nBcc: evil@x.test', 'x Bcc: evil@x.test'],
    ['a\nb\rc\u0085d\u2028e\u2029f\vg\fh\0i', 'a b c d e f g h i'],
    ['\u202egnp.exe\u2066', 'gnp.exe'],
    ['  a   b  ', 'a b'],
    ['\ud800x', '\ufffdx'],
    ['שלום\r\nעולם', 'שלום עולם'],
  ])('%j is %j', (text, line) => {
    expect(oneLine(text, 100)).toBe(line)
  })

  it('is as long as it may be, and no character is cut in two', () => {
    expect([...oneLine('😀'.repeat(500), 10)]).toEqual([...'😀'.repeat(9), '…'])
    expect(shortened('abc', 3)).toBe('abc')
    expect(shortened('abcd', 3)).toBe('ab…')
    expect(oneLine('x'.repeat(1_000_000), 180)).toHaveLength(180)
  })
})
