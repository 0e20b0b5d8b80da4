import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ChannelDelivery, createDesk } from '@deskwright/core'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeMail } from '../src/compose.ts'
import { type MailOptions, mail } from '../src/index.ts'
import { type NotSent, Outbox } from '../src/outbox.ts'
import { settingsOf } from '../src/settings.ts'
import { optionsFor } from './mail-desk.ts'
import { SmtpCatcher } from './smtp-catcher.ts'

const desk = createDesk({ database: 'sqlite::memory:', worker: false, plugins: [mail(optionsFor(9))] })
afterAll(() => desk.close())

const delivery = (more: { readonly text?: string; readonly email?: string; readonly file?: string } = {}): ChannelDelivery => {
  const { text = 'Hello', email = 'ada@example.com', file = text } = more
  const message = {
    id: '1',
    author: text,
    at: '2026-01-05T09:00:00.000Z',
    body: text,
    visibility: 'public',
    attachments: [{ id: '2', name: file, sizeBytes: 1234 }],
  } as const
  return {
    id: '019b8d62-7a80-7000-8000-000000000001',
    recipient: { id: '019b8d62-7a80-7000-8000-000000000002', name: text, email, language: 'en', acting: 'customer' },
    ticket: {
      id: '019b8d62-7a80-7000-8000-000000000003',
      number: 7,
      subject: text,
      language: null,
      teamId: '019b8d62-7a80-7000-8000-000000000004',
    },
    items: [
      {
        eventId: '3',
        event: 'ticket.replied',
        reason: 'requester',
        at: '2026-01-05T09:00:00.000Z',
        message,
        approval: { id: '4', question: text, state: 'pending' },
      },
    ],
    history: [message],
    earlier: [],
  }
}
const composed = (one: ChannelDelivery, more: Partial<MailOptions> = {}) =>
  composeMail(one, settingsOf({ ...optionsFor(9), ...more }), desk.texts)
/** As it would go over the wire. */
const rawOf = async (one: ChannelDelivery, more: Partial<MailOptions> = {}) => {
  const { message, envelope } = await createTransport({ streamTransport: true, buffer: true }).sendMail(await composed(one, more))
  return { raw: String(message), envelope, mail: await PostalMime.parse(message as Buffer) }
}
const known = [
  'auto-submitted',
  'content-language',
  'content-type',
  'date',
  'from',
  'in-reply-to',
  'list-id',
  'message-id',
  'mime-version',
  'precedence',
  'references',
  'subject',
  'to',
  'x-auto-response-suppress',
]

