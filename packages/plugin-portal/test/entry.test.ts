import { createHash } from 'node:crypto'
import type { Letter } from '@deskwright/core'
import { type TestDesk, testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PortalContract, portal } from '../src/index.ts'
import { postbox } from './postbox.ts'
import { ORIGIN, type Page, tokenIn, Visitor, wordsOf } from './visitor.ts'

const url = `${ORIGIN}/help`

const pathIn = ({ action }: Letter): string => new URL(action?.url ?? '').pathname

describeOnBothDatabases('entering without a session of the host', (database) => {
  const box = postbox()
  let test: TestDesk<PortalContract>
  let guestId: string

  beforeAll(async () => {
    test = (await testDesk({ database, plugins: [portal({ entry: { url } }), box.plugin] })) as unknown as TestDesk<PortalContract>
    const { id } = await test.as('admin').people.create({ name: 'Gus Guest', email: 'gus@example.net' })
    await test.as('admin').companies.saveMember({ companyId: test.places.companies.acme, personId: id })
    guestId = id
  })
  afterAll(() => test.close())

  const visitor = () => new Visitor(test as unknown as TestDesk, null, '/help')
  async function asked(address: string, who = visitor()): Promise<{ page: Page; letters: Letter[] }> {
    box.letters.length = 0
    const page = await who.follow(await who.get('/help/enter'), { address })
    await test.tick()
    return { page, letters: [...box.letters] }
  }
  async function entered(address = 'gus@example.net'): Promise<Visitor> {
    const who = visitor()
    const { letters } = await asked(address, who)
    const page = await who.follow(await who.get(pathIn(letters[0] as Letter)), {})
    expect(page.status).toBe(200)
    return who
  }

  it('a guest comes in by a link, writes, and goes', async () => {
    const who = visitor()
    const { page, letters } = await asked('Gus@Example.NET', who)
    expect(wordsOf(page)).toContain('a letter is on its way')
    expect(letters).toHaveLength(1)
    const [letter] = letters as [Letter]
    expect(letter.to).toMatchObject({ address: 'gus@example.net', name: 'Gus Guest' })
    expect(letter.action?.url).toMatch(/^https:\/\/desk\.test\/help\/enter\/[\w-]{43}$/)
    // Looking is not using: programs look at links before people do.
    for (let looks = 0; looks < 3; looks += 1) expect(wordsOf(await who.get(pathIn(letter)))).toContain('Welcome, Gus Guest')
    expect(wordsOf(await who.follow(await who.get(pathIn(letter)), {}))).toContain('Hello, Gus Guest')
    expect(wordsOf(await who.follow(await who.get('/help/new/type/question'), { subject: 'By mail alone', body: 'x' }))).toContain(
      'By mail alone',
    )
    const { items } = await test.as('admin').tickets.list({ requesterId: guestId })
    expect(items.map(({ subject }) => subject)).toEqual(['By mail alone'])
    // Used once.
    const other = visitor()
    expect(wordsOf(await other.get(pathIn(letter)))).toContain('This link no longer works')
    expect((await who.get('/help/requests')).status).toBe(200)
    expect(wordsOf(await who.follow(await who.get('/help/leave'), {}))).toContain('You are signed out.')
    expect((await who.get('/help/requests')).status).toBe(401)
  })

  it('keeps nothing by which anybody could come in', async () => {
    const who = await entered()
    const cookie = who.cookies.get('deskportal_session') ?? ''
    const { letters } = await asked('gus@example.net')
    const secrets = [
      cookie,
      pathIn(letters[0] as Letter)
        .split('/')
        .at(-1) ?? '',
    ]
    const tables = ['portal_session', 'portal_entry', 'portal_link_request', 'event', 'job'] as const
    const rows = await test.desk['~store'].read(async ({ db }) => {
      const read: unknown[] = []
      for (const table of tables)
        read.push(
          await db
            .selectFrom(table as 'event')
            .selectAll()
            .execute(),
        )
      return JSON.stringify(read)
    })
    expect(rows).toContain('portal.signed_in')
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(rows).not.toContain(secret)
    }
    expect(rows).not.toContain(createHash('sha256').update(cookie).digest('hex'))
  })

  it('the cookie is for the portal alone', async () => {
    const who = visitor()
    const { letters } = await asked('gus@example.net', who)
    const sent = await who.submit(await who.get(pathIn(letters[0] as Letter)), {})
    const line = sent.headers.getSetCookie().find((one) => one.startsWith('deskportal_session=')) ?? ''
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/help']) expect(line).toContain(part)
  })

  it('a link is too old after half an hour, and of two who use it at once one is in', async () => {
    const first = (await asked('gus@example.net')).letters[0] as Letter
    test.clock.advance('31m')
    expect(wordsOf(await visitor().get(pathIn(first)))).toContain('This link no longer works')
    test.clock.advance('1h')
    const { letters } = await asked('gus@example.net')
    const two = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const who = visitor()
        return who.submit(await who.get(pathIn(letters[0] as Letter)), {})
      }),
    )
    expect(two.filter(({ status }) => status === 303)).toHaveLength(1)
  })

  it('H04: a session is over at once when it is ended, and when the person is', async () => {
    const [one, other] = [await entered(), await entered()]
    await test.as('admin').access.grant({ personId: test.actors.admin.id, roleId: 'portal.doorkeeper', scope: 'all' })
    expect((await test.as('admin').portal.endSessions({ personId: guestId })).ended).toBeGreaterThanOrEqual(2)
    for (const who of [one, other]) expect((await who.get('/help/requests')).status).toBe(401)
    test.clock.advance('1h')
    const third = await entered()
    await test.as('admin').people.deactivate({ personId: guestId })
    expect((await third.get('/help/requests')).status).toBe(401)
    await test.as('admin').people.reactivate({ personId: guestId })
    // Let in again is not signed in again.
    expect((await third.get('/help/requests')).status).toBe(401)
    test.clock.advance('1h')
    const fourth = await entered()
    await test.as('admin').people.update({ personId: guestId, email: 'gus@example.org' })
    expect((await fourth.get('/help/requests')).status).toBe(401)
    await test.as('admin').people.update({ personId: guestId, email: 'gus@example.net' })
  })

  it('H04: an open stream ends within a second of its session', async () => {
    test.clock.advance('1h')
    const who = await entered()
    const { items } = await test.as('admin').tickets.list({ requesterId: guestId, limit: 1 })
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const stream = await test.desk.fetch(new Request(`${url}/requests/${items[0]?.id}/live`, { headers: { cookie } }), { path: '/help' })
    expect(stream.status).toBe(200)
    const end = (async () => {
      for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) void chunk
      return Date.now()
    })()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const begun = Date.now()
    await test.as('admin').portal.endSessions({ personId: guestId })
    expect((await end) - begun).toBeLessThan(1_000)
  })

  it('H02: a hundred requests each for known, unknown and disabled addresses are alike', { timeout: 120_000 }, async () => {
    const admin = test.as('admin')
    const gone = await admin.people.create({ name: 'Gone', email: 'gone@example.net' })
    await admin.people.deactivate({ personId: gone.id })
    const kinds = { known: 'gus@example.net', unknown: 'nobody@example.net', disabled: 'gone@example.net', host: 'customer@example.com' }
    const seen = new Set<string>()
    const times: Record<string, number[]> = {}
    test.clock.advance('2h')
    const who = visitor()
    const form = await who.get('/help/enter')
    for (let round = 0; round < 100; round += 1)
      for (const [kind, address] of Object.entries(kinds)) {
        const begun = performance.now()
        const sent = await who.submit(form, { address })
        times[kind] = [...(times[kind] ?? []), performance.now() - begun]
        const page = await who.get(sent.location ?? '')
        const same = page.text
          .replaceAll(encodeURIComponent(address), '')
          .replaceAll(address, '')
          .replace(/value="[\w-]{36,64}"/g, '')
        seen.add(`${sent.status} ${sent.location?.replace(encodeURIComponent(address), '')} ${page.status} ${same}`)
      }
    expect(seen.size).toBe(1)
    const median = (all: readonly number[] = []) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
    process.stdout.write(
      `H02 on ${database}: ${Object.entries(times)
        .map(([kind, all]) => `${kind} ${median(all).toFixed(2)} ms`)
        .join(', ')}\n`,
    )
    box.letters.length = 0
    await test.tick()
    // However often it is asked for, few letters go out, and only to whom there is.
    expect(new Set(box.letters.map(({ to }) => to.address))).toEqual(new Set(['gus@example.net']))
  })

  it('writes at most five letters an hour to one address', async () => {
    test.clock.advance('2h')
    let count = 0
    for (let round = 0; round < 8; round += 1) count += (await asked('gus@example.net')).letters.length
    expect(count).toBe(5)
    test.clock.advance('61m')
    expect((await asked('gus@example.net')).letters).toHaveLength(1)
  })

  it('tries again with another link when a letter could not be sent, and not where nobody can be reached', async () => {
    test.clock.advance('2h')
    const waiting = () =>
      test.desk['~store'].read(({ db }) => db.selectFrom('job').select(['id', 'attempt_count']).where('name', '=', 'portal/link').execute())
    box.failWith(new Error('no server'))
    expect((await asked('gus@example.net')).letters).toHaveLength(0)
    expect(await waiting()).toMatchObject([{ attempt_count: 1 }])
    box.failWith(undefined)
    await test.desk['~store'].write(({ db }) => db.updateTable('job').set({ due_ms: 0 }).execute())
    await test.tick()
    expect(box.letters).toHaveLength(1)
    expect(wordsOf(await visitor().get(pathIn(box.letters[0] as Letter)))).toContain('Welcome, Gus Guest')
    box.failWith(Object.assign(new Error('no such mailbox'), { isFinal: true }))
    await asked('gus@example.net')
    expect(await waiting()).toEqual([])
    box.failWith(undefined)
  })

  it('who shares an address says who they are', async () => {
    const admin = test.as('admin')
    const { id } = await admin.people.create({ name: 'Gina Guest', email: 'both@example.net' })
    await admin.people.create({ name: 'Gerd Guest', email: 'both@example.net' })
    await admin.companies.saveMember({ companyId: test.places.companies.beta, personId: id })
    const who = visitor()
    const { letters } = await asked('both@example.net', who)
    const page = await who.get(pathIn(letters[0] as Letter))
    expect(wordsOf(page)).toContain('Gina Guest (BETA)')
    expect(wordsOf(page)).toContain('Gerd Guest')
    expect(wordsOf(await who.submit(page, { personId: guestId }))).toContain('This link no longer works')
    expect(wordsOf(await who.follow(page, { personId: id }))).toContain('Hello, Gina Guest')
  })

  it('a guest of two companies chooses for which', async () => {
    const admin = test.as('admin')
    const { id } = await admin.people.create({ name: 'Two Guest', email: 'two@example.net' })
    const { acme, beta } = test.places.companies
    for (const companyId of [acme, beta]) await admin.companies.saveMember({ companyId, personId: id })
    const who = visitor()
    const { letters } = await asked('two@example.net', who)
    await who.submit(await who.get(pathIn(letters[0] as Letter)), {})
    expect((await who.get('/help/requests')).location).toBe('/help/company')
    expect((await who.follow(await who.get('/help/company'), { company: beta })).status).toBe(200)
  })

  it('an invitation makes a contact with at most the authority of who invites', async () => {
    const manager = test.as('manager')
    const { acme, beta } = test.places.companies
    box.letters.length = 0
    const invited = await manager.portal.invite({
      companyId: acme,
      name: 'New Contact',
      email: 'new@example.net',
      roleIds: ['customer_manager'],
    })
    await test.tick()
    const [letter] = box.letters
    expect(letter?.subject).toContain('ACME')
    const who = visitor()
    await who.submit(await who.get(pathIn(letter as Letter)), {})
    expect(wordsOf(await who.get('/help/requests'))).toContain('Company')
    expect(wordsOf(await visitor().get(pathIn(letter as Letter)))).toContain('This link no longer works')
    await expect(manager.portal.invite({ companyId: beta, name: 'X', email: 'x@example.net' })).rejects.toMatchObject({ status: 404 })
    await test.as('admin').access.saveRole({ roleId: 'payer', title: 'Payer', acting: 'customer', permissions: ['ticket.approve'] })
    await expect(manager.portal.invite({ companyId: acme, name: 'X', email: 'x@example.net', roleIds: ['payer'] })).rejects.toMatchObject({
      code: 'access.beyond_own',
    })
    await expect(manager.portal.invite({ companyId: acme, name: 'X', email: 'x@example.net', roleIds: ['agent'] })).rejects.toMatchObject({
      status: 422,
    })
    await expect(test.as('customer').portal.invite({ companyId: acme, name: 'X', email: 'x@example.net' })).rejects.toMatchObject({
      status: 403,
    })
    // Refused as a whole: nobody was added.
    expect((await test.as('admin').people.list({ query: 'x@example.net' })).items).toEqual([])
    // Known elsewhere is nobody here: an address tells nothing of other companies.
    const again = await test.as('otherManager').portal.invite({ companyId: beta, name: 'Another', email: 'new@example.net' })
    expect(again.personId).not.toBe(invited.personId)
  })

  it('a manager invites, gives and takes authority, and lets go, on the page', async () => {
    const who = new Visitor(test as unknown as TestDesk, 'manager', '/help')
    // Of the test before.
    await test.tick()
    box.letters.length = 0
    const page = await who.get('/help/colleagues')
    expect(wordsOf(page)).toContain('Customer Person')
    expect(wordsOf(page)).not.toContain('OtherCustomer')
    expect(wordsOf(page)).not.toContain('Payer')
    expect((await who.submit(page, { name: 'Paged', email: 'no address' })).status).toBe(422)
    expect(wordsOf(await who.follow(page, { name: 'Paged', email: 'paged@example.net' }))).toContain('Paged was invited.')
    await test.tick()
    expect(box.letters.map(({ to }) => to.address)).toEqual(['paged@example.net'])
    const { items } = await test.as('admin').people.list({ query: 'paged@example.net' })
    const personId = items[0]?.id ?? ''
    const after = await who.get('/help/colleagues')
    await who.follow(after, { personId, [`roles-${personId}`]: 'customer_manager' })
    const held = async () => (await test.as('admin').access.grants({ personId, scope: 'company' })).items.map(({ roleId }) => roleId)
    expect(await held()).toEqual(['customer_manager'])
    await who.follow(await who.get('/help/colleagues'), { personId, _do: 'roles' })
    expect(await held()).toEqual([])
    await who.follow(await who.get('/help/colleagues'), { personId, _do: 'remove' })
    expect(wordsOf(await who.get('/help/colleagues'))).not.toContain('Paged')
    // Whoever manages nobody has no such page.
    const plain = new Visitor(test as unknown as TestDesk, 'customer', '/help')
    expect((await plain.get('/help/colleagues')).status).toBe(404)
    expect((await plain.get('/help/')).text).not.toContain('/colleagues')
  })

  it('an invitation is too old after two weeks', async () => {
    box.letters.length = 0
    await test.as('manager').portal.invite({ companyId: test.places.companies.acme, name: 'Late', email: 'late@example.net' })
    await test.tick()
    test.clock.advance('15d')
    expect(wordsOf(await visitor().get(pathIn(box.letters[0] as Letter)))).toContain('This link no longer works')
    await test.desk.system('test').portal.forget()
  })

  it('a link to a ticket shows that one and signs nobody in', async () => {
    const { items } = await test.as('admin').tickets.list({ requesterId: guestId, limit: 1 })
    const ticketId = items[0]?.id ?? ''
    await test.as('admin').tickets.note({ ticketId, body: test.canaries.plant('note') })
    const { url: link } = await test.as('admin').portal.linkToTicket({ ticketId })
    const who = visitor()
    const page = await who.get(new URL(link).pathname)
    expect(wordsOf(page)).toContain('By mail alone')
    expect(page.text).not.toContain('CANARY')
    expect(page.text).not.toContain('<textarea')
    expect(who.cookies.has('deskportal_session')).toBe(false)
    for (const path of ['/requests', `/requests/${ticketId}`, '/new', '/settings', `/requests/${ticketId}/live`])
      expect([401, 404], path).toContain((await who.get(`/help${path}`)).status)
    await test.as('admin').portal.endTicketLinks({ ticketId })
    const gone = await who.get(new URL(link).pathname)
    expect(gone.status).toBe(404)
    expect(gone.text.replace(/value="[^"]+"/g, '')).toBe((await who.get(`/help/t/${'x'.repeat(43)}`)).text.replace(/value="[^"]+"/g, ''))
  })

  it('nobody is brought in, or out, by another site', async () => {
    test.clock.advance('2h')
    const who = visitor()
    const { letters } = await asked('gus@example.net', who)
    const path = pathIn(letters[0] as Letter)
    const _token = tokenIn(await who.get(path))
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.test' },
      { origin: '' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const to of [path, '/help/enter', '/help/leave'])
      for (const headers of foreign)
        expect((await who.send('POST', to, new URLSearchParams({ _token, address: 'gus@example.net' }), headers)).status, to).toBe(403)
    for (const type of ['text/plain', 'application/json', ''])
      expect((await who.send('POST', path, `_token=${_token}`, { 'content-type': type })).status, type).toBe(400)
    expect((await who.send('POST', path, new URLSearchParams({}))).status).toBe(403)
    // None of it used the link up.
    expect((await who.submit(await who.get(path), {})).status).toBe(303)
  })

  it('an address with a secret is told to no other page', async () => {
    const who = visitor()
    test.clock.advance('2h')
    const { letters } = await asked('gus@example.net', who)
    expect((await who.get(pathIn(letters[0] as Letter))).headers.get('referrer-policy')).toBe('strict-origin')
    expect((await who.get(`/help/t/${'x'.repeat(43)}`)).headers.get('referrer-policy')).toBe('strict-origin')
    expect((await who.get('/help/')).headers.get('referrer-policy')).toBe('same-origin')
    // Nor do addresses of people stand in those of pages.
    expect((await who.submit(await who.get('/help/enter'), { address: 'gus@example.net' })).location).toBe('/help/enter/asked')
  })

  it.each(['en', 'he', 'fa', 'it', 'ja', 'ru'])('letters are written in the language of the page: %s', async (language) => {
    test.clock.advance('2h')
    const who = visitor()
    who.cookies.set('deskportal_language', language)
    const { page, letters } = await asked('gus@example.net', who)
    expect(page.text).toContain(`<html lang="${language}" dir="${['he', 'fa'].includes(language) ? 'rtl' : 'ltr'}"`)
    const [letter] = letters as [Letter]
    expect(letter.to.language).toBe(language)
    const words = [letter.subject, letter.body, letter.action?.text ?? '', ...letter.notes].join(' ')
    expect(words).not.toMatch(/portal\.letter|\{\$/)
    expect(words).toMatch(
      { en: /sign in/, he: /[א-ת]{3}/, fa: /[آ-ی]{3}/, it: /\blink\b/i, ja: /[ぁ-ん]{2}/, ru: /[а-я]{4}/ }[language] ?? /^$/,
    )
  })

  it('H01: where links lead no request says', async () => {
    test.clock.advance('2h')
    box.letters.length = 0
    const who = visitor()
    await who.submit(await who.get('/help/enter'), { address: 'gus@example.net' })
    await who.send('GET', '/help/enter', undefined, { host: 'evil.test', 'x-forwarded-host': 'evil.test' })
    await test.tick()
    expect(new URL(box.letters[0]?.action?.url ?? '').origin).toBe(ORIGIN)
  })
})

