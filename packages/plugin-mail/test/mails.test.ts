import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { readReplyToken } from '../src/index.ts'
import { type MailDesk, mailDesk, SECRET } from './mail-desk.ts'
import type { Caught } from './smtp-catcher.ts'

const CANARY = 'CANARY-INT-7f3a'
const AGENT = 'agent@example.com'
const CUSTOMER = 'customer@example.com'

describeOnBothDatabases('a mail', (kind) => {
  let mails: MailDesk
  beforeAll(async () => {
    mails = await mailDesk(kind, { history: 20, replyTo: { address: 'reply+{token}@desk.example', secret: SECRET } })
  })
  beforeEach(() => {
    mails.smtp.caught.length = 0
  })
  const to = (address: string): Caught[] => mails.smtp.caught.filter((one) => one.to.includes(address))
  const header = ({ mail }: Caught, name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value

  it('brings an answer to who asked, marked as written by a program, to them alone', async () => {
    const { test, opened, sent, smtp } = mails
    const ticketId = await opened()
    await test.as('customer').tickets.addParticipant({ ticketId, personId: test.actors.secondCustomer.id, kind: 'cc' })
    await test.as('agent').tickets.reply({ ticketId, body: 'We are on our way.\n\nSee https://desk.example/help?a=1&b=2.' })
    await sent()
    expect(smtp.caught.map((one) => one.to).sort()).toEqual([[CUSTOMER], ['secondcustomer@example.com']])
    const [one] = to(CUSTOMER)
    if (!one) throw new Error('no mail')
    expect(one.from).toBe('support@desk.example')
    expect(one.mail.from).toEqual({ address: 'support@desk.example', name: 'Support' })
    expect(one.mail.to).toEqual([{ address: CUSTOMER, name: 'Customer Person' }])
    expect(one.mail.subject).toMatch(/^\[#\d+\] The printer smokes$/)
    expect(header(one, 'auto-submitted')).toBe('auto-generated')
    expect(header(one, 'precedence')).toBe('list')
    expect(header(one, 'list-id')).toBe('<tickets.desk.example>')
    expect(header(one, 'x-auto-response-suppress')).toContain('OOF')
    expect(one.mail.text).toContain('We are on our way.')
    expect(one.mail.text).toContain(`https://desk.example/requests/${ticketId}`)
    expect(one.mail.html).toContain('<a href="https://desk.example/help?a=1&amp;b=2"')
    // Nobody learns who else was told.
    expect(one.text).not.toContain('secondcustomer@')
    expect(one.text).not.toContain(AGENT)
    expect(to('secondcustomer@example.com')[0]?.text).not.toMatch(/(?<!second)customer@/)
  })

  it('B02: has nothing of a note in any byte, whatever is repeated of the conversation', async () => {
    const { test, opened, sent } = mails
    const ticketId = await opened()
    await test.as('agent').tickets.reply({ ticketId, body: 'First answer.' })
    await sent()
    mails.smtp.caught.length = 0
    await test.as('agent').tickets.note({ ticketId, body: `${CANARY} the customer is difficult`, mentionIds: [test.actors.supervisor.id] })
    await test.as('agent').tickets.reply({ ticketId, body: 'Second answer.' })
    await sent(2)
    const [one] = to(CUSTOMER)
    expect(one?.mail.text).toContain('Second answer.')
    expect(one?.mail.text).toContain('First answer.')
    expect(one?.mail.text).toContain('Since this morning.')
    for (const caught of to(CUSTOMER)) {
      const decoded = JSON.stringify(caught.mail)
      const bytes = [caught.raw.toString('latin1'), decoded, ...base64Parts(caught.text), caught.text.replace(/=\r\n/g, '')]
      for (const form of bytes) {
        expect(form).not.toContain(CANARY)
        expect(form).not.toContain('difficult')
        expect(form).not.toContain(AGENT)
        expect(form).not.toContain(test.actors.supervisor.id)
        expect(form).not.toContain(test.actors.agent.id)
      }
    }
    // The check sees a note where there is one.
    const [noted] = to('supervisor@example.com')
    expect(noted?.mail.text).toContain(CANARY)
    expect(noted?.mail.text).toContain('https://desk.example/staff/')
  })

  it('stands in one thread for each ticket and recipient, with an id that says which delivery it is', async () => {
    const { test, opened, sent } = mails
    const [one, other] = [await opened(), await opened()]
    await test.as('agent').tickets.reply({ ticketId: one, body: 'One.' })
    await sent()
    await test.as('agent').tickets.reply({ ticketId: one, body: 'Two.' })
    await test.as('agent').tickets.reply({ ticketId: other, body: 'Of the other.' })
    await sent()
    const [first, second, third] = to(CUSTOMER)
    const [a, b] = [second, third].toSorted((x, y) => Number(x?.mail.text?.includes('other')) - Number(y?.mail.text?.includes('other')))
    expect(a?.mail.inReplyTo).toBe(first?.mail.messageId)
    expect(a?.mail.references?.split(/\s+/).slice(-1)).toEqual([first?.mail.messageId])
    const root = first?.mail.references?.split(/\s+/)[0]
    expect(root).toMatch(/^<thread\.[0-9a-f]{32}@desk\.example>$/)
    expect(a?.mail.references?.split(/\s+/)[0]).toBe(root)
    expect(b?.mail.references).not.toContain(root ?? '-')
    expect(first?.mail.messageId).toMatch(/^<[0-9a-f-]{36}@desk\.example>$/)
    expect(a?.mail.subject).toBe(first?.mail.subject)
  })

  it('can be answered: the address of answers proves ticket and recipient', async () => {
    const { test, opened, sent } = mails
    const ticketId = await opened()
    await test.as('agent').tickets.reply({ ticketId, body: 'One.' })
    await sent()
    const [address = ''] = to(CUSTOMER)[0]?.mail.replyTo?.map((one) => one.address ?? '') ?? []
    const [, token = ''] = /^reply\+(.*)@desk\.example$/.exec(address) ?? []
    const read = readReplyToken(SECRET, token.toUpperCase())
    expect(read?.personId).toBe(test.actors.customer.id)
    expect(read?.isFor(ticketId)).toBe(true)
    expect(read?.isFor(test.ids.missing(1))).toBe(false)
    expect(readReplyToken('another secret of the tests, long', token)?.isFor(ticketId)).toBe(false)
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
  })

  it.each([
    ['he', 'rtl', 'הודעה חדשה מאת'],
    ['fa', 'rtl', 'پیام تازه از'],
    ['ja', 'ltr', 'からの新しいメッセージ'],
    ['it', 'ltr', 'Nuovo messaggio di'],
    ['ru', 'ltr', 'Новое сообщение'],
    ['pt-BR', 'ltr', 'New message from'],
  ])('is written in the language of who reads it: %s', async (language, direction, words) => {
    const { test, opened, sent } = mails
    await test.as('customer').people.updateMe({ language })
    const ticketId = await opened({ subject: 'Error 42 בשרת' })
    await test.as('agent').tickets.reply({ ticketId, body: 'English first.\nSecond line.\n\nואז עברית, with English.' })
    await sent()
    await test.as('customer').people.updateMe({ language: 'en' })
    const [one] = to(CUSTOMER)
    const html = one?.mail.html ?? ''
    expect(one?.mail.text).toContain(words)
    expect(html).toContain(`<html lang="${language === 'pt-BR' ? 'en' : language}" dir="${direction}">`)
    expect(html).toContain(`<body dir="${direction}"`)
    // Each paragraph of the text goes its own way, whatever is around it; values are isolated from the sentence.
    expect(html).toMatch(/<p dir="ltr" align="left"[^>]*text-align:left[^>]*>English first\.<br>Second line\.<\/p>/)
    expect(html).toMatch(/<p dir="rtl" align="right"[^>]*text-align:right[^>]*>ואז עברית/)
    expect(html).toContain('\u2068Agent Person\u2069')
    expect(header(one as Caught, 'content-language')).toBe(language === 'pt-BR' ? 'en' : language)
    expect(one?.mail.subject).toMatch(/Error 42 בשרת$/)
  })

  it('goes to nobody who has switched it off, and names files as links', async () => {
    const { test, opened, sent } = mails
    const ticketId = await opened()
    const { id: fileId } = await test.as('agent').files.stage({ name: 'plan <b>.txt', body: new Blob(['hello']) as never })
    await test
      .as('customer')
      .notifications.savePreference({ reason: 'requester', channel: 'mail.mail', event: 'ticket.resolved', isOn: false })
    await test.as('agent').tickets.reply({ ticketId, body: 'See the plan.', attachments: [fileId] })
    await test.as('agent').tickets.resolve({ ticketId, resolution: 'solved' })
    await sent()
    await test
      .as('customer')
      .notifications.savePreference({ reason: 'requester', channel: 'mail.mail', event: 'ticket.resolved', isOn: null })
    const [one] = to(CUSTOMER)
    expect(one?.mail.text).toContain('plan <b>.txt')
    expect(one?.mail.html).toContain('plan &lt;b&gt;.txt')
    expect(one?.mail.attachments).toEqual([])
    expect(one?.mail.text).not.toContain('resolved')
  })

  it('asks who is to approve, and tells them nothing else of a ticket that they do not see', async () => {
    const { test, opened, sent } = mails
    const ticketId = await opened({ subject: `${CANARY} subject`, body: `${CANARY} body` })
    await test.as('agent').approvals.request({
      ticketId,
      question: 'May they have a new one?',
      audience: 'both',
      contactIds: [test.actors.secondCustomer.id],
      needed: 'one',
    })
    await sent()
    const [one] = to('secondcustomer@example.com')
    expect(one?.mail.subject).toMatch(/May they have a new one\?$/)
    expect(one?.mail.text).toContain('Your approval is asked for')
    expect(one?.text).not.toContain(CANARY)
    expect(JSON.stringify(one?.mail)).not.toContain(CANARY)
  })
})

/** What is hidden in base 64. */
const base64Parts = (raw: string): string[] =>
  [...raw.matchAll(/(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n?)+/g)].map(([part]) => Buffer.from(part.replace(/\s/g, ''), 'base64').toString('utf8'))
