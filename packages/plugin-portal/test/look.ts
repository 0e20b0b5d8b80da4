import { existsSync } from 'node:fs'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

/** Debian's, or the one that is named. Elsewhere these tests say that they did not run. */
export const executablePath = [process.env['DESK_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
)

/** Who asks, as a cookie of the host says it in these tests. */
export function byCookie({ headers }: Request) {
  const given = headers.get('test-person') ?? /(?:^|;\s*)person=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  return given ? JSON.parse(decodeURIComponent(given)) : null
}

/** What a browser complains of is a fault: policies that were broken, errors, requests that failed. */
export async function watched(context: BrowserContext, wrong: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  // What a page asks for beside itself ends when the page is left, and a file is saved instead of shown.
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    const isLeft = reason === 'net::ERR_ABORTED' && ['fetch', 'eventsource', 'document'].includes(request.resourceType())
    if (!isLeft) wrong.push(`${request.url()} ${reason}`)
  })
  page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`))
  return page
}

/** WCAG 2.2 AA, and nothing that has to be moved sideways to be read. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'])
  const found = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${tags} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' at ' + nodes.map((node) => node.target.join(' ')).join(', ')))`,
  )
  const beside = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  return beside > 0 ? [...found, `${beside} pixels too wide`] : found
}
