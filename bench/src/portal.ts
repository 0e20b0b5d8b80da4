import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createDesk } from '@deskwright/core'
import { nodeDesk } from '@deskwright/core/node'
import { portal } from '@deskwright/plugin-portal'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { chromium } from 'playwright-core'
import { v7 } from 'uuid'
import type { BenchDatabases } from './databases.ts'
import { fillSqlite } from './fill.ts'
import { companiesNamed, teamsNamed } from './named.ts'
import { median, type Row } from './report.ts'

const MESSAGES = 200
const TICKETS = 100_000
const RUNS = 100
/** Who have asked for them. */
const PEOPLE = 200
const SECONDS = 20
const PER_SECOND = 200

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
const millis = (ms: number): string => `${ms.toFixed(1)} ms`

/** Pages of the portal: what drawing takes beside reading, what a first visit brings, and how pages are answered while many ask. */
export async function portalPages(databases: BenchDatabases): Promise<Row[]> {
  const file = databases.sqliteFile('portal')
  const desk = createDesk({
    database: `sqlite:${file}`,
    admins: ['admin'],
    worker: false,
    plugins: [portal({ name: 'Help' })],
    identify: (request) => {
      const externalId = request.headers.get('x-person')
      return externalId === null ? null : { externalId, name: 'Ada' }
    },
  })
  await desk.migrate()
  const admin = desk.as({ externalId: 'admin' })
  const customer = desk.as({ externalId: 'customer', name: 'Ada' }, { acting: 'customer' })
  const { person } = await customer.people.me()
  const [company = ''] = await companiesNamed(admin, 1)
  await admin.companies.saveMember({ companyId: company, personId: person.id })
  const quiet = await teamsNamed(admin, 2)
  const [busy = ''] = quiet
  const requesters = [person.id]
  for (let count = 1; count < PEOPLE; count += 1) {
    const { person: other } = await desk.as({ externalId: `customer-${count}`, name: 'Ada' }, { acting: 'customer' }).people.me()
    requesters.push(other.id)
  }
  fillSqlite(file, { size: TICKETS, busy, quiet, companies: await companiesNamed(admin, 20), requesters, newId: v7 }).close()
  const { id } = await customer.tickets.create({ type: 'question', subject: 'The printer hums', body: 'Since this morning.' })
  for (let count = 1; count < MESSAGES; count += 1)
    await (count % 2 ? admin : customer).tickets.reply({
      ticketId: id,
      body: `Answer ${count}.\n\nIt was **looked** at, see https://example.com/${count} and \`code\`.`,
    })
  const ask = (path: string) => desk.fetch(new Request(`http://desk.test${path}`, { headers: { 'x-person': 'customer' } }))
  const paths = ['/', '/requests', `/requests/${id}`, '/new', '/new/type/question', '/settings']
  const rows = [...(await drawing(ask, customer, id)), ...(await eachPage(ask, paths)), ...(await firstVisit(ask))]
  const load = await underLoad(desk, paths)
  await desk.close()
  return [...rows, ...load]
}

type Ask = (path: string) => Promise<Response>
type Customer = ReturnType<ReturnType<typeof createDesk>['as']>

/** The page less the operations that it reads by, in turns: on SQLite they run in this process, one after the other. */
async function drawing(ask: Ask, customer: Customer, ticketId: string): Promise<Row[]> {
  const times = { page: [] as number[], reads: [] as number[] }
  const timed = async (run: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await run()
    return performance.now() - begun
  }
  for (let run = -10; run < RUNS; run += 1) {
    const page = await timed(async () => (await ask(`/requests/${ticketId}`)).text())
    const reads = await timed(async () => {
      await customer.people.me()
      await customer.tickets.get({ ticketId })
      await Promise.all([
        customer.tickets.timeline({ ticketId, limit: MESSAGES }),
        customer.tickets.commands({ ticketId }),
        customer.tickets.participants({ ticketId }),
        customer.checklists.list({ ticketId }),
        customer.approvals.list({ ticketId, limit: 50 }),
        customer.notifications.read({ ticketId }),
      ])
    })
    if (run < 0) continue
    times.page.push(page)
    times.reads.push(reads)
  }
  const [page, reads] = [median(times.page), median(times.reads)]
  return [{ what: `request page, ${MESSAGES} messages, drawn`, value: millis(page - reads), raw: millis(reads), goal: '≤ 15 ms' }]
}

/** Whole, with its reading: what the load below is made of. */
async function eachPage(ask: Ask, paths: readonly string[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const path of paths) {
    const times: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const begun = performance.now()
      await (await ask(path)).text()
      times.push(performance.now() - begun)
    }
    rows.push({ what: `page ${path.replace(/[0-9a-f-]{36}/, ':ticketId')}, whole`, value: millis(median(times)), goal: '' })
  }
  return rows
}

