import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveDesk } from '@deskwright/core/node'
import type { ActorName } from '@deskwright/testing'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { portalLanguages } from '../src/texts/catalogues.ts'
import { byCookie, everyLook, faultsOf, hasBrowser, openBrowser, screen, screens, watched, widths, withFonts } from './browser.ts'
import { furnish, offered, type Whole, wholeDesk } from './whole-desk.ts'

let whole: Whole
let acme: Awaited<ReturnType<typeof furnish>>
let server: Server
let browser: Browser
let origin: string
const wrong: string[] = []

/** English and Hebrew on both devices, Persian on a phone; in the dark English and Persian there. */
const isKept = (code: string, device: string, scheme: string): boolean =>
  ['en', 'he'].includes(code)
    ? scheme === 'light' || (code === 'en' && device === 'phone')
    : code === 'fa' && device === 'phone' && scheme === 'dark'

describe.skipIf(!hasBrowser)('the whole desk in a browser', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await mkdir(screens, { recursive: true })
    whole = await wholeDesk({ identify: byCookie })
    acme = await furnish(whole, whole.acme, 'Harbour')
    server = await serveDesk(whole.test.desk, { port: 0 })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    await whole?.test.close()
  })
  afterEach(() => {
    expect(wrong.splice(0)).toEqual([])
  })

  async function opened(who: ActorName, language: string, width: number, more: object = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width, height: 844 }, ...more })
    await withFonts(context)
    await context.addCookies([
      { name: 'person', value: encodeURIComponent(JSON.stringify(whole.test.actors[who].person)), url: origin },
      { name: 'deskportal_language', value: language, url: origin },
    ])
    return context
  }

  it.each([
    [
      'Persian',
      'fa',
      true,
      {
        subject: 'چاپگر کار نمی‌کند',
        body: 'از صبح صفحه‌های سفید بیرون می‌دهد.',
        answer: 'قطعهٔ گرم‌کن باید عوض شود. برآورد را فرستادیم.',
        comment: 'سریع و مهربان بودید.',
      },
    ],
    [
      'Hebrew, without a script',
      'he',
      false,
      {
        subject: 'המדפסת לא עובדת',
        body: 'מהבוקר יוצאים דפים ריקים.',
        answer: 'יש להחליף את יחידת החימום. שלחנו הצעת מחיר.',
        comment: 'מהיר ואדיב.',
      },
    ],
  ] as const)('from a broken printer to a rating, on a phone, in %s', async (_name, language, javaScriptEnabled, said) => {
    const context = await opened('secondCustomer', language, widths.phone, { javaScriptEnabled: true })
    // axe needs scripts of its own; the portal's is left out instead.
    if (!javaScriptEnabled)
      await context.route(/\/-\/portal\.[\w-]+\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
    const page = await watched(context, wrong)
    let step = 0
    const look = async (name: string) => {
      step += 1
      wrong.push(...(await faultsOf(page)).map((fault) => `${language} ${name}: ${fault}`))
      await page.screenshot({ path: screen(`journey-${language}-${step}-${name}`), fullPage: true })
    }
    const { equipment: registry, billing: books, tickets } = whole.test.as('admin')
    const { label } = await registry.item({ itemId: acme.itemId })

    await page.goto(`${origin}/equipment/label/${label}`)
    expect(await page.getAttribute('html', 'dir')).toBe('rtl')
    await look('device')
    await page.click('a[href*="ext.equipment.itemIds"]')
    await page.fill('[name=subject]', said.subject)
    await page.fill('[name=body]', said.body)
    expect(await page.inputValue('[name="ext.equipment.itemIds"]')).toBe(acme.itemId)
    await look('report')
    await Promise.all([page.waitForURL(/\/requests\/[0-9a-f-]{36}$/), page.click('main .dw-form button.dw-first')])
    const ticketId = page.url().split('/').at(-1) ?? ''
    await look('sent')

    const answered = await whole.test.fetch('admin', `POST /api/tickets/${ticketId}/replies`, { body: said.answer })
    expect(answered.status).toBe(200)
    const { id: lineId } = await books.addWorkLine({ ticketId, priceItemId: whole.partId, quantity: 1000 })
    const { id: estimateId } = await books.createEstimate({ ticketId, lineIds: [lineId] })
    await books.offerEstimate({ estimateId })
    await page.goto(`${origin}/requests/${ticketId}`)
    expect(await page.textContent('#conversation')).toContain(said.answer)
    await look('answered')
    await page.click(`a[href$="/billing/estimates/${estimateId}"]`)
    await page.waitForSelector('[name=decision]')
    await look('estimate')
    await Promise.all([page.waitForURL(/\/billing\/estimates\//), page.click('[name=decision][value=approve]')])
    await page.waitForSelector('[role=status]')
    expect((await books.estimate({ estimateId })).state).toBe('approved')
    await look('approved')

    await books.finishWorkLine({ lineId })
    await tickets.resolve({ ticketId, resolution: 'solved', text: said.answer })
    await page.goto(`${origin}/requests/${ticketId}`)
    await page.click('.dw-scale-row label:has([value="5"])')
    await page.fill('[name=comment]', said.comment)
    await look('solved')
    await Promise.all([page.waitForNavigation(), page.click('form:has([name=score]) button.dw-first')])
    expect(await page.textContent('.dw-rated')).toContain(said.comment)
    await look('rated')
    expect((await whole.test.as('admin').tickets.ratings({ ticketId })).items).toMatchObject([{ score: 5, comment: said.comment }])
    await context.close()
  })

  it.each(portalLanguages)('every page of the plugins can be read by everybody in $name', async ({ code }) => {
    const { ticketId, estimateId } = await offered(whole, 'secondCustomer', whole.acme)
    const paths: Readonly<Partial<Record<ActorName, readonly string[]>>> = {
      secondCustomer: [
        '/',
        `/requests/${ticketId}`,
        '/equipment',
        '/equipment/places',
        `/equipment/places/${acme.objectId}`,
        `/equipment/items/${acme.itemId}`,
        '/new/type/incident',
        '/billing/estimates',
        `/billing/estimates/${estimateId}`,
        '/kb',
        '/kb?q=lantern',
        `/kb/${acme.articleId}`,
        '/settings/data',
      ],
      finance: ['/billing/contracts', `/billing/contracts/${acme.contractId}`, '/billing/invoices', `/billing/invoices/${acme.invoiceId}`],
    }
    for (const [who, all] of Object.entries(paths) as [ActorName, readonly string[]][]) {
      const context = await opened(who, code, widths.phone, { reducedMotion: 'reduce' })
      const page = await watched(context, wrong)
      for (const path of all)
        await everyLook(
          page,
          origin + path,
          `${code} ${path}`,
          wrong,
          (device, scheme) => isKept(code, device, scheme) && `${code}-${device}-${scheme}-${path}`,
        )
      await context.close()
    }
  })
})
