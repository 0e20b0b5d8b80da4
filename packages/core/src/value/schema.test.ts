import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { Email, Id, Instant, Language, Line, Name } from './schema.ts'

const line = Compile(Line)
const name = Compile(Name)

describe('a line', () => {
  it.each(['a', ' a ', 'שלום 😀', '\u200f', 'a'.repeat(200), '<b> "x" \\ %_'])('takes %j', (value) => {
    expect(line.Check(value)).toBe(true)
    expect(name.Check(value)).toBe(true)
  })

  it.each([
    '',
    ' ',
    '\t',
    'a\nBcc: x',
    'a\r\nb',
    'a\tb',
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    'a\u0000b',
    'a\u007fb',
    'a'.repeat(301),
    7,
    null,
  ])('refuses %j', (value) => {
    expect(line.Check(value)).toBe(false)
    expect(name.Check(value)).toBe(false)
  })

  it('is refused quickly however long it is', () => {
    const start = performance.now()
    for (const value of [`${' '.repeat(500_000)}\n`, `${'a'.repeat(500_000)}\n`, `${' a'.repeat(250_000)}\u0085`])
      expect(line.Check(value)).toBe(false)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('other words', () => {
  it.each([
    [Id, '0190aaaa-0000-7000-8000-00000000000f', true],
    [Id, '0190AAAA-0000-7000-8000-00000000000F', false],
    [Id, '0190aaaa-0000-7000-8000-00000000000f\n', false],
    [Instant, '2026-01-31T12:00:00.000Z', true],
    [Instant, '2026-01-31T12:00:00Z', false],
    [Instant, '2026-13-01T12:00:00.000Z', false],
    [Instant, '2026-04-31T12:00:00.000Z', false],
    [Instant, '2026-02-29T12:00:00.000Z', false],
    [Instant, '2028-02-29T12:00:00.000Z', true],
    [Instant, '2000-02-29T12:00:00.000Z', true],
    [Instant, '1900-02-29T12:00:00.000Z', false],
    [Instant, '0000-01-01T12:00:00.000Z', false],
    [Instant, '0001-01-01T00:00:00.000Z', true],
    [Instant, '9999-12-31T23:59:59.999Z', true],
    [Instant, '2026-01-31T24:00:00.000Z', false],
    [Email, 'a.b+c@example.com', true],
    [Email, 'a@b@c', false],
    [Email, 'a@b\nBcc: c@d', false],
    [Email, '<a@b>', false],
    [Language, 'pt-BR', true],
    [Language, 'zh-Hant-TW', true],
    [Language, '../x', false],
  ])('%#: %s', (schema, value, fits) => expect(Compile(schema).Check(value)).toBe(fits))
})
