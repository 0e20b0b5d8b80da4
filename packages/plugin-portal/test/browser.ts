import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire, findPackageJSON } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)

/** The one that is named (`DESK_CHROMIUM`), else the machine's; `DESK_CHROMIUM=package` takes the one inside the package. */
const named = process.env['DESK_CHROMIUM']
const installed = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path !== undefined && existsSync(path))
const isPacked = named === 'package'

/** Without one these tests are skipped, and the summary says so. */
export const hasBrowser = isPacked || installed !== undefined

export async function openBrowser(): Promise<Browser> {
  if (!isPacked) {
    return chromium.launch({ ...(installed === undefined ? {} : { executablePath: installed }), args: ['--no-sandbox'] })
  }
  const { executablePath, env } = await unpacked()
  return chromium.launch({ executablePath, env, args: ['--no-sandbox', '--disable-setuid-sandbox', '--no-zygote', '--disable-gpu'] })
}

/** Beside the dependencies, and gone with them: nothing is left in folders of the machine. */
const caches = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url))

/**
 * The browser of the package, unpacked once for all runs. It unpacks into the temporary folder of the process, and brings its libraries only
 * where it believes itself in a Lambda; so it is asked in a folder of its own, which is put in its place when it is whole.
 */
async function unpacked(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url)
  if (manifest === undefined) throw new Error('There is no browser: install the dependencies of the workspace.')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const home = join(caches, `chromium-${version}`)
  if (!existsSync(home)) {
    const before = { ...process.env }
    await mkdir(caches, { recursive: true })
    const folder = await mkdtemp(`${home}-`)
    Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
    try {
      const { default: pack } = await import('@sparticuz/chromium')
      await pack.executablePath()
    } finally {
      for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'])
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
    }
    // Of two runs that begin at once the second finds the first one's.
    await rename(folder, home).catch(async (error: unknown) => {
      await rm(folder, { recursive: true, force: true })
      if (!existsSync(home)) throw error
    })
  }
  const cache = join(home, 'cache')
  await mkdir(cache, { recursive: true })
  const own = { LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_PATH: join(home, 'fonts'), XDG_CACHE_HOME: cache }
  return { executablePath: join(home, 'chromium'), env: { ...stringsOf(process.env), ...own } }
}

const stringsOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

/** Which scripts a bare machine has no font for. Chromium takes a face of the net for what its others lack. */
const fonts = [
  { file: '@fontsource/vazirmatn/files/vazirmatn-arabic-400-normal.woff2', range: 'U+0600-06FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF' },
  { file: '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-400-normal.woff2', range: 'U+3000-30FF,U+4E00-9FFF,U+FF00-FFEF' },
]

/** Letters of every language in the pictures, also on a machine without any: the faces are added to the portal's style sheet on its way. */
export async function withFonts(context: BrowserContext): Promise<void> {
  if (!isPacked) return
  await context.route(/\/-\/portal\.[\w-]+\.css$/, async (route) => {
    const response = await route.fetch()
    const faces = fonts.map(
      ({ range }, index) => `@font-face{font-family:"Noto Sans";src:url("font-${index}.woff2");unicode-range:${range}}`,
    )
    await route.fulfill({ response, body: faces.join('') + (await response.text()) })
  })
  for (const [index, { file }] of fonts.entries())
    await context.route(new RegExp(`/-/font-${index}\\.woff2$`), async (route) =>
      route.fulfill({ contentType: 'font/woff2', body: await readFile(require.resolve(file)) }),
    )
}

/** To be looked at: of every page in English, Hebrew and Persian. */
export const screens = process.env['DESK_SCREENS'] ?? fileURLToPath(new URL('../coverage/screens', import.meta.url))
export const screen = (name: string): string =>
  join(screens, `${name.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one').replaceAll(/[/?=&]/g, '_')}.png`)
export const widths = { phone: 390, desktop: 1200 } as const

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
    const isBeside = ['fetch', 'eventsource', 'document'].includes(request.resourceType()) || /\/-\/icon\./.test(request.url())
    const isLeft = reason === 'net::ERR_ABORTED' && isBeside
    if (!isLeft) wrong.push(`${request.url()} ${reason}`)
  })
  page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`))
  return page
}

/** What can differ between looks of a page whose names and order are the same, and between its widths. */
const rules = { colours: ['color-contrast', 'link-in-text-block'], sizes: ['target-size', 'scrollable-region-focusable'] } as const

/** WCAG 2.2 AA, or only these rules of it; and nothing that has to be moved sideways to be read. */
export async function faultsOf(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(axe.source)
  const runOnly = only
    ? { type: 'rule', values: only }
    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] }
  const found = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' at ' + nodes.map((node) => node.target.join(' ')).join(', ')))`,
  )
  const beside = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  return beside > 0 ? [...found, `${beside} pixels too wide`] : found
}

/**
 * A page is loaded once and looked at on a phone and on a desk, light and dark. What has a name and an order is the same in all four, so the
 * whole of axe looks once; at colours in each look, at sizes in each width. `kept`: the name of a picture that is to be kept.
 */
export async function everyLook(
  page: Page,
  address: string,
  where: string,
  wrong: string[],
  kept: (device: keyof typeof widths, scheme: 'light' | 'dark') => string | false,
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: widths.phone, height: 844 })
  await page.goto(address)
  for (const device of ['phone', 'desktop'] as const) {
    await page.setViewportSize({ width: widths[device], height: 844 })
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      const only = device === 'phone' && scheme === 'light' ? undefined : device === 'phone' ? rules.colours : rules.sizes
      wrong.push(...(await faultsOf(page, only)).map((fault) => `${where} ${device} ${scheme}: ${fault}`))
      const name = kept(device, scheme)
      if (name) await page.screenshot({ path: screen(name), fullPage: true })
    }
  }
}
