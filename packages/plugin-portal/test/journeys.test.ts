import { type TestDesk, testDesk } from '@deskwright/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { Visitor, wordsOf } from './visitor.ts'

let test: TestDesk
beforeAll(async () => {
  test = (await testDesk({ plugins: [portal({ name: 'Help' })] })) as unknown as TestDesk
})
afterAll(() => test.close())

describe('without a script', () => {
  it('asks with a file, gets an answer, answers, and says whether it is solved', async () => {
    const visitor = new Visitor(test, 'customer')
    expect((await visitor.get('/new')).text).toContain('href="/new/type/incident"')
    const form = await visitor.get('/new/type/incident')
    const empty = await visitor.submit(form, { subject: ' ', body: 'It hums.' })
    expect(empty.status).toBe(422)
    expect(wordsOf(empty)).toContain('Please look at the marked fields.')
    expect(empty.text).toContain('It hums.')
    expect(empty.text).toMatch(/id="f-subject"[^>]*aria-invalid="true"/)

    const file = new File(['a,b\n1,2\n'], 'noise.csv', { type: 'text/csv' })
    const opened = await visitor.follow(empty, { subject: 'The printer hums', body: 'It hums.', urgency: 'high' }, { files: [file] })
    expect(wordsOf(opened)).toContain('Your request has arrived.')
    const ticketId = /\/requests\/([0-9a-f-]{36})/.exec(opened.text)?.[1] ?? ''
    const bytes = await visitor.get(/href="(\/requests\/[0-9a-f-]+\/files\/[0-9a-f-]+)"/.exec(opened.text)?.[1] ?? '')
    expect(bytes.text).toBe('a,b\n1,2\n')
    expect(bytes.headers.get('content-disposition')).toContain('attachment')
    expect(bytes.headers.get('content-security-policy')).toContain('sandbox')
    // Told once.
    expect(wordsOf(await visitor.get(`/requests/${ticketId}`))).not.toContain('Your request has arrived.')

    const agent = test.as('admin')
    await agent.tickets.reply({ ticketId, body: 'Please turn it off and on.' })
    await agent.tickets.note({ ticketId, body: test.canaries.plant('note') })
    const answered = await visitor.get(`/requests/${ticketId}`)
    expect(wordsOf(answered)).toContain('Please turn it off and on.')
    expect(wordsOf(await visitor.follow(answered, { body: 'It still hums.' }))).toContain('It still hums.')

    await agent.tickets.resolve({ ticketId, resolution: 'solved', text: 'A screw was loose.' })
    expect(wordsOf(await visitor.get('/'))).toContain('Is it solved?')
    const solved = await visitor.get(`/requests/${ticketId}`)
    expect(wordsOf(solved)).toContain('A screw was loose.')
    expect(wordsOf(await visitor.follow(solved, { 'reopen.reason': 'It hums again' }))).toContain('In progress')
    await agent.tickets.resolve({ ticketId, resolution: 'solved', text: 'Now it is still.' })
    const closed = await visitor.follow(await visitor.get(`/requests/${ticketId}`), {}, { has: 'close' })
    expect(wordsOf(closed)).toContain('This request is closed.')
    expect(wordsOf(await visitor.follow(closed, { body: 'One more thing.' }))).toContain('your message has become a new one')
  })

  it('does once what is sent twice, also with files', async () => {
    const visitor = new Visitor(test, 'customer')
    const page = await visitor.get('/new/type/question')
    const sent = []
    for (let round = 0; round < 3; round += 1)
      sent.push(await visitor.submit(page, { subject: 'Pressed twice', body: 'x' }, { files: [new File(['same bytes'], 'same.txt')] }))
    expect(new Set(sent.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    const items = (await test.as('customer').tickets.list({})).items.filter(({ subject }) => subject === 'Pressed twice')
    expect(items).toHaveLength(1)
    expect((await test.as('customer').attachments.list({ ticketId: items[0]?.id ?? '' })).items).toHaveLength(1)
  })

  it('keeps files of a form that came back', async () => {
    const visitor = new Visitor(test, 'customer')
    const file = new File(['kept'], 'kept.txt')
    const back = await visitor.submit(await visitor.get('/new/type/question'), { subject: '', body: 'x' }, { files: [file] })
    expect(wordsOf(back)).toContain('Already added: kept.txt')
    expect(wordsOf(await visitor.follow(back, { subject: 'With a file', body: 'x' }))).toContain('kept.txt')
  })

  it('sends a form once, however often it is pressed', async () => {
    const visitor = new Visitor(test, 'customer')
    const form = await visitor.get('/new/type/question')
    const values = { subject: 'Only once', body: 'Twice pressed' }
    const [one, other] = [await visitor.submit(form, values), await visitor.submit(form, values)]
    expect(one.status).toBe(303)
    expect(one.location).toBe(other.location)
  })

  it('withdraws what nobody has begun, with a reason', async () => {
    const visitor = new Visitor(test, 'customer')
    const opened = await visitor.follow(await visitor.get('/new/type/question'), { subject: 'Never mind', body: 'x' })
    const refused = await visitor.submit(opened, { 'cancel.reason': '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(/<details[^>]*open/)
    expect(wordsOf(await visitor.follow(refused, { 'cancel.reason': 'Found it' }))).toContain('This request is closed.')
  })

  it('finds requests, and says so where there are none', async () => {
    const visitor = new Visitor(test, 'customer')
    await test.tick()
    expect(wordsOf(await visitor.get('/requests?q=printer'))).toContain('The printer hums')
    expect(wordsOf(await visitor.get('/requests?q=xyzzy'))).toContain('Nothing was found')
    for (const query of ['%22', 'NEAR(a%20b', 'C%2B%2B', '-x', '('.repeat(100), 'status:closed', '%00'])
      expect([200, 422], query).toContain((await visitor.get(`/requests?q=${query}`)).status)
    expect((await visitor.get('/requests?cursor=altered')).status).toBe(422)
  })

  it('shows the company’s requests to whoever may see them', async () => {
    expect(wordsOf(await new Visitor(test, 'manager').get('/requests?show=company'))).toContain('The printer hums')
    const other = await new Visitor(test, 'secondCustomer').get('/requests?show=company')
    expect(wordsOf(other)).not.toContain('The printer hums')
    expect(other.text).not.toMatch(/href="[^"]*show=company/)
  })

  it('speaks six languages, and keeps the choice', async () => {
    const visitor = new Visitor(test, 'customer')
    for (const [language, direction, word] of [
      ['he', 'rtl', 'פניות פתוחות'],
      ['fa', 'rtl', 'درخواست‌های باز'],
      ['ja', 'ltr', '対応中のお問い合わせ'],
      ['it', 'ltr', 'Richieste aperte'],
      ['ru', 'ltr', 'Открытые обращения'],
      ['en', 'ltr', 'Open requests'],
    ] as const) {
      const page = await visitor.follow(await visitor.get('/'), { language })
      expect(page.text).toContain(`<html lang="${language}" dir="${direction}"`)
      expect(wordsOf(page)).toContain(word)
    }
    expect((await new Visitor(test, 'customer').get('/', { 'accept-language': 'xx, he;q=0.5' })).text).toContain('lang="he"')
    // The desk answers in the language of the page, and nothing of it is written down.
    visitor.cookies.set('deskportal_language', 'ru')
    expect(wordsOf(await visitor.get('/new/type/incident'))).toContain('Срочность')
    expect((await test.as('customer').people.me()).person.language).toBeNull()
  })

  it('writes dates in the chosen calendar, and keeps settings', async () => {
    const visitor = new Visitor(test, 'secondCustomer')
    await visitor.follow(await visitor.get('/new/type/question'), { subject: 'Which year is it', body: 'x' })
    const settings = { language: 'he', calendar: 'hebrew', look: 'dark', 'tell.requester': 'inbox' }
    const saved = await visitor.follow(await visitor.get('/settings'), settings)
    expect(wordsOf(saved)).toContain('נשמר.')
    expect(saved.text).toContain('data-look="dark"')
    expect(wordsOf(await visitor.get('/requests'))).toMatch(/טבת|5786/)
    const { items } = await test.as('secondCustomer').notifications.preferences()
    expect(Object.fromEntries(items.filter(({ channel }) => channel === 'inbox').map(({ reason, isOn }) => [reason, isOn]))).toEqual({
      approver: false,
      requester: true,
      cc: false,
    })
    expect((await test.as('secondCustomer').people.me()).person.language).toBe('he')
  })

  it('asks contacts of two companies for which one', async () => {
    const person = { externalId: 'of-two', name: 'Of Two' }
    const known = await test.desk.as(person, { acting: 'customer' }).people.me()
    const { acme, beta } = test.places.companies
    for (const companyId of [acme, beta]) await test.desk.system('test').companies.saveMember({ companyId, personId: known.person.id })
    const visitor = new Visitor(test, person)
    expect((await visitor.get('/requests')).location).toBe('/company')
    expect((await visitor.follow(await visitor.get('/company'), { company: beta })).status).toBe(200)
    const opened = await visitor.follow(await visitor.get('/new/type/question'), { subject: 'For one of them', body: 'x' })
    const { items } = await test.desk.as(person, { acting: 'customer', company: beta }).tickets.list({})
    expect(items.map(({ subject, company }) => [subject, company?.id])).toEqual([['For one of them', beta]])
    expect(opened.status).toBe(200)
    // One that is not theirs is as if nothing had been chosen.
    visitor.cookies.set('deskportal_company', '00000000-0000-7000-8000-000000000000')
    expect((await visitor.get('/requests')).location).toBe('/company')
  })

  it('approves exactly what is shown, and needs a reason to decline', async () => {
    const { id: ticketId } = await test.as('customer').tickets.create({ type: 'service_request', subject: 'A new chair', body: 'x' })
    const question = 'May it be bought?'
    const asked = await test
      .as('admin')
      .approvals.request({ ticketId, question, audience: 'both', contactIds: [test.actors.approver.id], needed: 'one' })
    const visitor = new Visitor(test, 'approver')
    expect(wordsOf(await visitor.get('/'))).toContain(question)
    const page = await visitor.get(`/approvals/${asked.id}`)
    // In the words of the form, without what is empty.
    expect(wordsOf(page)).toMatch(/Kind [A-Z].* In a few words .* Asked by \w+/)
    expect(page.text).not.toMatch(/<dt>(?:type|subject|request|fields|requester|name|company)<|<dd><\/dd>|<dl[^>]*><\/dl>/)
    expect((await visitor.submit(page, { vote: 'refused' })).status).toBe(422)
    expect(wordsOf(await visitor.follow(page, { vote: 'accepted' }))).toContain('Your answer was noted.')
    expect((await test.as('admin').approvals.get({ approvalId: asked.id })).state).toBe('accepted')
  })

  it('works below any mount', async () => {
    const visitor = new Visitor(test, 'customer', '/help')
    const home = await visitor.get('/help/')
    expect(home.status).toBe(200)
    for (const [, address] of home.text.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)) expect(address).toMatch(/^\/help(?:\/|$|\?)/)
    expect(wordsOf(await visitor.follow(await visitor.get('/help/new/type/question'), { subject: 'Below', body: 'x' }))).toContain('Below')
    const style = /href="(\/help\/-\/portal[^"]+\.css)"/.exec(home.text)?.[1] ?? ''
    expect((await visitor.get(style)).headers.get('cache-control')).toContain('immutable')
  })

  it('lets nobody in who has not signed in', async () => {
    const visitor = new Visitor(test, null)
    expect((await visitor.get('/')).status).toBe(200)
    for (const path of ['/requests', '/new', '/settings', '/new/type/incident']) {
      const page = await visitor.get(path)
      expect(page.status, path).toBe(401)
      expect(wordsOf(page)).toContain('Please sign in')
    }
    expect((await visitor.get('/-/nothing.css')).status).toBe(404)
  })
})
