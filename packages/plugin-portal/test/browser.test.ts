import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveDesk } from '@deskwright/core/node'
import { type TestDesk, testDesk } from '@deskwright/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { portalLanguages } from '../src/texts/catalogues.ts'
import { byCookie, everyLook, faultsOf, hasBrowser, openBrowser, screen, screens, watched, widths, withFonts } from './browser.ts'

let test: TestDesk
let server: Server
let browser: Browser
let origin: string
let ticketId: string
let approvalId: string
const wrong: string[] = []
const shown = new Set<string>(['en', 'he', 'fa'])

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

  it.each(portalLanguages)('every page can be read by everybody in $name', async ({ code }) => {
    // Colours that glide from one look to the other are neither's while they do.
    const context = await opened('customer', code, widths.phone, { colorScheme: 'light', reducedMotion: 'reduce' })
    const page = await watched(context, wrong)
    for (const path of pagesOf())
      await everyLook(
        page,
        origin + path,
        `${code} ${path}`,
        wrong,
        (device, scheme) => shown.has(code) && (scheme === 'light' || code === 'en') && `${code}-${device}-${scheme}-${path}`,
      )
    await context.close()
  })

  it('by keyboard alone: to the content, through a form, and sent', async () => {
    const context = await opened('customer', 'en', widths.desktop)
    const page = await watched(context, wrong)
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

  it.each([true, false])('on a phone all places open from one button (script: %s)', async (javaScriptEnabled) => {
    const context = await opened('customer', 'he', widths.phone, { javaScriptEnabled })
    const page = await watched(context, wrong)
    await page.goto(`${origin}/settings`)
    const [button, place] = [page.locator('.dw-menu'), page.locator('.dw-nav a[href="/requests"]')]
    expect([await button.isVisible(), await place.isVisible()]).toEqual([true, false])
    for (let tabs = 0; tabs < 5 && (await page.locator('.dw-menu:focus').count()) === 0; tabs += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await place.isVisible()).toBe(true)
    if (javaScriptEnabled) wrong.push(...(await faultsOf(page)))
    await page.screenshot({ path: screen('he-phone-light-menu') })
    await page.keyboard.press('Escape')
    expect(await place.isVisible()).toBe(false)
    await button.click()
    await Promise.all([page.waitForURL(/\/requests$/), place.click()])
    await page.setViewportSize({ width: widths.desktop, height: 844 })
    expect([await button.isVisible(), await place.isVisible()]).toEqual([false, true])
    await context.close()
  })

  it('a visitor reports a broken printer from a phone in Persian, and reads the answer', async () => {
    const context = await opened('secondCustomer', 'fa', widths.phone)
    const page = await watched(context, wrong)
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
    await page.screenshot({ path: screen('fa-phone-journey'), fullPage: true })
    await context.close()
  })

  it('the same without a script', async () => {
    const context = await opened('secondCustomer', 'he', widths.phone, { javaScriptEnabled: false })
    const page = await watched(context, wrong)
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
    const page = await watched(context, wrong)
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
    const page = await watched(context, wrong)
    const { id } = await test.as('customer').tickets.create({ type: 'question', subject: 'Polling', body: 'x' })
    await page.route(/\/live$/, (route) => route.fulfill({ status: 503, body: '' }))
    await page.clock.install()
    await page.goto(`${origin}/requests/${id}`)
    await test.as('admin').tickets.reply({ ticketId: id, body: 'Found by asking.' })
    // Asking begins when the page has heard that it was refused, which may be after the first of these.
    const half = async (): Promise<string | null> => {
      await page.clock.fastForward(31_000)
      await page.clock.fastForward(1_000)
      return page.textContent('#conversation')
    }
    await expect.poll(half, { timeout: 10_000, interval: 250 }).toContain('Found by asking.')
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

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate<string | null | undefined>("document.activeElement?.getAttribute('name')")
