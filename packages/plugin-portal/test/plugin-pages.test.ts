import type { AddressInfo } from 'node:net'
import { serveDesk } from '@deskwright/core/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages as billingPages } from '../../plugin-billing/src/page/pages.ts'
import { pages as equipmentPages } from '../../plugin-equipment/src/page/pages.ts'
import { pages as articlePages } from '../../plugin-kb/src/page/pages.ts'
import { tokenIn, Visitor, wordsOf } from './visitor.ts'
import { furnish, offered, type Whole, wholeDesk } from './whole-desk.ts'

const nobodys = '00000000-0000-7000-8000-000000000000'
/** What breaks out of texts, attributes and titles, in one line. */
const hostile = '<img src=x onerror=alert(1)> "><script>alert(1)</script> \' onfocus=alert(1) </title></style></textarea>'

let whole: Whole
let own: Awaited<ReturnType<typeof furnish>>
let other: Awaited<ReturnType<typeof furnish>>
beforeAll(async () => {
  whole = await wholeDesk()
  own = await furnish(whole, whole.acme, `ACME ${hostile}`.slice(0, 85))
  other = await furnish(whole, whole.beta, 'OF-BETA-91c2')
})
afterAll(() => whole.test.close())

describe('pages of plugins', () => {
  it('are absent without a trace for whoever holds no right to them', async () => {
    const visitor = new Visitor(whole.test, 'customer')
    const home = await visitor.get('/')
    expect(home.text).not.toMatch(/href="\/(?:equipment|billing)/)
    const plain = (text: string) => text.replace(/name="_(?:token|once)" value="[^"]*"/g, '').replaceAll(/name="back" value="[^"]*"/g, '')
    for (const path of [
      '/equipment',
      '/equipment/places',
      `/equipment/items/${own.itemId}`,
      `/equipment/label/${own.label}`,
      '/billing/contracts',
      `/billing/contracts/${own.contractId}`,
      '/billing/estimates',
      '/billing/invoices',
      `/billing/invoices/${own.invoiceId}`,
      `/billing/invoices/${own.invoiceId}/pdf`,
    ]) {
      const [one, missing] = [await visitor.get(path), await visitor.get('/nothing-of-the-kind')]
      expect([one.status, missing.status], path).toEqual([404, 404])
      expect(plain(one.text), path).toBe(plain(missing.text))
    }
    expect((await visitor.get('/new/type/incident')).text).not.toContain('ext.equipment')
    expect(whole.test.log.entries.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('answer for what is another company’s like for what there is not', async () => {
    const visitor = new Visitor(whole.test, 'otherManager')
    const { estimateId } = await offered(whole, 'customer', whole.acme)
    const ids = [
      own.itemId,
      own.articleId,
      own.objectId,
      own.itemFileId,
      own.contractId,
      own.invoiceId,
      estimateId,
      nobodys,
      own.label,
      '0000000000',
    ]
    const plain = (text: string): string =>
      ids.reduce((rest, id) => rest.replaceAll(id, ''), text.replace(/name="_(?:token|once)" value="[^"]*"/g, ''))
    for (const [path, missing] of [
      [`/equipment/items/${own.itemId}`, `/equipment/items/${nobodys}`],
      [`/equipment/items/${own.itemId}/files/${own.itemFileId}`, `/equipment/items/${nobodys}/files/${own.itemFileId}`],
      [`/equipment/items/${other.itemId}/files/${own.itemFileId}`, `/equipment/items/${other.itemId}/files/${nobodys}`],
      [`/equipment/places/${own.objectId}`, `/equipment/places/${nobodys}`],
      [`/equipment/label/${own.label}`, '/equipment/label/0000000000'],
      [`/billing/contracts/${own.contractId}`, `/billing/contracts/${nobodys}`],
      [`/billing/invoices/${own.invoiceId}`, `/billing/invoices/${nobodys}`],
      [`/billing/invoices/${own.invoiceId}/pdf`, `/billing/invoices/${nobodys}/pdf`],
      [`/billing/estimates/${estimateId}`, `/billing/estimates/${nobodys}`],
      [`/kb/${own.articleId}`, `/kb/${nobodys}`],
    ] as const) {
      const [one, none] = [await visitor.get(path), await visitor.get(missing)]
      expect([one.status, none.status], path).toEqual([404, 404])
      expect(plain(one.text).replaceAll(other.itemId, ''), path).toBe(plain(none.text).replaceAll(other.itemId, ''))
    }
    for (const path of [
      '/',
      '/equipment',
      '/equipment?q=printer',
      '/equipment/places',
      '/billing/contracts',
      '/billing/invoices',
      `/billing/invoices?contract=${own.contractId}`,
      '/billing/estimates?state=all',
      '/new/type/incident',
      `/new/type/incident?ext.equipment.itemIds=${own.itemId}`,
      '/new/type/incident?subject=lantern',
      '/kb',
      '/kb?q=lantern',
    ])
      expect((await visitor.get(path)).status, path).toBe(200)
    expect(visitor.received.join('\n')).not.toContain('ACME')
    expect(visitor.received.join('\n')).toContain('OF-BETA-91c2')
    const _token = tokenIn(await visitor.get('/settings'))
    for (const decision of ['approve', 'refuse']) {
      const body = new URLSearchParams({ decision, revision: '1', reason: 'No', _token })
      expect((await visitor.send('POST', `/billing/estimates/${estimateId}`, body)).status).toBe(404)
    }
    const sent = await visitor.send(
      'POST',
      '/new/type/incident',
      new URLSearchParams({ subject: 'x', body: 'y', 'ext.equipment.itemIds': own.itemId, _token }),
    )
    expect([404, 422]).toContain(sent.status)
  })

  it('are all tried here: a page that is new stands in one of these lists', () => {
    const tried = [
      ...['/equipment', '/equipment/places', '/equipment/places/:objectId', '/equipment/items/:itemId'],
      ...['/equipment/items/:itemId/files/:itemFileId', '/equipment/label/:label'],
      ...['/billing/contracts', '/billing/contracts/:contractId', '/billing/estimates', '/billing/estimates/:estimateId'],
      ...['/billing/invoices', '/billing/invoices/:invoiceId', '/billing/invoices/:invoiceId/pdf', '/kb', '/kb/:articleId'],
    ]
    const there = [...equipmentPages, ...billingPages, ...articlePages]
      .filter(({ slot, audience }) => slot === 'page' && audience !== 'staff')
      .map(({ path }): string => path)
    expect(there.toSorted()).toEqual(tried.toSorted())
  })

  it('stand with every address below the prefix that a proxy has stripped, and take their forms', async () => {
    const { estimateId } = await offered(whole, 'secondCustomer', whole.acme)
    const server = await serveDesk(whole.test.desk, { port: 0, publicUrl: 'https://shop.test/help/desk' })
    try {
      const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const headersOf = (who: 'secondCustomer' | 'finance' | 'manager') => ({
        'test-person': encodeURIComponent(JSON.stringify(whole.test.actors[who].person)),
      })
      for (const [who, path] of [
        ['secondCustomer', '/'],
        ['secondCustomer', '/equipment?q=printer'],
        ['secondCustomer', '/equipment/places'],
        ['secondCustomer', `/equipment/places/${own.objectId}`],
        ['secondCustomer', `/equipment/items/${own.itemId}`],
        ['secondCustomer', '/billing/estimates?state=all'],
        ['secondCustomer', `/billing/estimates/${estimateId}`],
        ['secondCustomer', '/new/type/incident?subject=lantern'],
        ['finance', '/billing/contracts'],
        ['finance', `/billing/contracts/${own.contractId}`],
        ['finance', '/billing/invoices'],
        ['finance', `/billing/invoices/${own.invoiceId}`],
        ['manager', '/kb?q=lantern'],
        ['manager', `/kb/${own.articleId}`],
      ] as const) {
        const response = await fetch(`${at}${path}`, { headers: headersOf(who) })
        expect(response.status, path).toBe(200)
        for (const [, address = ''] of (await response.text()).matchAll(/\b(?:href|src|action)="(\/[^"]*)"/g))
          expect(address, path).toMatch(/^\/help\/desk(?:\/|$|\?)/)
      }
      const page = await fetch(`${at}/billing/estimates/${estimateId}`, { headers: headersOf('secondCustomer') })
      const cookie = page.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      for (const line of page.headers.getSetCookie()) expect(line).toMatch(/path=\/help\/desk/i)
      const text = await page.text()
      const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
      const body = new URLSearchParams({
        _token: hidden('_token'),
        _once: hidden('_once'),
        revision: hidden('revision'),
        decision: 'approve',
      })
      const sent = await fetch(`${at}/billing/estimates/${estimateId}`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { ...headersOf('secondCustomer'), cookie, origin: 'https://shop.test' },
      })
      expect([sent.status, sent.headers.get('location')]).toEqual([303, `/help/desk/billing/estimates/${estimateId}`])
      expect((await whole.test.as('admin').billing.estimate({ estimateId })).state).toBe('approved')
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('let no text run, also not in a file or an address that nobody made', async () => {
    for (const [who, paths] of [
      [
        'manager',
        [
          '/equipment',
          '/equipment/places',
          `/equipment/places/${own.objectId}`,
          `/equipment/items/${own.itemId}`,
          `/equipment?q=${encodeURIComponent(hostile)}`,
          `/equipment/label/${encodeURIComponent(hostile)}`,
          `/new/type/incident?ext.equipment.itemIds=${encodeURIComponent(hostile)}`,
          '/new/type/incident?subject=lantern',
          '/kb',
          '/kb?q=lantern',
          `/kb?q=${encodeURIComponent(hostile)}`,
          `/kb/${own.articleId}`,
        ],
      ],
      [
        'finance',
        [
          '/',
          '/billing/contracts',
          `/billing/contracts/${own.contractId}`,
          '/billing/invoices',
          `/billing/invoices/${own.invoiceId}`,
          `/billing/invoices?contract=${encodeURIComponent(hostile)}`,
        ],
      ],
      ['approver', ['/', '/billing/estimates', '/billing/estimates?state=all']],
    ] as const) {
      const visitor = new Visitor(whole.test, who)
      for (const path of paths) {
        const { text, headers } = await visitor.get(path)
        expect(text, `${who} ${path}`).not.toMatch(/<(?:img|svg|iframe|style|script>)/)
        for (const [tag] of text.matchAll(/<[a-z][^>]*>/gi))
          expect(tag.replaceAll(/"[^"]*"/g, '""'), `${who} ${path}`).not.toMatch(/[\s"']on[a-z]+\s*=|[\s"']style\s*=/i)
        expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'none'/)
        for (const [, address = ''] of text.matchAll(/\b(?:href|src|action)="([^"]*)"/g))
          expect(address, path).toMatch(/^(?:\/(?![/\\])|#|\?|https:\/\/)/)
      }
    }
    const bytes = await new Visitor(whole.test, 'manager').get(`/equipment/items/${own.itemId}/files/${own.itemFileId}`)
    expect(bytes.status).toBe(200)
    expect(bytes.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(bytes.headers.get('content-security-policy')).toContain('sandbox')
    expect(bytes.text).toContain('manual of ACME')
  })
})

describe('equipment', () => {
  it('is found, read, and reported with what is wrong with it', async () => {
    const visitor = new Visitor(whole.test, 'otherManager')
    expect(wordsOf(await visitor.get('/'))).toContain('Equipment')
    expect(wordsOf(await visitor.get('/equipment?q=of-beta'))).toContain('OF-BETA-91c2 printer')
    expect(wordsOf(await visitor.get('/equipment?q=xyzzy'))).toContain('Nothing was found')
    const item = await visitor.get(`/equipment/items/${other.itemId}`)
    expect(wordsOf(item)).toContain('Warranty: Until January 5, 2028')
    // The label leads to the same page.
    expect(wordsOf(await visitor.get(`/equipment/label/${other.label}`))).toBe(wordsOf(item))
    const place = wordsOf(await visitor.get(`/equipment/places/${other.objectId}`))
    expect(place).toContain('1 Sample Street')
    expect(place).toContain('Monday: 09:00–17:00')
    const report = /href="([^"]*ext\.equipment\.itemIds=[^"]*)"/.exec(item.text)?.[1] ?? ''
    const form = await visitor.get(report.replaceAll('&amp;', '&'))
    expect(form.text).toMatch(new RegExp(`<option value="${other.itemId}"\\s+selected`))
    const opened = await visitor.follow(form, { subject: 'It hums', body: 'Since today.', 'ext.equipment.itemIds': other.itemId })
    expect(wordsOf(opened)).toContain('OF-BETA-91c2 printer')
    const ticketId = /\/requests\/([0-9a-f-]{36})/.exec(opened.text)?.[1] ?? ''
    expect((await whole.test.as('admin').tickets.get({ ticketId })).ext.equipment.items.map(({ id }) => id)).toEqual([other.itemId])
    expect(wordsOf(await visitor.get(`/equipment/items/${other.itemId}`))).toMatch(/Request #\d+/)
    // What was chosen stays chosen in a form that comes back.
    const back = await visitor.submit(form, { subject: '', body: 'x', 'ext.equipment.itemIds': other.itemId })
    expect(back.status).toBe(422)
    expect(back.text).toMatch(new RegExp(`<option value="${other.itemId}"\\s+selected`))
  })
})

describe('billing', () => {
  it('shows contracts with what is left, and invoices with what is open', async () => {
    const visitor = new Visitor(whole.test, 'finance')
    expect(wordsOf(await visitor.get('/'))).toContain('Invoices to be paid')
    const contract = wordsOf(await visitor.get(`/billing/contracts/${own.contractId}`))
    expect(contract).toContain('4 hr of 4 hr')
    expect(contract).toContain('10 hr of 10 hr')
    expect(contract).toContain('From January 1, 2026 to January 31, 2026')
    const invoice = await visitor.get(`/billing/invoices/${own.invoiceId}`)
    expect(wordsOf(invoice)).toMatch(/Still to be paid €[\d,.]+/)
    expect(wordsOf(await visitor.get('/billing/invoices?state=open'))).toContain('Open')
    const rest = (await whole.test.as('admin').billing.invoice({ invoiceId: own.invoiceId })).openMinor
    await whole.test
      .as('admin')
      .billing.enterPayment({ companyId: whole.acme, currency: 'EUR', amountMinor: rest, receivedOn: '2026-01-05', method: 'transfer' })
    expect(wordsOf(await visitor.get(`/billing/invoices/${own.invoiceId}`))).toContain('Paid')
    expect(wordsOf(await visitor.get('/billing/invoices?state=open'))).toContain('No invoices here')
  })

  it('gives the invoice as a document to whoever may read it, in their language', async () => {
    const visitor = new Visitor(whole.test, 'finance')
    for (const [language, name] of [
      ['en', 'Invoice'],
      ['he', 'חשבונית'],
    ] as const) {
      visitor.cookies.set('deskportal_language', language)
      const page = await visitor.get(`/billing/invoices/${other.invoiceId}/pdf`)
      expect(page.status, name).toBe(404)
      const invoice = await visitor.get(`/billing/invoices/${own.invoiceId}`)
      const address = /href="([^"]*\/pdf)"/.exec(invoice.text)?.[1] ?? ''
      expect(address).toBe(`/billing/invoices/${own.invoiceId}/pdf`)
      const document = await visitor.get(address)
      expect(document.status).toBe(200)
      expect(document.headers.get('content-type')).toBe('application/pdf')
      expect(document.headers.get('content-disposition')).toMatch(/^attachment; filename="INV-\d+\.pdf"/)
      expect(document.headers.get('content-security-policy')).toContain('sandbox')
      expect(document.headers.get('cache-control')).toMatch(/private|no-store/)
      expect(document.text).toMatch(/^%PDF-1\./)
    }
    expect((await new Visitor(whole.test, null).get(`/billing/invoices/${own.invoiceId}/pdf`)).status).toBe(401)
  })

  it('lets estimates be approved and refused as a whole, by whoever has the authority, as they were read', async () => {
    const { ticketId, estimateId, lineId } = await offered(whole, 'secondCustomer', whole.acme)
    const visitor = new Visitor(whole.test, 'secondCustomer')
    expect(wordsOf(await visitor.get('/'))).toContain('Estimates that wait for you')
    expect((await visitor.get(`/requests/${ticketId}`)).text).toContain(`href="/billing/estimates/${estimateId}"`)
    const page = await visitor.get(`/billing/estimates/${estimateId}`)
    expect(wordsOf(page)).toContain('Total €241.00')
    // Changed meanwhile: what was read is not what would be approved.
    const books = whole.test.as('admin').billing
    await books.updateWorkLine({ lineId, quantity: 3000 })
    await books.offerEstimate({ estimateId })
    const stale = await visitor.submit(page, { decision: 'approve' }, { has: '1' })
    expect(stale.status).toBe(422)
    expect(wordsOf(stale)).toContain('It was changed meanwhile.')
    const missing = await visitor.submit(stale, { reason: ' ', decision: 'refuse' })
    expect(wordsOf(missing)).toContain('Please say why.')
    expect(wordsOf(await visitor.follow(missing, { reason: 'Too dear', decision: 'refuse' }))).toContain('Refused: Too dear')
    await books.updateWorkLine({ lineId, quantity: 1000 })
    await books.offerEstimate({ estimateId })
    const again = await visitor.get(`/billing/estimates/${estimateId}`)
    expect(wordsOf(await visitor.follow(again, { decision: 'approve' }))).toContain('Approved. Work can begin.')
    // Sent twice: it says how it stands.
    expect(wordsOf(await visitor.follow(again, { decision: 'approve' }))).toContain('Approved')
    expect((await books.estimate({ estimateId })).state).toBe('approved')
  })

  it('says who decides where the amount is beyond the reader', async () => {
    const { estimateId, lineId } = await offered(whole, 'secondCustomer', whole.acme)
    await whole.test.as('admin').billing.updateWorkLine({ lineId, quantity: 50_000 })
    await whole.test.as('admin').billing.offerEstimate({ estimateId })
    const visitor = new Visitor(whole.test, 'secondCustomer')
    const page = await visitor.get(`/billing/estimates/${estimateId}`)
    expect(wordsOf(page)).toContain('Somebody with the authority for this amount decides on it.')
    expect(page.text).not.toContain('name="decision"')
    const body = new URLSearchParams({ decision: 'approve', revision: '2', _token: tokenIn(page) })
    expect((await visitor.send('POST', `/billing/estimates/${estimateId}`, body)).status).toBe(403)
  })

  it('shows time where the contract says so, once it is approved', async () => {
    const { id: ticketId } = await whole.test.as('secondCustomer').tickets.create({ type: 'incident', subject: 'Time', body: 'x' })
    const books = whole.test.as('admin').billing
    const { id: workKindId } = await books.createWorkKind({ name: 'On site', priceItemId: whole.workId })
    const { id } = await books.addTime({
      ticketId,
      workKindId,
      minutes: 50,
      workedOn: '2026-01-05',
      note: whole.test.canaries.plant('time'),
    })
    const visitor = new Visitor(whole.test, 'secondCustomer')
    expect(wordsOf(await visitor.get(`/requests/${ticketId}`))).not.toContain('Time that was worked')
    await books.approveTimes({ timeIds: [id] })
    const shown = await visitor.get(`/requests/${ticketId}`)
    expect(wordsOf(shown)).toMatch(/Time that was worked.*50 min/)
    expect(shown.text).not.toContain('CANARY')
  })
})

describe('my data', () => {
  it('is read by its owner, and taken along as a file', async () => {
    await whole.test.as('customer').tickets.create({ type: 'question', subject: 'Mine alone', body: 'My words' })
    const visitor = new Visitor(whole.test, 'customer')
    expect(wordsOf(await visitor.get('/settings'))).toContain('My data')
    expect(wordsOf(await visitor.get('/settings/data'))).toContain('customer@example.com')
    const file = await visitor.get('/settings/data/file')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename/)
    const data = JSON.parse(file.text)
    expect(data.person.email).toBe('customer@example.com')
    expect(
      data.requests.find(({ subject }: { subject: string }) => subject === 'Mine alone').messages.map(({ body }: { body: string }) => body),
    ).toEqual(['My words'])
    expect((await new Visitor(whole.test, null).get('/settings/data/file')).status).toBe(401)
    expect((await new Visitor(whole.test, 'otherCustomer').get('/settings/data/file')).text).not.toContain('Mine alone')
  })
})