describe('E01: text of somebody else in a mail', () => {
  it.each([
    'x\r\nBcc: evil@x.test',
    'x\nBcc: evil@x.test',
    'x\rBcc: evil@x.test',
    'x\u0085Bcc: evil@x.test',
    'x\u2028Bcc: evil@x.test',
    'x\u2029Bcc: evil@x.test',
    'x\r\n\r\n<script>alert(1)</script>',
    'x\r\n.\r\nMAIL FROM:<evil@x.test>\r\nRCPT TO:<evil@x.test>\r\nDATA\r\n',
    '=?utf-8?q?x=0d=0aBcc:_evil@x.test?=',
    '"evil@x.test" <evil@x.test>, victim',
    '\0\u0007\u202egnp.exe',
    '\ud800 lone',
    `${'é'.repeat(10_000)}`,
    `${'x'.repeat(10_000)}\r\nBcc: evil@x.test`,
    'דנה\r\nBcc: evil@x.test',
  ])('makes no header and no recipient: %#', async (text) => {
    const { raw, envelope, mail: read } = await rawOf(delivery({ text }))
    expect(read.headers.map(({ key }) => key).sort()).toEqual(known)
    expect(envelope).toEqual({ from: 'support@desk.example', to: ['ada@example.com'] })
    expect(read.to).toHaveLength(1)
    expect(read.to?.[0]?.address).toBe('ada@example.com')
    expect(read.bcc ?? []).toEqual([])
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
    for (const line of head.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998)
    expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    expect([...(read.subject ?? '')].length).toBeLessThanOrEqual(200)
    // The body is the place for lines; there they are text.
    expect(read.html).not.toMatch(/<script/i)
  })

  it('is bounded, however much there is of it', async () => {
    const huge = delivery({ text: 'long word '.repeat(20_000) })
    const many = { ...huge, items: Array.from({ length: 500 }, () => huge.items[0] as (typeof huge.items)[number]) }
    const { raw, mail: read } = await rawOf(many)
    expect(raw.length).toBeLessThan(3_000_000)
    expect(read.text).toContain('480')
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  })

  it.each([
    'ada@example.com\r\nBcc: evil@x.test',
    'ada@example.com>\r\nRCPT TO:<evil@x.test',
    '"a\r\nb"@example.com',
    'ada@example.com, evil@x.test',
    'ada@exam\0ple.com',
  ])('is no address: %j', async (email) => {
    await expect(composed(delivery({ email }))).rejects.toMatchObject({ code: 'mail.bad_address', isFinal: true })
  })

  it('may be an address of any language', async () => {
    const { envelope, raw } = await rawOf(delivery({ email: 'ada@büro.example' }))
    expect(envelope.to).toEqual(['ada@xn--bro-hoa.example'])
    expect(raw).toContain('ada@xn--bro-hoa.example')
  })

  it('is HTML nowhere', async () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '"><svg onload=alert(1)>',
      "' onmouseover='alert(1)",
      'javascript:alert(1)',
      'https://desk.example/"onmouseover="alert(1)',
      'https://desk.example/<script>',
      '{{constructor.constructor("return process.env")()}}',
      '{$author} {{ticket.__proto__}}',
    ]
    for (const text of hostile) {
      const { mail: read } = await rawOf(delivery({ text }), {
        brand: () => ({ name: text, color: 'red;background:url(//evil.test)', logoUrl: `javascript:${text}`, footer: text }),
      })
      const html = read.html ?? ''
      // Outside of quoted values and text there is nothing but our own tags and attributes.
      const tags = [...html.matchAll(/<\/?([a-z0-9!]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/gi)]
      expect(html.replace(/<\/?[a-z0-9!]+(?:\s+[a-z-]+(?:="[^"]*")?)*\s*>/gi, '')).not.toContain('<')
      expect(new Set(tags.flatMap(([, tag = '']) => tag.toLowerCase()))).not.toContain('script')
      for (const [, , attributes = ''] of tags) expect(attributes.replace(/="[^"]*"/g, '')).not.toMatch(/\bon\w+|srcdoc/i)
      for (const [, url = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) expect(url).toMatch(/^https:\/\/desk\.example\//)
      expect(html).not.toContain('url(')
      if (text.includes('{{')) expect(read.text).toContain(text)
    }
  })
})

describe('E03: a mail', () => {
  let server: Server
  let asked = 0
  const smtp = new SmtpCatcher()
  let port = 0
  beforeAll(async () => {
    port = await smtp.open()
    server = createServer((_request, response) => {
      asked += 1
      response.end('secret')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
  })
  afterAll(async () => {
    server.close()
    await smtp.close()
  })

  it('never reads files or the net, even if somebody gets that far', async () => {
    const outbox = new Outbox({ host: '127.0.0.1', port })
    const { port: web } = server.address() as AddressInfo
    const base = await composed(delivery())
    for (const [attachment, said] of [
      [{ path: '/etc/passwd' }, 'File access rejected'],
      [{ href: `http://127.0.0.1:${web}/` }, 'Url access rejected'],
      [{ path: `http://127.0.0.1:${web}/` }, 'Url access rejected'],
    ] as const)
      await expect(
        outbox
          .send({ ...base, attachments: [attachment] }, new AbortController().signal)
          .catch(({ name, isUnanswered, cause }: NotSent) => [
            name,
            isUnanswered,
            (cause as Error).message.split(' ').slice(0, 3).join(' '),
          ]),
      ).resolves.toEqual(['NotSent', false, said])
    expect(asked).toBe(0)
    expect(smtp.caught).toEqual([])
    await outbox.send(base, new AbortController().signal)
    expect(smtp.caught).toHaveLength(1)
    outbox.close()
  })

  it('goes through any transport of nodemailer’s', async () => {
    const taken: string[] = []
    const outbox = new Outbox({
      name: 'tests',
      version: '1',
      send(message, done) {
        taken.push(String(message.data.subject))
        done(null, { messageId: '', envelope: { from: '', to: [] } } as never)
      },
    })
    await outbox.send(await composed(delivery()), new AbortController().signal)
    expect(taken).toEqual(['[#7] Hello'])
    outbox.close()
  })
})

describe('options that are not right', () => {
  it.each([
    ['from', { from: { address: 'support@desk.example\r\nBcc: x@x.test' } }],
    ['teams.net', { teams: { net: { address: 'nobody' } } }],
    ['replyTo', { replyTo: { address: 'reply@desk.example', secret: 'x'.repeat(32) } }],
    ['replyTo', { replyTo: { address: 'reply+{token}@desk.example', secret: 'short' } }],
    ['replyTo', { replyTo: { address: 'a-very-long-name+{token}@desk.example', secret: 'x'.repeat(32) } }],
    ['links.ticket', { links: { ticket: 'javascript:alert({id})' } }],
    ['links.ticket', { links: { ticket: '/tickets/{id}' } }],
    ['links.preferences', { links: { ticket: 'https://d.example/{id}', preferences: 'ftp://d.example' } }],
    ['domain', { domain: 'not a domain' }],
  ])('%s are refused when the desk is created', (option, more) => {
    expect(() => mail({ ...optionsFor(9), ...(more as Partial<MailOptions>) })).toThrow(
      expect.objectContaining({ code: 'mail.bad_options', params: expect.objectContaining({ option }) }),
    )
  })
})
