import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire, findPackageJSON } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

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
