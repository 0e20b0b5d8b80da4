import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { testDesk } from '@deskwright/testing'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { personHeader, serveTestDesk } from './desk-server.ts'

const executablePath = [process.env['DESK_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
)
const source = join(import.meta.dirname, '..', 'src')

/** As a front end bundles it. */
async function bundle(code: string): Promise<string> {
  const id = 'virtual:entry'
  const built = await build({
    logLevel: 'silent',
    configFile: false,
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: id, preserveEntrySignatures: 'strict' },
    },
    plugins: [{ name: 'entry', resolveId: (name) => (name === id ? id : undefined), load: (name) => (name === id ? code : undefined) }],
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (!first || !('output' in first)) throw new TypeError('nothing was built')
  return first.output.map((one) => (one.type === 'chunk' ? one.code : '')).join('')
}

const clientOnly = `export { createClient, eachItem, isDeskError, fileNameOf } from '${source}/index.ts'`
const withCore = `${clientOnly}\nexport { coreApi } from '${source}/core/core-api.ts'`

describe('in a browser', { timeout: 120_000 }, () => {
  it('is small, and has nothing of Node in it', async () => {
    const alone = await bundle(clientOnly)
    const whole = await bundle(withCore)
    const sizes = [alone, whole].map((code) => gzipSync(code).length)
    console.log(`client: ${sizes[0]} bytes gzipped, ${sizes[1]} with the routes of core`)
    expect(sizes[0]).toBeLessThan(5_000)
    expect(sizes[1]).toBeLessThan(9_000)
    expect(whole).not.toMatch(/node:|process\.|Buffer\b/)
  })

  it.skipIf(!executablePath)('calls, uploads, follows and comes back', async () => {
    const code = await bundle(withCore)
    const test = await testDesk({ live: { pollMs: 50 } })
    const server = await serveTestDesk(test as never, (request, response) => {
      if (request.url !== '/' && request.url !== '/client.js') return false
      response.writeHead(200, { 'content-type': request.url === '/' ? 'text/html' : 'text/javascript' })
      response.end(request.url === '/' ? '<!doctype html><title>Host</title>' : code)
      return true
    })
    const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage()
      await page.goto(server.url)
      await page.evaluate(`globalThis.ready = import('/client.js').then((client) => {
        globalThis.lib = client
        globalThis.desk = client.createClient(client.coreApi, { baseUrl: '/support', headers: ${JSON.stringify(personHeader(test as never, 'customer'))} })
      })`)
      await page.evaluate('globalThis.ready')
      const ticketId = await page.evaluate<string>(`(async () => {
        const ticket = await desk.tickets.create({ subject: 'From a page' })
        const file = await desk.files.stage({ body: new File(['hello'], 'hello.txt') })
        const { message } = await desk.tickets.reply({ ticketId: ticket.id, body: 'See', attachments: [file.id] })
        const back = await desk.attachments.download({ ticketId: ticket.id, attachmentId: message.attachments[0].id })
        if ((await back.text()) !== 'hello' || lib.fileNameOf(back) !== 'hello.txt') throw new Error('another file came back')
        return ticket.id
      })()`)
      expect(
        await page.evaluate(
          `desk.tickets.get({ ticketId: '0197b3a0-0000-7000-8000-000000000000' }).catch((error) => [lib.isDeskError(error), error.code])`,
        ),
      ).toEqual([true, 'ticket.not_found'])
      await page.evaluate(`(async () => {
        globalThis.heard = []
        for await (const { event, data } of desk.live.stream({ ticketId: ['${ticketId}'] })) if (event === 'ticket') heard.push(data.event)
      })().catch((error) => heard.push(String(error))), undefined`)
      await expect.poll(() => server.seen.some(({ line }) => line.includes('/api/stream'))).toBe(true)
      const heard = () => page.evaluate<string[]>('heard')
      const reply = async (body: string) => {
        await test.as('admin').tickets.reply({ ticketId, body })
        await test.tick()
      }
      const said = async () => {
        await reply('One')
        return (await heard()).length
      }
      await expect.poll(said, { interval: 200 }).toBeGreaterThan(0)
      const before = (await heard()).length
      server.cutAll()
      await reply('While the page was off')
      await expect.poll(async () => (await heard()).length, { timeout: 15_000 }).toBeGreaterThan(before)
      expect(new Set(await heard())).toEqual(new Set(['ticket.replied', 'ticket.started']))
    } finally {
      await browser.close()
      await server.close()
      await test.close()
    }
  })
})