describe('a portal without entry', () => {
  it('has no way in but the host’s', async () => {
    const test = await testDesk({ plugins: [portal()] })
    const who = new Visitor(test as unknown as TestDesk, null)
    for (const path of ['/enter', '/enter/asked', `/enter/${'x'.repeat(43)}`, `/t/${'x'.repeat(43)}`, '/leave'])
      expect((await who.get(path)).status, path).toBe(404)
    expect((await who.get('/')).text).not.toContain('/enter')
    await test.close()
  })
})

describe('guests who ask too much', () => {
  it('use up what is theirs: the address that the host’s own proxy has seen tells them apart, and nothing that they choose', async () => {
    const clientOf = ({ headers }: Request) => headers.get('x-real-ip')
    const test = (await testDesk({
      plugins: [portal({ entry: { url } }), postbox().plugin],
      http: { limits: { anonymous: 10, clientOf } },
    })) as unknown as TestDesk
    try {
      const [first, second] = [new Visitor(test, null, '/help'), new Visitor(test, null, '/help')]
      const statuses: number[] = []
      for (let asked = 0; asked < 14; asked += 1) {
        const headers = { 'x-real-ip': '192.0.2.1', 'x-forwarded-for': `198.51.100.${asked}`, 'user-agent': `Browser ${asked}` }
        first.cookies.set('deskportal_session', 'A'.repeat(42) + String.fromCharCode(65 + asked))
        statuses.push((await first.get('/help/enter', headers)).status)
      }
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), ...Array.from({ length: 4 }, () => 429)])
      const refused = await first.get('/help/enter', { 'x-real-ip': '192.0.2.1' })
      expect(refused.headers.get('content-type')).toContain('text/html')
      expect((await second.get('/help/enter', { 'x-real-ip': '192.0.2.2' })).status).toBe(200)
      // Whoever the host knows has a limit of their own.
      expect((await new Visitor(test, 'customer', '/help').get('/help/requests', { 'x-real-ip': '192.0.2.1' })).status).toBe(200)
    } finally {
      await test.close()
    }
  })
})
