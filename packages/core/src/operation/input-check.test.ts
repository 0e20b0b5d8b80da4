import fc from 'fast-check'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { Code, Currency, customerOnly, DottedCode, Email, Id, Instant, Language, Line, nullable, staffOnly, Text } from '../value/schema.ts'
import { byLanguage } from '../value/texts-by-language.ts'
import { inputCheck } from './input-check.ts'
import { plainSchema } from './plain-schema.ts'

const schema = Type.Object({
  name: Type.String({ minLength: 1, pattern: '\\S' }),
  count: Type.Optional(Type.Integer()),
  inner: Type.Optional(Type.Object({ id: Type.Optional(Type.String()) })),
})
const check = inputCheck(() => plainSchema(schema, 'staff'))
const codes = (input: unknown) => check.faults(input).map(({ pointer, code }) => `${code} ${pointer}`)
const unknown = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]))

describe('what a fault says', () => {
  const serial = Type.String({ pattern: '^[A-Z]{2}-\\d+$', 'x-fault': { message: 'must be a serial number, such as AB-12' } })
  const shapes = Type.Object({
    id: Type.Optional(Id),
    parentId: Type.Optional(nullable(Id)),
    at: Type.Optional(Instant),
    code: Type.Optional(Code),
    event: Type.Optional(DottedCode),
    line: Type.Optional(Line),
    text: Type.Optional(Text),
    email: Type.Optional(Email),
    language: Type.Optional(Language),
    currency: Type.Optional(Currency),
    serials: Type.Optional(Type.Array(serial)),
    names: Type.Optional(byLanguage(Line)),
    plain: Type.Optional(Type.String({ pattern: '^x/y$' })),
    either: Type.Optional(Type.Union([Id, Type.Literal('me')])),
  })
  const said = (input: unknown) =>
    inputCheck(() => plainSchema(shapes, 'staff'))
      .faults(input)
      .map(({ pointer, code, kind, message }) => `${pointer} ${message} (${[code, kind].filter(Boolean).join(' ')})`)

  it.each([
    [{ id: '7' }, '/id must be an id (UUID, lower case) (pattern id)'],
    [{ parentId: '7' }, '/parentId must be an id (UUID, lower case), or null (pattern id)'],
    [{ parentId: 7 }, '/parentId must be string, or null (type)'],
    [{ at: 'today' }, '/at must be an instant in UTC with milliseconds, such as 2026-03-29T01:30:00.000Z (pattern instant)'],
    [{ code: 'Open!' }, '/code must be a code: lower-case letters, digits and _, with a letter first (pattern code)'],
    [{ event: 'opened' }, '/event must be a code of the form owner.word, in lower case (pattern dotted_code)'],
    [{ line: 'a\nb' }, '/line must be one line, without line breaks and control characters (pattern line)'],
    [{ text: ' \n ' }, '/text must not be blank (pattern blank)'],
    [{ email: 'nobody' }, '/email must be an e-mail address, such as name@example.com (pattern email)'],
    [{ language: 'e' }, '/language must be a language (BCP 47), such as en or pt-BR (pattern language)'],
    [{ currency: 'eur' }, '/currency must be a currency (ISO 4217), such as EUR (pattern currency)'],
    [{ serials: ['AB-1', 'x'] }, '/serials/1 must be a serial number, such as AB-12 (pattern)'],
    [{ names: { en: 'a\nb' } }, '/names/en must be one line, without line breaks and control characters (pattern line)'],
    [{ plain: 'z' }, '/plain must match pattern "^x/y$" (pattern)'],
  ])('%j: %s', (input, sentence) => {
    expect(said(input)).toEqual([sentence])
  })

  it('says of a blank line what is wrong with it, and of a choice every way', () => {
    expect(said({ line: ' ' })).toContain('/line must not be blank (pattern blank)')
    expect(said({ either: 'you' })).toContain('/either must be an id (UUID, lower case) (pattern id)')
  })
})

describe('inputCheck', () => {
  it('accepts what fits', () => {
    expect(codes({ name: 'x', count: 1, inner: { id: 'y' } })).toEqual([])
  })

  it('names every fault at once', () => {
    expect(codes({ count: 1.5, inner: { id: 2, 'a/b~c': 1 } }).sort()).toEqual([
      'required /name',
      'type /count',
      'type /inner/id',
      'unknown_key /inner/a~1b~0c',
    ])
  })

  it.each([1, 7, 8, 9, 20, 49])('names each of %i unknown keys once, and other faults beside them', (count) => {
    expect(codes({ name: 'x', ...unknown(count) })).toEqual(Object.keys(unknown(count)).map((key) => `unknown_key /${key}`))
    expect(codes({ name: '', ...unknown(count) })).not.toEqual([])
  })

  it.each([51, 100, 101, 5000])('refuses %i unknown keys without listing all of them', (count) => {
    const found = codes({ name: 'x', ...unknown(count) })
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThanOrEqual(50)
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('knows no %s', (key) => {
    const input: unknown = JSON.parse(`{"name":"x","${key}":{"a":1}}`)
    expect(codes(input)).toEqual([`unknown_key /${key}`])
  })

  it.each([null, undefined, 1, 'x', [], () => 1])('refuses %s as an input', (input) => {
    expect(codes(input)).not.toEqual([])
  })

  it("takes the other audience's keys for unknown", () => {
    const both = Type.Object({ name: Type.String(), cost: staffOnly(Type.Integer()), wish: customerOnly(Type.String()) })
    const keys = (acting: 'staff' | 'customer', input: unknown) =>
      inputCheck(() => plainSchema(both, acting))
        .faults(input)
        .map(({ pointer }) => pointer)
    expect(keys('customer', { name: 'x', cost: 1, wish: 'y' })).toEqual(['/cost'])
    expect(keys('staff', { name: 'x', cost: 1, wish: 'y' })).toEqual(['/wish'])
  })

  it('has something to say of every stranger in any input', () => {
    const keys = fc.constantFrom('name', 'count', 'inner', 'cost', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'toString')
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(keys, fc.string(), { maxKeys: 14 }))
    fc.assert(
      fc.property(fc.dictionary(keys, value, { maxKeys: 14 }), (input) => {
        const found = codes(input)
        for (const key of Object.keys(input)) if (!['name', 'count', 'inner'].includes(key)) expect(found).toContain(`unknown_key /${key}`)
        if (!Object.hasOwn(input, 'name')) expect(found).toContain('required /name')
      }),
      { numRuns: 300 },
    )
  })

  it('refuses NUL and half characters wherever they stand', () => {
    expect(codes({ name: 'a\0b' })).toEqual(['nul /name'])
    expect(codes({ name: 'x', inner: { id: '\0' } })).toEqual(['nul /inner/id'])
    expect(codes({ name: 'a\ud83d' })).toEqual(['half_character /name'])
    expect(codes({ name: '😀' })).toEqual([])
  })
})
