import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { nodeDesk } from '@deskwright/core/node'
import { type TestDesk, testDesk } from '@deskwright/testing'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { hasBrowser, openBrowser } from './browser.ts'

/** A page of somebody else's, with a policy as strict as can be and styles that would turn everything upside down. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
const hostPage = `<!doctype html><html lang="en"><head><title>Shop</title><link rel="stylesheet" href="/host.css"><script type="module" src="/support/-/widget.js"></script></head>
<body><h1>Shop</h1><deskwright-widget><a href="/support/new/type/question">Contact us</a></deskwright-widget></body></html>`
const hostStyle =
  'deskwright-widget{--dw-accent:rgb(250 200 50);--dw-on-accent:#000}input,textarea,button,label,form,main{display:none!important;color:red!important}h1{font-size:99px}'

let test: TestDesk
let server: Server
let browser: Browser
let origin: string

beforeAll(async () => {
  test = (await testDesk({
    plugins: [portal({ name: 'Help' })],
    identify: ({ headers }) =>
      headers.get('cookie')?.includes('who=customer')
        ? test.actors.customer.person
        : headers.get('test-person')
          ? JSON.parse(decodeURIComponent(headers.get('test-person') ?? ''))
          : null,
  })) as unknown as TestDesk
  const desk = nodeDesk(test.desk, { mount: '/support' })
  server = createServer((request, response) => {
    if (request.url?.startsWith('/support')) return desk(request, response)
    const isStyle = request.url === '/host.css'
    response.writeHead(200, { 'content-type': isStyle ? 'text/css' : 'text/html', 'content-security-policy': policy })
    response.end(isStyle ? hostStyle : hostPage)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await test?.close()
})

function complaintsOf(page: Page): string[] {
  const wrong: string[] = []
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  return wrong
}

describe.skipIf(!hasBrowser)('the widget in a page of the host', { timeout: 60_000 }, () => {
  it('asks for help in place, under a strict policy, untouched by the page’s styles', async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
    await context.addCookies([{ name: 'who', value: 'customer', url: origin }])
    const page = await context.newPage()
    const wrong = complaintsOf(page)
    await page.goto(origin)
    await page.click('deskwright-widget a')
    // Locators look into open shadow roots.
    await page.fill('deskwright-widget [name=subject]', 'From the shop')
    await page.fill('deskwright-widget [name=body]', 'Where is my parcel?')
    expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")).toBe('99px')
    await page.click('deskwright-widget .dw-form button.dw-first')
    await page.locator('deskwright-widget #conversation').getByText('Where is my parcel?').waitFor({ timeout: 10_000 })
    expect(page.url()).toBe(`${origin}/`)
    // And goes on there.
    await page.fill('deskwright-widget .dw-reply [name=body]', 'It is blue.')
    await page.click('deskwright-widget .dw-reply button.dw-first')
    await page.locator('deskwright-widget #conversation').getByText('It is blue.').waitFor({ timeout: 10_000 })
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Contact us')
    const { items } = await test.as('admin').tickets.list({})
    expect(items.map(({ subject }) => subject)).toEqual(['From the shop'])
    expect(wrong).toEqual([])
    await context.close()
  })

  it('can be used by everybody: by keyboard, from right to left, on a phone, in dark', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', reducedMotion: 'reduce' })
    await context.addCookies([
      { name: 'who', value: 'customer', url: origin },
      { name: 'deskportal_language', value: 'fa', url: origin },
    ])
    const page = await context.newPage()
    const wrong = complaintsOf(page)
    await page.goto(origin)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('deskwright-widget dialog').waitFor()
    expect(await page.getAttribute('deskwright-widget dialog', 'dir')).toBe('rtl')
    expect(await page.getAttribute('deskwright-widget .dw-close button', 'aria-label')).toBe('بستن')
    expect(await page.evaluate("document.querySelector('deskwright-widget').shadowRoot.activeElement.tagName")).toBe('H1')
    await page.evaluate(axe.source)
    const faults = await page.evaluate<string[]>(
      "axe.run({ fromShadowDom: ['deskwright-widget', 'dialog'] }, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' at ' + nodes.map((node) => node.target.join(' ')).join(', ')))",
    )
    expect(faults).toEqual([])
    // The tokens of the page around it.
    const colour =
      "getComputedStyle(document.querySelector('deskwright-widget').shadowRoot.querySelector('button.dw-first')).backgroundColor"
    expect(await page.evaluate(colour)).toBe('rgb(250, 200, 50)')
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Contact us')
    expect(wrong).toEqual([])
    await context.close()
  })

  it('keeps what was written when it could not be sent, and shows answers as they come', async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
    await context.addCookies([{ name: 'who', value: 'customer', url: origin }])
    const page = await context.newPage()
    await page.goto(origin)
    await page.click('deskwright-widget a')
    await page.fill('deskwright-widget [name=subject]', 'Sent twice')
    await page.fill('deskwright-widget [name=body]', 'It must not be lost.')
    await page.route(/\/support\/new/, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
    await page.click('deskwright-widget .dw-form button.dw-first')
    await page.locator('deskwright-widget [role=alert]').getByText('It could not be sent').waitFor()
    expect(await page.inputValue('deskwright-widget [name=body]')).toBe('It must not be lost.')
    await page.unroute(/\/support\/new/)
    const wrong = complaintsOf(page)
    await page.click('deskwright-widget .dw-form button.dw-first')
    await page.locator('deskwright-widget #conversation').waitFor()
    const items = (await test.as('admin').tickets.list({})).items.filter(({ subject }) => subject === 'Sent twice')
    expect(items).toHaveLength(1)
    await test.as('admin').tickets.reply({ ticketId: items[0]?.id ?? '', body: 'Found it.' })
    await page.locator('deskwright-widget #conversation').getByText('Found it.').waitFor({ timeout: 10_000 })
    await page.keyboard.press('Escape')
    expect(wrong).toEqual([])
    await context.close()
  })

  it('is sent with an address that stays, for an hour, and only below the mount', async () => {
    const module = await fetch(`${origin}/support/-/widget.js`)
    expect([module.status, module.headers.get('content-type'), module.headers.get('cache-control')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'public, max-age=3600',
    ])
    expect(gzipSync(await module.text()).length).toBeLessThan(4_000)
    expect((await fetch(`${origin}/support/-/widget.css`)).status).toBe(404)
  })

  it('is a link where there is no script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    await context.addCookies([{ name: 'who', value: 'customer', url: origin }])
    const page = await context.newPage()
    await page.goto(origin)
    await page.click('deskwright-widget a')
    await page.waitForURL(/\/support\/new\/type\/question$/)
    await context.close()
  })
})
