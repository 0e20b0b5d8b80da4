import { describe, expect, it } from 'vitest'
import { codeOf, flagOf, instantOf, keyOf, known, levelOf, numberOf, priorityOf } from './log-value.ts'

const iso = (text: string): string | undefined => {
  const at = instantOf(text)
  return at === undefined ? undefined : new Date(at).toISOString()
}

describe('values of the log', () => {
  it('reads times day first, in every spelling that its publications have', () => {
    expect(iso('03-04-2016 08:05')).toBe('2016-04-03T08:05:00.000Z')
    expect(iso('3/4/2016 8:05')).toBe('2016-04-03T08:05:00.000Z')
    expect(iso('29-02-2016 23:59:58')).toBe('2016-02-29T23:59:58.000Z')
  })

  it.each(['?', '', '31-02-2016 10:00', '04-13-2016 10:00', '10-10-2016 24:00', '2016-04-03 08:05', 'yesterday'])(
    'takes %j for no time',
    (text) => expect(instantOf(text)).toBeUndefined(),
  )

  it('knows what is not known', () => {
    expect([known('?'), known(' ? '), known(''), known(undefined)]).toEqual([undefined, undefined, undefined, undefined])
    expect(known('Opened by  8 ')).toBe('Opened by 8')
  })

  it('reads levels, priorities, flags and numbers', () => {
    expect([levelOf('1 - High'), levelOf('2 - Medium'), levelOf('3 - Low'), levelOf('4 - Nothing'), levelOf('?')]).toEqual([
      'high',
      'medium',
      'low',
      undefined,
      undefined,
    ])
    expect(['1 - Critical', '2 - High', '3 - Moderate', '4 - Low', '5 - Planning', '9 - Odd', '?'].map(priorityOf)).toEqual([
      'urgent',
      'high',
      'normal',
      'low',
      'low',
      undefined,
      undefined,
    ])
    expect([flagOf('TRUE'), flagOf('false'), flagOf('?')]).toEqual([true, false, undefined])
    expect([numberOf('12'), numberOf('-100'), numberOf('twelve')]).toEqual([12, -100, undefined])
  })

  it('makes codes that the desk takes of every word', () => {
    expect(codeOf('Awaiting User Info', 'state')).toBe('awaiting_user_info')
    expect(codeOf('-100', 'state')).toBe('state_100')
    for (const word of ['-100', 'Ожидание', '###', 'a'.repeat(200)]) expect(codeOf(word, 'state')).toMatch(/^[a-z][a-z0-9_]{0,49}$/)
  })

  it('never makes one person of two', () => {
    expect(keyOf('Caller 2403')).toBe('caller-2403')
    const names = [
      'Caller 1',
      'Caller-1',
      'caller_1',
      'Caller 1!',
      'Ожидание 1',
      'Ожидание 2',
      'Caller 12',
      `${'x'.repeat(60)} 1`,
      `${'x'.repeat(60)} 2`,
    ]
    expect(new Set(names.map(keyOf)).size).toBe(names.length)
    for (const name of names) expect(keyOf(name)).toMatch(/^[a-z][a-z0-9-]*$/)
  })
})
