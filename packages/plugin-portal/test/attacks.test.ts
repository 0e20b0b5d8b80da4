import { type TestDesk, testDesk } from '@deskwright/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { ORIGIN, tokenIn, Visitor, wordsOf } from './visitor.ts'

/** What has got through elsewhere, and what breaks out of attributes, titles and text areas. */
const hostile = [
  '<img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<form action="https://evil.test"><input name=a>',
  '<style>@import url(https://evil.test)</style>',
  '<base href="https://evil.test/">',
  '<meta http-equiv=refresh content="0;url=https://evil.test">',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '"><script>alert(1)</script>',
  "' onfocus=alert(1) autofocus '",
  '</textarea></title></style><script>alert(1)</script>',
  '{{constructor.constructor("return process.env")()}}',
  '\u202ereversed\u202c \u2067isolated',
].join(' ')
const line = (length: number): string => hostile.replace(/[\t\u202a-\u202e]/g, ' ').slice(0, length)
const nobodys = '00000000-0000-7000-8000-000000000000'
const own = new Set(
  'html head meta title link script body a header div nav ul li span main h1 h2 h3 p section ol article time bdi strong br dl dt dd form input textarea select option button label fieldset legend details summary small aside footer mark'.split(
    ' ',
  ),
)

/** Whatever is no tag or attribute of the portal's own came from somebody. */
function expectHarmless(text: string, where: string): void {
  for (const [tag, name = '', attributes = ''] of text.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)) {
    expect(own.has(name), `${where}: ${tag}`).toBe(true)
    if (name === 'script') expect(attributes, where).toMatch(/^ src="\/-\/portal\.[\w-]+\.js" defer$/)
    const bare = attributes.replace(/"[^"]*"/g, '""')
    expect(bare, `${where}: ${tag}`).not.toMatch(/[\s"']on[a-z]+\s*=|[\s"']style\s*=|srcdoc|http-equiv/i)
    for (const [, address = ''] of attributes.matchAll(/\b(?:href|src|action|formaction)="([^"]*)"/g))
      expect(address, `${where}: ${tag}`).toMatch(/^(?:\/(?![/\\])|#|\?|https:\/\/)/)
  }
}

let test: TestDesk
let ticketId: string
let attachmentId: string
let foreignId: string
let approvalId: string
beforeAll(async () => {
  test = (await testDesk({ plugins: [portal({ name: 'Help' })] })) as unknown as TestDesk
  const customer = test.as('customer')
  const { id: fileId } = await customer.files.stage({ name: `${hostile.slice(0, 120)}.txt`, body: Buffer.from('x') })
  const body = `${hostile}\n\nhttps://a.test/"onclick=1 https://b.test/'><b>`
  ticketId = (await customer.tickets.create({ type: 'incident', subject: line(300), body, attachments: [fileId] })).id
  attachmentId = (await customer.attachments.list({ ticketId })).items[0]?.attachment.id ?? ''
  const agent = test.as('admin')
  await agent.tickets.reply({ ticketId, body: hostile })
  await agent.checklists.create({ ticketId, title: line(300), audience: 'both', items: [line(300)] })
  approvalId = (
    await agent.approvals.request({ ticketId, question: line(300), audience: 'both', contactIds: [test.actors.approver.id], needed: 'one' })
  ).id
  await agent.tickets.note({ ticketId, body: test.canaries.plant('internal') })
  foreignId = (await test.as('otherCustomer').tickets.create({ type: 'incident', subject: 'Of BETA', body: 'OF-BETA-91c2' })).id
  await test.tick()
})
afterAll(() => test.close())

describe('text of people', () => {
  it('runs nothing on any page', async () => {
    const asked = encodeURIComponent(hostile.slice(0, 300))
    const paths = [
      '/',
      '/requests',
      '/requests?q=script',
      '/requests?state=done',
      '/requests?show=company',
      `/requests/${ticketId}`,
      '/new',
      '/settings',
    ]
    const more = [`/new/type/incident?subject=${asked}&body=${asked}`, `/requests?q=${asked}`, `/approvals/${approvalId}`, `/${asked}`]
    for (const who of ['customer', 'manager', 'approver'] as const) {
      const visitor = new Visitor(test, who)
      for (const path of [...paths, ...more]) {
        const page = await visitor.get(path)
        expectHarmless(page.text, `${who} ${path}`)
        expect(page.headers.get('content-security-policy'), path).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self'/)
        expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
      }
    }
    expect((await new Visitor(test, 'customer').get(`/requests/${ticketId}`)).text).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('runs nothing in a form that comes back', async () => {
    const visitor = new Visitor(test, 'customer')
    const back = await visitor.submit(await visitor.get('/new/type/incident'), { subject: '', body: hostile, urgency: hostile })
    expect(back.status).toBe(422)
    expectHarmless(back.text, 'form')
    const refused = await visitor.submit(await visitor.get(`/requests/${ticketId}`), { body: '' })
    expectHarmless(refused.text, 'reply')
  })

  it('is told as text, also when somebody put it into a cookie', async () => {
    const visitor = new Visitor(test, 'customer')
    for (const name of ['said', 'language', 'calendar', 'look', 'company', 'token'])
      visitor.cookies.set(`deskportal_${name}`, encodeURIComponent(hostile))
    expectHarmless((await visitor.get('/')).text, 'cookies')
  })
})

describe('forms of other sites', () => {
  it.each([
    ['another origin', { origin: 'https://evil.test' }],
    ['no origin', { origin: '' }],
    ['an opaque origin', { origin: 'null' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a sister of the site', { 'sec-fetch-site': 'same-site' }],
  ])('are refused: %s', async (_what, headers) => {
    const visitor = new Visitor(test, 'customer')
    const token = tokenIn(await visitor.get(`/requests/${ticketId}`))
    const sent = await visitor.send(
      'POST',
      `/requests/${ticketId}`,
      new URLSearchParams({ _token: token, _do: 'reply', body: 'forged' }),
      headers as Record<string, string>,
    )
    expect(sent.status).toBe(403)
    expect((await test.as('customer').tickets.messages({ ticketId })).items.map(({ body }) => body)).not.toContain('forged')
  })

  it('are refused without the token, with that of another, and as plain text', async () => {
    const visitor = new Visitor(test, 'customer')
    const token = tokenIn(await visitor.get(`/requests/${ticketId}`))
    const other = tokenIn(await new Visitor(test, 'otherCustomer').get('/settings'))
    for (const wrong of [undefined, '', 'x', other, 'A'.repeat(64), `${token}A`]) {
      const body = new URLSearchParams({ _do: 'reply', body: 'forged', ...(wrong === undefined ? {} : { _token: wrong }) })
      const sent = await visitor.send('POST', `/requests/${ticketId}`, body)
      expect(sent.status, String(wrong)).toBe(403)
      expectHarmless(sent.text, 'stale')
    }
    for (const type of ['text/plain', 'application/json', ''])
      expect(
        (await visitor.send('POST', `/requests/${ticketId}`, `_token=${token}&body=forged`, { 'content-type': type })).status,
        type,
      ).toBe(400)
    // The same with the right one: it was the token that was missing.
    const sent = await visitor.send('POST', `/requests/${ticketId}`, new URLSearchParams({ _token: token, _do: 'reply', body: 'meant' }))
    expect(sent.status).toBe(303)
    const { items } = await test.as('customer').tickets.messages({ ticketId })
    expect(items.map(({ body }) => body)).not.toContain('forged')
  })
})

describe('addresses that lead away', () => {
  it.each([
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/\t/evil.test',
    '/%0d%0aSet-Cookie:x=1',
    'javascript:alert(1)',
    '/../..//evil.test',
    '/x\r\nX-Evil: 1',
  ])('are not followed: %j', async (back) => {
    const visitor = new Visitor(test, 'customer')
    const sent = await visitor.submit(await visitor.get('/'), { language: 'it', back })
    expect(sent.status).toBe(303)
    expect(new URL(sent.location ?? '', ORIGIN).origin).toBe(ORIGIN)
    expect(sent.headers.get('x-evil')).toBeNull()
  })

  it('are no part of links, whatever host was asked', async () => {
    const person = encodeURIComponent(JSON.stringify(test.actors.customer.person))
    const answer = await test.desk.fetch(
      new Request('https://evil.test/', { headers: { 'test-person': person, 'x-forwarded-host': 'evil2.test' } }),
    )
    expect(await answer.text()).not.toMatch(/(?:href|src|action)="[^"]*evil/)
  })
})

describe('two companies side by side', () => {
  it('see nothing of each other, and what is the other’s answers like what there is not', async () => {
    const visitor = new Visitor(test, 'otherManager')
    const pairs = [
      [`/requests/${ticketId}`, `/requests/${nobodys}`],
      [`/requests/${ticketId}/files/${attachmentId}`, `/requests/${ticketId}/files/${nobodys}`],
      [`/requests/${foreignId}/files/${attachmentId}`, `/requests/${foreignId}/files/${nobodys}`],
      [`/approvals/${approvalId}`, `/approvals/${nobodys}`],
    ] as const
    const plain = (text: string): string =>
      [ticketId, attachmentId, approvalId, nobodys].reduce(
        (rest, id) => rest.replaceAll(id, ''),
        text.replace(/name="_(?:token|once)" value="[^"]*"/g, ''),
      )
    for (const [path, missing] of pairs) {
      const [one, other] = [await visitor.get(path), await visitor.get(missing)]
      expect([one.status, other.status], path).toEqual([404, 404])
      expect(plain(one.text), path).toBe(plain(other.text))
    }
    for (const path of [
      '/',
      '/requests',
      '/requests?show=company',
      '/requests?state=done',
      '/requests?q=script',
      '/requests?q=alert',
      '/settings',
      '/new',
    ])
      await visitor.get(path)
    expect(wordsOf(await visitor.get('/requests?show=company'))).toContain('Of BETA')
    expect(visitor.received.join('\n')).not.toMatch(/alert\(1\)|CANARY/)
    const customer = new Visitor(test, 'customer')
    for (const path of ['/', '/requests', `/requests/${ticketId}`, '/requests?q=BETA', `/requests/${foreignId}`]) await customer.get(path)
    expect(customer.received.join('\n')).not.toContain('OF-BETA')
  })

  it('write nothing into what is the other’s', async () => {
    const visitor = new Visitor(test, 'otherManager')
    const _token = tokenIn(await visitor.get('/settings'))
    const bodies: Record<string, string>[] = [
      { _do: 'reply', body: 'hello' },
      { _do: 'command', _command: 'cancel', 'cancel.reason': 'x' },
      { _do: 'person', personId: test.actors.otherManager.id },
    ]
    for (const body of bodies)
      expect((await visitor.send('POST', `/requests/${ticketId}`, new URLSearchParams({ ...body, _token }))).status).toBe(404)
  })

  it('keep a file for a form of its owner’s alone', async () => {
    const { id } = await test.as('customer').files.stage({ name: 'OF-ACME-secret.txt', body: Buffer.from('secret') })
    const visitor = new Visitor(test, 'otherCustomer')
    const _token = tokenIn(await visitor.get('/new/type/incident'))
    const sent = await visitor.send('POST', '/new/type/incident', new URLSearchParams({ subject: '', body: 'x', _kept: id, _token }))
    expect(sent.status).toBe(422)
    expect(sent.text).not.toContain('OF-ACME')
  })
})

it('treats agents as the customers that they are here', async () => {
  const visitor = new Visitor(test, 'admin')
  expect((await visitor.get(`/requests/${ticketId}`)).status).toBe(404)
  expect(wordsOf(await visitor.get('/requests'))).not.toContain('Of BETA')
})
