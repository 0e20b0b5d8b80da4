import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { describe, expect, it } from 'vitest'
import { findPrivate, holdsPartOf } from '../src/ticket/private.ts'
import { kbDesk, refusal } from './kb-desk.ts'

describeOnBothDatabases('articles and tickets', (kind) => {
  it('are linked both ways, and whoever may not see one end sees nothing of it', async () => {
    const test = await kbDesk(kind)
    const agent = test.as('agent')
    const { id: ticketId } = await test.manager.tickets.create({
      subject: 'Printer',
      requesterId: test.actors.customer.id,
      companyId: test.places.companies.acme,
      teamId: test.places.teams.net,
    })
    const [open, internal] = [await test.article({ title: 'Open' }), await test.article({ title: 'Internal', audience: { kind: 'staff' } })]
    await agent.kb.link({ ticketId, articleId: open, kind: 'answer' })
    await agent.kb.link({ ticketId, articleId: internal })
    const titles = async (who: 'agent' | 'customer') =>
      (await test.as(who).tickets.get({ ticketId })).ext.kb.articles.map(({ title, kind: how }) => `${title} ${how}`)
    expect(await titles('agent')).toEqual(['Open answer', 'Internal related'])
    expect(await titles('customer')).toEqual(['Open answer'])
    expect((await agent.kb.ticketsOf({ articleId: open })).items).toMatchObject([{ ticketId, subject: 'Printer', kind: 'answer' }])
    expect((await test.as('otherAgent').kb.ticketsOf({ articleId: open })).items).toEqual([])
    expect(await refusal(test.as('otherAgent').kb.link({ ticketId, articleId: open }))).toBe('ticket.not_found')
    expect(await refusal(test.as('customer').tickets.create({ subject: 'x', ext: { kb: { articleIds: [open] } } }))).toBe('input.invalid')
    await agent.kb.unlink({ ticketId, articleId: open })
    await agent.tickets.update({ ticketId, ext: { kb: { articleIds: [open] } } })
    expect(await titles('customer')).toEqual(['Open related'])
    expect((await agent.tickets.timeline({ ticketId })).items.map(({ event }) => event)).toContain('kb.ticket_linked')
    expect(JSON.stringify(await test.as('customer').tickets.timeline({ ticketId }))).not.toContain(internal)
  })

  it('become articles without what is internal or private, unless somebody says that it may stay', async () => {
    const test = await kbDesk(kind)
    const agent = test.as('agent')
    const { id: ticketId } = await test.as('customer').tickets.create({
      subject: 'VPN on ada’s laptop',
      body: 'I am Customer Person, call +49 30 1234567 or customer@example.com.',
    })
    await test.manager.tickets.assign({ ticketId, assigneeId: test.actors.agent.id, teamId: test.places.teams.net })
    await agent.tickets.reply({ ticketId, body: 'Choose the profile “home”.' })
    const note = await agent.tickets.note({ ticketId, body: 'The customer has not paid for three months, go slowly. CANARY' })
    const draft = await agent.kb.draftFromTicket({ ticketId })
    expect(draft.body).toContain('Choose the profile')
    expect(JSON.stringify(draft)).not.toContain('CANARY')
    const kinds = new Set(draft.findings.map(({ kind: found }) => found))
    for (const expected of ['name', 'phone', 'email'] as const) expect(kinds).toContain(expected)
    expect(await refusal(agent.kb.draftFromTicket({ ticketId, messageIds: [note.message.id] }))).toBe('kb.internal_source')
    const confirmed = await agent.kb.draftFromTicket({ ticketId, messageIds: [note.message.id], confirmInternal: true })
    expect(confirmed.findings.map(({ kind: found }) => found)).toContain('internal')

    const categoryId = await test.category()
    const write = (body: string, more: object = {}) =>
      agent.kb.createFromTicket({ ticketId, categoryId, language: 'en', title: 'VPN', body, ...more })
    expect(await refusal(write(draft.body))).toBe('kb.private_found')
    expect(await refusal(write('has NOT paid for three\nmonths — go slowly'))).toBe('kb.internal_source')
    expect(await refusal(write('has not paid for three months, go slowly', { confirmPrivate: true }))).toBe('kb.internal_source')
    const sheet = await write('Choose the profile “home”.')
    expect((await agent.kb.ticketsOf({ articleId: sheet.id })).items).toMatchObject([{ ticketId, kind: 'source' }])
    expect(await refusal(write(draft.body, { confirmPrivate: true }))).toBe('none')
    expect(await refusal(test.as('otherAgent').kb.draftFromTicket({ ticketId }))).toBe('ticket.not_found')
  })
})

describe('what is private in a text', () => {
  const names = ['Ada Lovelace', 'דנה כהן', '田中太郎', 'Иван Петров', 'سارا احمدی', 'ACME']
  it.each([
    ['Write to ada.l@example.co.uk today', 'email', 'ada.l@example.co.uk'],
    ['call 030 / 123 45 67 now', 'phone', '030 / 123 45 67'],
    ['שיחה ל־052-1234567', 'phone', '052-1234567'],
    ['تماس با ۰۹۱۲۳۴۵۶۷۸۹', 'phone', '۰۹۱۲۳۴۵۶۷۸۹'],
    ['the password is hunter2!', 'secret', 'password is hunter2!'],
    ['пароль: кошка7', 'secret', 'пароль: кошка7'],
    ['パスワードはneko7です', 'secret', 'パスワードはneko7です'],
    ['AKIAIOSFODNN7EXAMPLE', 'secret', 'AKIAIOSFODNN7EXAMPLE'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'secret', '-----BEGIN RSA PRIVATE KEY-----'],
    ['host 10.1.2.3 is down', 'address', '10.1.2.3'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'account', 'DE89 3704 0044 0532 0130 00'],
    ['card 4111 1111 1111 1111', 'account', '4111 1111 1111 1111'],
    ['as ada said', 'name', 'ada'],
    ['לדנה יש בעיה', 'name', 'לדנה'],
    ['田中太郎さんのPC', 'name', '田中太郎'],
    ['у Петрова сломалось', 'name', 'Петров'],
    ['خانم احمدی گفت', 'name', 'احمدی'],
    ['the ACME server', 'name', 'ACME'],
  ])('%j: %s', (text, kind, found) => {
    expect(findPrivate(text, names).map((one) => [one.kind, one.text])).toContainEqual([kind, found])
  })

  it.each(['Open it on 2026-01-05 at 10:30.', 'Version 12.4.1 of 3 files', 'Canada is adamant', 'Error 0x80070005', 'On 05.01.2026'])(
    'is nothing in %j',
    (text) => expect(findPrivate(text, names)).toEqual([]),
  )

  it('takes no long time', () => {
    const begun = performance.now()
    for (const text of ['a@'.repeat(100_000), '1 '.repeat(100_000), 'aA1'.repeat(66_000), '1.'.repeat(100_000), 'password '.repeat(22_000)])
      findPrivate(text, names)
    holdsPartOf('ab '.repeat(66_000), 'ac '.repeat(66_000))
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it('is part of a note whatever its spaces and signs, in any script', () => {
    expect(
      holdsPartOf(
        '… お客様はまだ、支払っていません。気をつけて対応してください …',
        'お客様はまだ支払っていません気をつけて対応してください',
      ),
    ).toBe(true)
    expect(holdsPartOf('Press the button and wait.', 'The customer has not paid for months.')).toBe(false)
  })
})
