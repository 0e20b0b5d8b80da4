import { describe, expect, it } from 'vitest'
import { coreError } from './core-errors.ts'
import { defineErrors } from './define-errors.ts'
import { DeskError, isDeskError } from './desk-error.ts'

const sampleError = defineErrors({
  'sample.plain': [404, 'Nothing is here. Look elsewhere.'],
  'sample.busy': [503, 'Busy for {ms} ms at {place}. Try again.', { retryable: true }],
})

describe('defineErrors', () => {
  it('puts parameters into the message and keeps them', () => {
    const error = sampleError('sample.busy', { ms: 20, place: 'home' })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      code: 'sample.busy',
      status: 503,
      message: 'Busy for 20 ms at home. Try again.',
      params: { ms: 20, place: 'home' },
      retryable: true,
    })
  })

  it('never reads a parameter as a template or as a replacement pattern', () => {
    expect(sampleError('sample.busy', { ms: '{place}', place: '$& $1' }).message).toBe('Busy for {place} ms at $& $1. Try again.')
  })

  it('carries cause and details', () => {
    const cause = new Error('deep')
    const error = sampleError('sample.plain', {}, { cause, details: [{ pointer: '/a' }], retryable: true })
    expect(error.cause).toBe(cause)
    expect(error.details).toEqual([{ pointer: '/a' }])
    expect(error.retryable).toBe(true)
    expect('cause' in sampleError('sample.plain')).toBe(false)
  })

  it('checks codes and parameters at compile time', () => {
    // @ts-expect-error: a parameter is missing
    expect(sampleError('sample.busy', { ms: 1 }).message).toContain('{place}')
    // @ts-expect-error: all parameters are missing
    sampleError('sample.busy')
    // @ts-expect-error: the message has no such parameter
    sampleError('sample.plain', { ms: 1 })
    // @ts-expect-error: no such code
    expect(() => sampleError('sample.other')).toThrow(TypeError)
  })

  it('refuses a bad registry at once', () => {
    expect(() => defineErrors({ NOT_A_CODE: [400, ''] })).toThrow('owner.snake_case')
    expect(() => defineErrors({ 'a.b': [200, ''] })).toThrow('HTTP status')
  })

  it('recognises errors of another copy of core', () => {
    expect(isDeskError(coreError('store.closed'))).toBe(true)
    expect(isDeskError(Object.assign(new Error('x'), { '~desk': true, code: 'a.b' }))).toBe(true)
    expect(isDeskError(new Error('x'))).toBe(false)
    expect(isDeskError(null)).toBe(false)
    expect(new DeskError('a.b', 400, 'm', {}).retryable).toBe(false)
  })

  it('says what to do in every message of core', () => {
    for (const [code, [, message]] of Object.entries(coreError.table)) expect(message, code).toMatch(/[.)`]$|\{advice\}$|npm install/)
  })
})
