import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Letter } from '@deskwright/core'
import { serveDesk } from '@deskwright/core/node'
import { type TestDesk, testDesk } from '@deskwright/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type PortalContract, portal } from '../src/index.ts'
import { faultsOf, hasBrowser, openBrowser, screen, screens, watched, widths, withFonts } from './browser.ts'
import { postbox } from './postbox.ts'
import { ORIGIN } from './visitor.ts'

const box = postbox()
let test: TestDesk<PortalContract>
let server: Server
let browser: Browser
let origin: string
const wrong: string[] = []
const pathIn = (letter: Letter | undefined): string => new URL(letter?.action?.url ?? '').pathname

describe.skipIf(!hasBrowser)('entering, in a browser', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await mkdir(screens, { recursive: true })
    test = (await testDesk({
      plugins: [portal({ name: 'Help', entry: { url: ORIGIN } }), box.plugin],
    })) as unknown as TestDesk<PortalContract>
    const admin = test.as('admin')
    for (const [name, email, companies] of [
      ['Gus Guest', 'gus@example.net', ['acme']],
      ['Two Guest', 'two@example.net', ['acme', 'beta']],
      ['Gina Guest', 'both@example.net', ['beta']],
      ['Gerd Guest', 'both@example.net', []],
    ] as const) {
      const { id: personId } = await admin.people.create({ name, email })
      for (const company of companies) await admin.companies.saveMember({ companyId: test.places.companies[company], personId })
    }
    server = await serveDesk(test.desk, { port: 0 })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
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

  async function opened(language: string, width: number, more: object = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ viewport: { width, height: 844 }, ...more })
    await withFonts(context)
    await context.addCookies([{ name: 'deskportal_language', value: language, url: origin }])
    return { context, page: await watched(context, wrong) }
  }
  async function look(page: Page, name: string): Promise<void> {
    wrong.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
    await page.screenshot({ path: screen(`entry-${name}`), fullPage: true })
  }
  async function asked(page: Page, address: string): Promise<string> {
    test.clock.advance('2h')
    box.letters.length = 0
    await page.goto(`${origin}/enter`)
    await page.fill('[name=address]', address)
    await Promise.all([page.waitForURL(/\/enter\/asked$/), page.keyboard.press('Enter')])
    await test.tick()
    return pathIn(box.letters[0])
  }

  // Every language, both widths, both looks, with and without the script: each pair of them at least once.
  it.each([
    ['en', 'phone', 'light', true],
    ['he', 'desktop', 'dark', true],
    ['fa', 'phone', 'dark', false],
    ['it', 'desktop', 'light', false],
    ['ja', 'phone', 'light', false],
    ['ru', 'desktop', 'dark', false],
    ['he', 'phone', 'light', true],
    ['fa', 'desktop', 'light', true],
  ] as const)('a guest comes in by a link and goes: %s, %s, %s, script %s', async (language, device, colorScheme, hasScript) => {
    const { context, page } = await opened(language, widths[device], { colorScheme, reducedMotion: 'reduce' })
    if (!hasScript) await context.route(/\/-\/portal\.[\w-]+\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
    const name = `${language}-${device}-${colorScheme}`
    await page.goto(origin)
    await look(page, `${name}-1-stranger`)
    const path = await asked(page, 'gus@example.net')
    await look(page, `${name}-2-asked`)
    await page.goto(origin + path)
    expect(await page.textContent('h1')).toContain('Gus Guest')
    await look(page, `${name}-3-welcome`)
    await Promise.all([page.waitForURL(`${origin}/`), page.click('.dw-form button.dw-first')])
    expect(await page.textContent('h1')).toContain('Gus Guest')
    await page.goto(`${origin}/leave`)
    await look(page, `${name}-4-leave`)
    await Promise.all([page.waitForNavigation(), page.click('.dw-form button.dw-first')])
    await look(page, `${name}-5-gone`)
    await page.goto(origin + path)
    await look(page, `${name}-6-over`)
    await context.close()
  })

  it('who shares an address says who they are, and a guest of two companies for which, by keyboard alone', async () => {
    const { context, page } = await opened('en', widths.phone)
    await page.goto(origin + (await asked(page, 'both@example.net')))
    await look(page, 'en-phone-light-who')
    await page.locator('[name=personId]').first().focus()
    await page.keyboard.press('Space')
    await Promise.all([page.waitForURL(`${origin}/`), page.keyboard.press('Enter')])
    expect(await page.textContent('h1')).toMatch(/G(?:ina|erd) Guest/)
    await page.goto(`${origin}/leave`)
    await Promise.all([page.waitForNavigation(), page.click('.dw-form button.dw-first')])
    await page.goto(origin + (await asked(page, 'two@example.net')))
    await Promise.all([page.waitForURL(`${origin}/company`), page.click('.dw-form button.dw-first')])
    await look(page, 'en-phone-light-company')
    await page.locator('[name=company]').first().focus()
    await page.keyboard.press('ArrowDown')
    await Promise.all([page.waitForURL(`${origin}/`), page.keyboard.press('Enter')])
    expect(await page.textContent('h1')).toContain('Two Guest')
    await context.close()
  })

  it('an invitation and a signed link to one request', async () => {
    const { context, page } = await opened('he', widths.phone)
    box.letters.length = 0
    await test.as('manager').portal.invite({ companyId: test.places.companies.acme, name: 'חנה לוי', email: 'hana@example.net' })
    await test.tick()
    await page.goto(origin + pathIn(box.letters[0]))
    await look(page, 'he-phone-light-invitation')
    const { id: ticketId } = await test
      .as('customer')
      .tickets.create({ type: 'question', subject: 'המדפסת ‎HP-4‎ רועשת', body: 'מאז הבוקר.' })
    const { url } = await test.as('admin').portal.linkToTicket({ ticketId })
    await page.goto(origin + new URL(url).pathname)
    expect(await page.textContent('main')).toContain('מאז הבוקר.')
    await look(page, 'he-phone-light-linked')
    await context.close()
  })
})
