import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveDesk } from '@deskwright/core/node'
import { type TestDesk, testDesk } from '@deskwright/testing'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { portalLanguages } from '../src/texts/catalogues.ts'
import { hasBrowser, openBrowser, withFonts } from './browser.ts'

/** Of every page in English, Hebrew and Persian: to be looked at. */
const screens = process.env['DESK_SCREENS'] ?? fileURLToPath(new URL('../coverage/screens', import.meta.url))

let test: TestDesk
let server: Server
let browser: Browser
let origin: string
let ticketId: string
let approvalId: string
const wrong: string[] = []
const shown = new Set<string>(['en', 'he', 'fa'])
const screen = (name: string): string => join(screens, `${name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'one').replaceAll('/', '_')}.png`)
const widths = { phone: 390, desktop: 1200 } as const

describe.skipIf(!hasBrowser)('in a browser', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    await mkdir(screens, { recursive: true })
    test = (await testDesk({
      plugins: [portal({ name: 'Help' })],
      identify: byCookie,
      live: { customersSeeWriting: true },
    })) as unknown as TestDesk
    server = await serveDesk(test.desk, { port: 0 })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
    const admin = test.as('admin')
    ticketId = (
      await test
        .as('customer')
        .tickets.create({ type: 'incident', subject: 'The printer hums', body: 'Since this morning.\n\nהמדפסת מזמזמת' })
    ).id
    await admin.tickets.reply({ ticketId, body: 'Which one is it?\nSee https://example.com/printers.' })
    await admin.checklists.create({ ticketId, title: 'Steps', audience: 'both', items: ['Look at it', 'Order a part'] })
    const contactIds = [test.actors.customer.id]
    approvalId = (
      await admin.approvals.request({
        ticketId,
        question: 'May we order a part?',
        audience: 'both',
        contactIds,
        needed: 'one',
        requesterMayApprove: true,
      })
    ).id
    await test.tick()
  })
  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    await test?.close()
  })
  afterEach(() => {
    expect(wrong.splice(0)).toEqual([])
  })

  const pagesOf = () => ['/', '/requests', `/requests/${ticketId}`, '/new', '/new/type/incident', '/settings', `/approvals/${approvalId}`]

  /**
   * Each page is loaded once and looked at on a phone and on a desk, light and dark. What has a name and an order is the same in all four, so
   * the whole of axe looks once; at colours in each look, at sizes in each width.
   */
  it.each(portalLanguages)('every page can be read by everybody in $name', async ({ code }) => {
    // Colours that glide from one look to the other are neither's while they do.
    const context = await opened('customer', code, widths.phone, { colorScheme: 'light', reducedMotion: 'reduce' })
    const page = await watched(context)
    for (const path of pagesOf()) {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: widths.phone, height: 844 })
      await page.goto(origin + path)
      for (const [name, width] of Object.entries(widths)) {
        await page.setViewportSize({ width, height: 844 })
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme })
          const wide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
          expect(wide, `${path} on a ${name}`).toBeLessThanOrEqual(0)
          const rules = name === 'phone' && scheme === 'light' ? undefined : scheme === 'dark' && name === 'phone' ? colours : sizes
          wrong.push(...(await faultsOf(page, rules)).map((fault) => `${code} ${name} ${scheme} ${path}: ${fault}`))
          if (shown.has(code) && (scheme === 'light' || code === 'en'))
            await page.screenshot({ path: screen(`${code}-${name}-${scheme}-${path}`), fullPage: true })
        }
      }
    }
    await context.close()
  })

  it('by keyboard alone: to the content, through a form, and sent', async () => {
    const context = await opened('customer', 'en', widths.desktop)
    const page = await watched(context)
    await page.goto(`${origin}/new/type/question`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to content')
    await page.keyboard.press('Enter')
    for (let tabs = 0; tabs < 10 && (await focused(page)) !== 'subject'; tabs += 1) await page.keyboard.press('Tab')
    await page.keyboard.type('By keyboard')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('body')
    await page.keyboard.type('No mouse was used.')
    for (let tabs = 0; tabs < 10 && (await page.evaluate('document.activeElement?.tagName')) !== 'BUTTON'; tabs += 1)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
    expect(await page.textContent('main')).toContain('No mouse was used.')
    await context.close()
  })

  it('a visitor reports a broken printer from a phone in Persian, and reads the answer', async () => {
    const context = await opened('secondCustomer', 'fa', widths.phone)
    const page = await watched(context)
    await page.goto(origin)
    expect(await page.getAttribute('html', 'dir')).toBe('rtl')
    await page.click('a[href="/new/type/incident"]')
    await page.fill('[name=subject]', 'چاپگر کار نمی‌کند')
    await page.fill('[name=body]', 'از صبح روشن نمی‌شود.')
    await page.setInputFiles('[name=files]', { name: 'عکس.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
    await Promise.all([page.waitForURL(/\/requests\/[0-9a-f-]{36}$/), page.click('.dw-form button.dw-first')])
    expect(await page.textContent('main')).toContain('عکس.txt')
    const id = page.url().split('/').at(-1) ?? ''
    const answered = await test.fetch('admin', `POST /api/tickets/${id}/replies`, { body: 'دوشاخه را بررسی کنید.' })
    expect(answered.status).toBe(200)
    await page.reload()
    expect(await page.textContent('#conversation')).toContain('دوشاخه را بررسی کنید.')
    await page.screenshot({ path: join(screens, 'fa-phone-journey.png'), fullPage: true })
    await context.close()
  })

  it('the same without a script', async () => {
    const context = await opened('secondCustomer', 'he', widths.phone, { javaScriptEnabled: false })
    const page = await watched(context)
    await page.goto(`${origin}/new/type/incident`)
    await page.fill('[name=subject]', 'המדפסת')
    await page.fill('[name=body]', 'לא מדפיסה')
    await Promise.all([page.waitForURL(/\/requests\/[0-9a-f-]{36}$/), page.click('.dw-form button.dw-first')])
    await page.fill('[name=body]', 'ועוד משהו')
    await Promise.all([page.waitForNavigation(), page.click('.dw-reply button.dw-first')])
    expect(await page.textContent('#conversation')).toContain('ועוד משהו')
    await context.close()
  })

  it('shows new replies, and that somebody is writing, as it happens', async () => {
    const context = await opened('customer', 'en', widths.desktop)
    const page = await watched(context)
    const { id } = await test.as('customer').tickets.create({ type: 'question', subject: 'Live', body: 'x' })
    await page.goto(`${origin}/requests/${id}`)
    await page.fill('[name=body]', 'half of an answer')
    await test.as('admin').live.announce({ ticketId: id, doing: 'writing' })
    await page.getByText('Somebody is writing an answer').waitFor({ timeout: 10_000 })
    await test.as('admin').tickets.note({ ticketId: id, body: test.canaries.plant('note') })
    await test.as('admin').tickets.reply({ ticketId: id, body: 'Here it is, without a reload.' })
    await page.locator('#conversation').getByText('Here it is, without a reload.').waitFor({ timeout: 10_000 })
    // What was being written is still there.
    expect(await page.inputValue('[name=body]')).toBe('half of an answer')
    expect(await page.content()).not.toContain('CANARY')
    await context.close()
  })

  it('asks again where nothing can be told', async () => {
    const context = await opened('customer', 'en', widths.desktop)
    const page = await watched(context)
    const { id } = await test.as('customer').tickets.create({ type: 'question', subject: 'Polling', body: 'x' })
    await page.route(/\/live$/, (route) => route.fulfill({ status: 503, body: '' }))
    await page.clock.install()
    await page.goto(`${origin}/requests/${id}`)
    await test.as('admin').tickets.reply({ ticketId: id, body: 'Found by asking.' })
    await page.clock.fastForward(31_000)
    await page.clock.fastForward(1_000)
    await page.locator('#conversation').getByText('Found by asking.').waitFor({ timeout: 10_000 })
    // The stream was refused on purpose.
    expect(wrong.splice(0).every((one) => /503/.test(one))).toBe(true)
    await context.close()
  })

  async function opened(who: 'customer' | 'secondCustomer', language: string, width: number, more: object = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width, height: 844 }, ...more })
    await withFonts(context)
    await context.addCookies([
      { name: 'person', value: cookieOf(who).slice('person='.length), url: origin },
      { name: 'deskportal_language', value: language, url: origin },
    ])
    return context
  }
})

const cookieOf = (who: 'admin' | 'customer' | 'secondCustomer'): string =>
  `person=${encodeURIComponent(JSON.stringify(test.actors[who].person))}`

function byCookie({ headers }: Request) {
  const given = headers.get('test-person') ?? /(?:^|;\s*)person=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  return given ? JSON.parse(decodeURIComponent(given)) : null
}

/** What a browser complains of is a fault: policies that were broken, errors, requests that failed. */
async function watched(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  // What a page asks for beside itself ends when the page is left.
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    const isLeft = reason === 'net::ERR_ABORTED' && ['fetch', 'eventsource'].includes(request.resourceType())
    if (!isLeft) wrong.push(`${request.url()} ${reason}`)
  })
  page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`))
  return page
}

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate<string | null | undefined>("document.activeElement?.getAttribute('name')")

const colours = ['color-contrast', 'link-in-text-block']
const sizes = ['target-size', 'scrollable-region-focusable']

/** WCAG 2.2 AA, or only these rules of it. */
async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(axe.source)
  const only = rules
    ? { type: 'rule', values: rules }
    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] }
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' at ' + nodes.map((node) => node.target.join(' ')).join(', ')))`,
  )
}