async function firstVisit(ask: Ask): Promise<Row[]> {
  const html = await (await ask('/')).text()
  const bytesOf = async (pattern: RegExp): Promise<number> => {
    const path = pattern.exec(html)?.[1]
    if (path === undefined) throw new Error(`The page has no ${pattern}.`)
    return gzipSync(await (await ask(path)).text()).length
  }
  const style = await bytesOf(/href="(\/-\/portal\.[\w-]+\.css)"/)
  const script = await bytesOf(/src="(\/-\/portal\.[\w-]+\.js)"/)
  return [
    { what: 'first page with style and script, compressed', value: kilobytes(gzipSync(html).length + style + script), goal: '≤ 40 kB' },
    { what: 'script, compressed', value: kilobytes(script), goal: '≤ 20 kB' },
  ]
}

async function underLoad(desk: Parameters<typeof nodeDesk>[0], paths: readonly string[]): Promise<Row[]> {
  const mounted = createServer(nodeDesk(desk))
  await new Promise<void>((resolve) => mounted.listen(0, '127.0.0.1', resolve))
  // As every proxy in front of a desk does it.
  const squeezed = new Hono().use(compress()).all('*', (context) => desk.fetch(context.req.raw))
  const proxy = serve({ fetch: squeezed.fetch, hostname: '127.0.0.1', port: 0 })
  await once(proxy, 'listening')
  const paints = await onSlowPhone((proxy.address() as AddressInfo).port, paths.slice(0, 3))
  proxy.close()
  const bare = serve({
    fetch: new Hono().get('*', (context) => context.html('<!doctype html><title>x</title>')).fetch,
    hostname: '127.0.0.1',
    port: 0,
  })
  const [own, raw] = [await latency(mounted, paths), await latency(bare, paths)]
  mounted.close()
  bare.close()
  return [
    ...paints,
    {
      what: `${PER_SECOND} mixed pages a second, ${TICKETS.toLocaleString('en')} tickets, one process, SQLite: p99`,
      value: millis(own),
      raw: millis(raw),
      goal: '≤ 100 ms',
    },
  ]
}

const VISITS = 5

/** What a phone shows last of what is large: four times slower than this machine, behind 1.6 Mbit/s and 150 ms, with nothing kept from before. */
async function onSlowPhone(port: number, paths: readonly string[]): Promise<Row[]> {
  const installed = [process.env['DESK_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path && existsSync(path),
  )
  if (!installed) return [{ what: 'largest contentful paint on a slow phone', value: 'not measured: no Chromium', goal: '≤ 1 s' }]
  const browser = await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] })
  const rows: Row[] = []
  for (const [index, path] of paths.entries()) {
    const times: number[] = []
    for (let visit = 0; visit < VISITS; visit += 1) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, extraHTTPHeaders: { 'x-person': 'customer' } })
      const page = await context.newPage()
      const phone = await context.newCDPSession(page)
      await phone.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await phone.send('Network.enable')
      await phone.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: 1_600_000 / 8,
        uploadThroughput: 750_000 / 8,
      })
      await page.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: 'load' })
      times.push(await page.evaluate<number>(LARGEST_PAINT))
      await context.close()
    }
    const name = ['home', 'list of requests', `request with ${MESSAGES} messages`][index] ?? path
    rows.push({ what: `largest contentful paint on a slow phone: ${name}`, value: millis(median(times)), goal: '≤ 1000 ms' })
  }
  await browser.close()
  return rows
}

const LARGEST_PAINT = `new Promise((resolve) => {
  let last = 0
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) last = Math.max(last, entry.startTime) }).observe({ type: 'largest-contentful-paint', buffered: true })
  setTimeout(() => resolve(last), 300)
})`

async function latency(server: { address(): unknown }, paths: readonly string[]): Promise<number> {
  const { port } = server.address() as AddressInfo
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 16,
    overallRate: PER_SECOND,
    duration: SECONDS,
    workers: 1,
    // The request with 200 messages is one person's; everything else is asked for by one after the other.
    requests: Array.from({ length: PEOPLE - 1 }, (_, index) => {
      const path = paths[index % paths.length] ?? '/'
      return { method: 'GET' as const, path, headers: { 'x-person': path.length > 40 ? 'customer' : `customer-${index + 1}` } }
    }),
  })
  if (result.non2xx || result.errors) throw new Error(`${result.non2xx} answers were no pages, ${result.errors} failed`)
  return result.latency.p99
}
