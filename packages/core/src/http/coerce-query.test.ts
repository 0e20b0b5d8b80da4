import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { plainSchema } from '../operation/plain-schema.ts'
import { Code, Id, Line, nullable } from '../value/schema.ts'
import { coercion, GivenTwice } from './coerce-query.ts'

const read = (schema: Type.TSchema, ...texts: string[]) => coercion(plainSchema(schema, 'staff'))(texts)

describe('coercion', () => {
  it('reads numbers as they are written, and nothing that only looks like one', () => {
    expect(read(Type.Integer(), '42')).toBe(42)
    expect(read(Type.Integer(), '-1')).toBe(-1)
    for (const text of ['1e9', '0x10', '1.5', '', ' 1', '1 union', '+1', 'NaN', '12345678901234567', '١٢'])
      expect(read(Type.Integer(), text)).toBe(text)
    expect(read(Type.Number(), '1.5')).toBe(1.5)
    for (const text of ['.5', '1e3', 'Infinity', '1,5']) expect(read(Type.Number(), text)).toBe(text)
  })

  it('reads booleans', () => {
    expect(read(Type.Boolean(), 'true')).toBe(true)
    expect(read(Type.Boolean(), 'false')).toBe(false)
    for (const text of ['1', 'yes', '', 'TRUE']) expect(read(Type.Boolean(), text)).toBe(text)
  })

  it('leaves text alone', () => {
    expect(read(Type.String(), '42')).toBe('42')
    expect(read(Line, 'true')).toBe('true')
    expect(read(Type.String(), 'a,b')).toBe('a,b')
  })

  it('reads one value as one, and several as a list, where either may stand', () => {
    const me = Type.Union([Id, Type.Literal('me')])
    const schema = Type.Union([me, Type.Array(me)])
    expect(read(schema, 'me')).toBe('me')
    expect(read(schema, 'me', 'x')).toEqual(['me', 'x'])
    expect(read(schema, 'me,x')).toEqual(['me', 'x'])
    expect(read(Type.Union([Line, Type.Array(Line)]), 'red, white')).toBe('red, white')
    expect(read(Type.Union([Line, Type.Array(Line)]), 'red', 'white')).toEqual(['red', 'white'])
  })

  it('reads lists by repetition, and by commas where an item has none', () => {
    expect(read(Type.Array(Code), 'new', 'open')).toEqual(['new', 'open'])
    expect(read(Type.Array(Code), 'new,open', 'closed')).toEqual(['new', 'open', 'closed'])
    expect(read(Type.Array(Line), 'red, green', 'blue')).toEqual(['red, green', 'blue'])
    expect(read(Type.Array(Type.Integer()), '1,2')).toEqual([1, 2])
    expect(read(Type.Array(Type.Union([Type.Literal('low'), Type.Literal('high')])), 'low,high')).toEqual(['low', 'high'])
    expect(read(Type.Array(Code), '')).toEqual([''])
  })

  it('reads choices, and null where no word could be meant', () => {
    expect(read(Type.Union([Type.Literal(1), Type.Literal('all')]), '1')).toBe(1)
    expect(read(Type.Union([Type.Literal(1), Type.Literal('all')]), 'all')).toBe('all')
    expect(read(Type.Union([Type.Literal(1), Type.Literal('all')]), '2')).toBe('2')
    expect(read(nullable(Id), 'null')).toBeNull()
    expect(read(nullable(Type.String()), 'null')).toBe('null')
    expect(read(nullable(Type.Integer()), '7')).toBe(7)
    expect(read(Type.Union([Type.Boolean(), Type.Integer()]), 'true')).toBe(true)
  })

  it('reads objects from JSON', () => {
    expect(read(Type.Object({ a: Type.Integer() }), '{"a":1}')).toEqual({ a: 1 })
    expect(read(Type.Object({}), '{"a":')).toBe('{"a":')
  })

  it('tells what was given twice with different values', () => {
    expect(read(Type.Integer(), '1', '1')).toBe(1)
    expect(read(Type.Integer(), '1', '2')).toBeInstanceOf(GivenTwice)
  })
})
