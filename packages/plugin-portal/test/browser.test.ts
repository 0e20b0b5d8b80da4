import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveDesk } from '@deskwright/core/node'
import { type TestDesk, testDesk } from '@deskwright/testing'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { portalLanguages } from '../src/texts/catalogues.ts'

/** Debian's, or the one that is named. Elsewhere these tests say that they did not run. */
const executablePath = [process.env['DESK_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
)
/** Of every page in English and Hebrew: to be looked at. */
const screens = process.env['DESK_SCREENS'] ?? join(tmpdir(), 'deskwright-portal-screens')

let test: TestDesk
let server: Server
let browser: Browser
let origin: string
let ticketId: string
let approvalId: string
const wrong: string[] = []
const widths = { phone: 390, desktop: 1200 } as const

describe.skipIf(!executablePath)('in a browser', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    await mkdir(screens, { recursive: true })
    test = (await testDesk({ plugins: [portal({ name: 'Help' })], identify: byCookie })) as unknown as TestDesk
    server = await serveDesk(test.desk, { port: 0 })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] })
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

  describe.each(portalLanguages)('in $name', ({ code }) => {
    it.each(Object.entries(widths))('every page can be read by everybody, on a %s, light and dark', async (name, width) => {
      for (const scheme of ['light', 'dark'] as const) {
        const context = await opened('customer', code, width, { colorScheme: scheme })
        const page = await watched(context)
        for (const path of pagesOf()) {
          await page.goto(origin + path)
          expect(
            await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
            path,
          ).toBeLessThanOrEqual(0)
          wrong.push(...(await faultsOf(page)).map((fault) => `${code} ${name} ${scheme} ${path}: ${fault}`))
          if ((code === 'en' || code === 'he') && scheme === 'light')
            await page.screenshot({
              path: join(screens, `${code}-${name}-${path.replace(/[0-9a-f-]{36}/, 'one').replaceAll('/', '_')}.png`),
              fullPage: true,
            })
        }
        await context.close()
      }
    })
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

  async function opened(who: 'customer' | 'secondCustomer', language: string, width: number, more: object = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width, height: 844 }, ...more })
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

/** WCAG 2.2 AA. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'])
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${tags} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' at ' + nodes.map((node) => node.target.join(' ')).join(', ')))`,
  )
}
