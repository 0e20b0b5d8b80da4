import { describe, expect, it } from 'vitest'
import { emailColumns, hostIdentity } from './host-identity.ts'

describe('hostIdentity', () => {
  it('is stable: what was stored is what the host says again', () => {
    const said = { externalId: 'u1', name: '  Ann\r\n\tLee\u2028 ', email: ' Ann@Example.COM ', language: 'en' }
    const once = hostIdentity(said)
    expect(once).toEqual({ externalId: 'u1', name: 'Ann Lee', email: 'ann@example.com', language: 'en' })
    expect(hostIdentity(once)).toEqual(once)
  })

  it('makes long and empty texts fit', () => {
    expect(hostIdentity({ externalId: 'u', name: 'x'.repeat(500) }).name).toHaveLength(200)
    expect(hostIdentity({ externalId: 'u', name: ' \0 ', email: '' })).toEqual({ externalId: 'u' })
    const cut = hostIdentity({ externalId: 'u', name: `${'x'.repeat(199)}😀` }).name
    expect(cut?.isWellFormed()).toBe(true)
    expect(hostIdentity({ externalId: 'u', name: `${cut}` }).name).toBe(cut)
  })

  it('ignores what is no text', () => {
    expect(hostIdentity({ externalId: 'u', name: 7, email: null, language: {} } as never)).toEqual({ externalId: 'u' })
  })

  it.each([undefined, null, 7, {}, '', '  ', 'a\0b', 'x'.repeat(301)])(
    'refuses the external id %j: two people must never become one',
    (externalId) => {
      expect(() => hostIdentity({ externalId } as never)).toThrow(expect.objectContaining({ code: 'access.identity_invalid', status: 500 }))
    },
  )

  it('keeps external ids apart that look alike', () => {
    expect(hostIdentity({ externalId: ' U1' }).externalId).toBe(' U1')
  })
})

describe('emailColumns', () => {
  it('stores addresses in lower case, with their key', () => {
    expect(emailColumns('A@B.example')).toEqual({ email: 'a@b.example', email_key: Buffer.from('a@b.example') })
    expect(emailColumns(null)).toEqual({ email: null, email_key: null })
  })
})
