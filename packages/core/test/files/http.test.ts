import { parse } from 'node:querystring'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { FilesOptions } from '../../src/file/files-options.ts'
import { type FileDesk, openFileDesk, png, rowsOf, text } from './file-desk.ts'

const upload = (desk: FileDesk, name: string, body: Body, headers: Record<string, string> = {}) =>
  desk.fetch('a1', `POST /api/files?name=${encodeURIComponent(name)}`, { body, headers, duplex: 'half' })
type Body = NonNullable<RequestInit['body']>
const bodyOf = async (response: Response) => (await response.json()) as Record<string, string>
/** As bytes: Node's own stream of a form rejects unhandled when it is cancelled. */
const formInit = async (form: FormData, headers: Record<string, string> = {}) => {
  const written = new Response(form)
  return { body: await written.arrayBuffer(), headers: { ...headers, 'content-type': written.headers.get('content-type') ?? '' } }
}

/** One file of a ticket of a1, uploaded over HTTP. */
async function attached(desk: FileDesk, name: string, body: Body, type = 'application/octet-stream'): Promise<string> {
  const staged = await upload(desk, name, body, { 'content-type': type })
  const { id = '' } = await bodyOf(staged)
  expect(staged.status, name).toBe(200)
  const created = await desk.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
  return `/api/tickets/${created.id}/attachments/${String(id)}`
}

const slow = (parts: readonly Uint8Array[], ms: number): ReadableStream<Uint8Array> => {
  let next = 0
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, ms))
      const part = parts[next]
      next += 1
      if (part) controller.enqueue(part)
      else controller.close()
    },
  })
}

forEachDatabase((kind) => {
  const open = (files: FilesOptions = {}) => openFileDesk(kind, files)

  describe('files over HTTP', () => {
    it('are sent as files to save, in which nothing runs', async () => {
      const desk = await open()
      const script = '<script>alert(1)</script>'
      for (const [name, body, type, expected] of [
        ['page.html', script, 'text/html', 'application/octet-stream'],
        ['drawing.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, 'image/svg+xml', 'application/octet-stream'],
        [
          'page.xhtml',
          `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`,
          'application/xhtml+xml',
          'application/octet-stream',
        ],
        ['data.xml', '<?xml version="1.0"?><a/>', 'text/xml', 'application/octet-stream'],
        ['paper.pdf', '%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>', 'text/html', 'application/pdf'],
        ['page.png', `<!doctype html>${script}`, 'image/png', 'application/octet-stream'],
        ['picture.html', png(2, 2), 'text/html', 'image/png'],
      ] as const) {
        const path = await attached(desk, name, body as Body, type)
        const response = await desk.fetch('a1', `GET ${path}`)
        expect(response.status, name).toBe(200)
        expect(Object.fromEntries(response.headers), name).toMatchObject({
          'content-type': expected,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
          'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
          'content-length': String(text(typeof body === 'string' ? body : '').byteLength || 64),
        })
        expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(body))).toBe(true)
      }
    })

    it('keep one name, whatever they are called', async () => {
      const desk = await open()
      for (const [given, kept] of [
        ['../../etc/passwd', 'passwd'],
        ['..\\..\\boot.ini', 'boot.ini'],
        ['a\r\nX-E: 1.txt', 'a X-E: 1.txt'],
        ['a";filename="b.html', 'a";filename="b.html'],
        ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
        ['п.txt', 'п.txt'],
        ['דוח סופי.pdf', 'דוח סופי.pdf'],
        ['گزارش\u200Cها.pdf', 'گزارش\u200Cها.pdf'],
        ['領収書.pdf', '領収書.pdf'],
        ['e\u0301.txt', 'é.txt'],
        ["100% 'sure'*.txt", "100% 'sure'*.txt"],
        [`${'x'.repeat(300)}.txt`, `${'x'.repeat(196)}.txt`],
        ['.htaccess', 'htaccess'],
        ['...', 'file'],
        [' ', 'file'],
      ] as const) {
        const path = await attached(desk, given, 'x')
        const response = await desk.fetch('a1', `GET ${path}`)
        expect(response.status, given).toBe(200)
        const disposition = response.headers.get('content-disposition') ?? ''
        expect(disposition).toMatch(/^attachment; filename="[^"\\%]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/)
        expect(parse(`n=${(disposition.split("UTF-8''")[1] ?? '').replaceAll('+', '%2B')}`)['n'], given).toBe(kept)
        expect(response.headers.get('x-e')).toBeNull()
      }
      for (const path of await desk.stored()) expect(path).toMatch(/^\d{4}-\d\d-\d\d\/[0-9a-z]{9}-[0-9a-f]{32}$/)
      expect((await desk.fetch('a1', 'POST /api/files', { body: 'x' })).status).toBe(422)
      expect((await upload(desk, 'a\u0000b', 'x')).status).toBe(422)
    })

    it('are refused when they are too large, of another kind, empty, or say something else than they are', async () => {
      const desk = await open({ maxBytes: 100_000, accept: ['image/*', 'application/octet-stream'], maxImagePixels: 1_000_000 })
      const refused = async (body: Body, headers: Record<string, string> = {}) => {
        const response = await upload(desk, 'x', body, headers)
        return [response.status, (await bodyOf(response))['code']]
      }
      const big = new Uint8Array(100_001)
      expect(await refused(big)).toEqual([413, 'file.too_large'])
      expect(await refused(big, { 'content-length': '5' })).toEqual([400, 'file.length_wrong'])
      expect(await refused(text('xxxxx'), { 'content-length': '100001' })).toEqual([413, 'file.too_large'])
      expect(await refused(text('xxxxx'), { 'content-length': '9' })).toEqual([400, 'file.length_wrong'])
      expect(await refused(slow([big], 0))).toEqual([413, 'file.too_large'])
      expect(await refused(text('%PDF-1.7'))).toEqual([415, 'file.type_refused'])
      expect(await refused(png(50_000, 50_000))).toEqual([422, 'file.image_too_large'])
      expect(await refused('')).toEqual([422, 'file.empty'])
      expect(await refused('x', { 'content-encoding': 'gzip' })).toEqual([415, 'file.encoded'])
      // As many as a person may have under way.
      expect(await Promise.all(Array.from({ length: 8 }, () => refused(big, { 'content-length': '100000' })))).toEqual(
        Array.from({ length: 8 }, () => [400, 'file.length_wrong']),
      )
      expect(await desk.stored()).toEqual([])
      expect(await rowsOf(desk.desk)).toEqual({ files: 0, attachments: 0, removals: 0 })
    })

    it('may not be slow for long, and leave nothing when they break off', async () => {
      const desk = await open({ idleMs: 300, minBytesPerSecond: 1000 })
      const bytes = Array.from({ length: 200 }, () => text('x'))
      const drop = await upload(desk, 'x', slow(bytes, 50))
      expect([drop.status, (await bodyOf(drop))['code']]).toEqual([408, 'file.too_slow'])
      const silent = await upload(desk, 'x', slow([text('x')], 60_000))
      expect(silent.status).toBe(408)
      const broken = await upload(
        desk,
        'x',
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(200_000))
          },
          pull(controller) {
            controller.error(new Error('gone'))
          },
        }),
      )
      expect([broken.status, (await bodyOf(broken))['code']]).toEqual([400, 'file.unfinished'])
      const abort = new AbortController()
      const aborted = desk.fetch('a1', 'POST /api/files?name=x', { body: slow(bytes, 100), duplex: 'half', signal: abort.signal })
      setTimeout(() => abort.abort(), 50)
      expect((await aborted).status).toBe(400)
      // Fast enough, though each part alone is late by less than the limit.
      expect((await upload(desk, 'x', slow([new Uint8Array(5000), new Uint8Array(5000)], 250))).status).toBe(200)
      expect(await desk.stored()).toHaveLength(1)
    })

    it('can be asked for in parts, and not again when they are known', async () => {
      const desk = await open()
      const letters = 'abcdefghijklmnopqrstuvwxyz'
      const path = await attached(desk, 'letters', letters)
      const get = (headers: Record<string, string>, method = 'GET') => desk.fetch('a1', `${method} ${path}`, { headers })
      const whole = await get({})
      const etag = whole.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
      expect(whole.headers.get('cache-control')).toBe('private, no-cache')
      for (const [range, status, expected, contentRange] of [
        ['bytes=0-4', 206, 'abcde', 'bytes 0-4/26'],
        ['bytes=20-', 206, 'uvwxyz', 'bytes 20-25/26'],
        ['bytes=-3', 206, 'xyz', 'bytes 23-25/26'],
        ['bytes=-300', 206, letters, 'bytes 0-25/26'],
        ['bytes=25-99', 206, 'z', 'bytes 25-25/26'],
        ['bytes=0-1,4-5', 200, letters, null],
        ['bytes=5-2', 200, letters, null],
        ['lines=1-2', 200, letters, null],
        ['bytes=-', 200, letters, null],
      ] as const) {
        const part = await get({ range })
        expect([part.status, await part.text(), part.headers.get('content-range')], range).toEqual([status, expected, contentRange])
        expect(part.headers.get('content-length')).toBe(String(expected.length))
      }
      for (const range of ['bytes=26-', 'bytes=-0', 'bytes=99-100']) {
        const none = await get({ range })
        expect([none.status, none.headers.get('content-range')], range).toEqual([416, 'bytes */26'])
      }
      expect(await (await get({ range: 'bytes=0-0', 'if-range': etag })).text()).toBe('a')
      expect(await (await get({ range: 'bytes=0-0', 'if-range': '"other"' })).text()).toBe(letters)
      const known = await get({ 'if-none-match': `"x", W/${etag}` })
      expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', etag])
      const head = await get({}, 'HEAD')
      expect([head.status, await head.text(), head.headers.get('content-length'), head.headers.get('etag')]).toEqual([200, '', '26', etag])
      // What is known is still not told to those who may not see it.
      const foreign = await desk.fetch('b1', `GET ${path}`, { headers: { 'if-none-match': etag } })
      expect(foreign.status).toBe(404)
      expect(foreign.headers.get('content-disposition')).toBeNull()
    })

    it('come along with a request from the catalogue', async () => {
      const desk = await open()
      const content = { titles: { en: 'Laptop' }, subjects: { en: 'A laptop' }, type: 'service_request' }
      const entry = await desk.as('ad').catalogue.create({ audience: 'both', content })
      const form = new FormData()
      form.set('body', 'For the shop.')
      form.append('attachments', new File(['4711'], 'order.txt'))
      const byForm = await bodyOf(await desk.fetch('a1', `POST /api/catalogue/${entry.id}/requests`, await formInit(form)))
      const { id: staged } = await desk.as('a1').files.stage({ name: 'order.txt', body: text('4711') })
      const byId = await desk.as('a1').catalogue.request({ catalogueEntryId: entry.id, body: 'For the shop.', attachments: [staged] })
      for (const ticketId of [byForm['id'] ?? '', byId.id])
        expect((await desk.as('a1').attachments.list({ ticketId })).items).toMatchObject([{ attachment: { name: 'order.txt' } }])
    })

    it('come along with a message in a form', async () => {
      const desk = await open()
      const form = new FormData()
      form.set('subject', 'Broken')
      form.set('body', 'See both.')
      form.append('attachments', new File([png(3, 3)], 'ראשון.png'))
      form.append('attachments', new File(['second'], 'second.txt', { type: 'text/plain' }))
      form.append('attachments', new File([], ''))
      const created = await desk.fetch('a1', 'POST /api/tickets', await formInit(form))
      const { id = '' } = await bodyOf(created)
      expect(created.status).toBe(200)
      const { items } = await desk.as('a1').attachments.list({ ticketId: id })
      expect(items.map(({ attachment: { name, contentType } }) => [name, contentType])).toEqual([
        ['ראשון.png', 'image/png'],
        ['second.txt', 'application/octet-stream'],
      ])
      const refusedForm = async (change: (form: FormData) => void, target = `POST /api/tickets/${String(id)}/replies`) => {
        const next = new FormData()
        next.set('body', 'Again.')
        next.append('attachments', new File(['third'], 'third.txt'))
        change(next)
        const response = await desk.fetch('a1', target, await formInit(next))
        return [response.status, (await bodyOf(response))['code']]
      }
      expect(await refusedForm((next) => next.append('other', new File(['x'], 'x')))).toEqual([422, 'input.invalid'])
      expect(await refusedForm((next) => next.set('nonsense', 'x'))).toEqual([422, 'input.invalid'])
      expect(await refusedForm((next) => next.set('__proto__', 'x'))).toEqual([422, 'input.invalid'])
      expect(await refusedForm((next) => next.set('body', 'x'.repeat(2_000_000)))).toEqual([413, 'file.form_too_large'])
      expect(
        await refusedForm((next) => Array.from({ length: 20 }, (_, n) => next.append('attachments', new File(['x'], `${n}`)))),
      ).toEqual([422, 'file.too_many'])
      expect(await refusedForm(() => {}, 'POST /api/tickets/00000000-0000-7000-8000-000000000000/replies')).toEqual([
        404,
        'ticket.not_found',
      ])
      const crlf = (...lines: string[]) => lines.join('\r\n')
      const head = crlf('--b', 'Content-Disposition: form-data; name="attachments"; filename="cut.txt"', '', 'cut')
      for (const body of [
        head,
        `${head}\r\n--b`,
        crlf('--b', 'Content-Disposition: form-data; name="body"', '', 'x'),
        'no form at all',
        '',
      ]) {
        const response = await desk.fetch('a1', `POST /api/tickets/${String(id)}/replies`, {
          body,
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
        })
        expect([response.status, (await bodyOf(response))['code']], body).toEqual([400, 'file.form_invalid'])
      }
      const noBoundary = await desk.fetch('a1', `POST /api/tickets/${String(id)}/replies`, {
        body: head,
        headers: { 'content-type': 'multipart/form-data; x=1' },
      })
      expect(noBoundary.status).toBe(400)
      // Under one key the same form is one message with the same files.
      const keyed = new FormData()
      keyed.set('body', 'Once.')
      keyed.append('attachments', new File(['once'], 'once.txt'))
      const post = async () =>
        desk.fetch('a1', `POST /api/tickets/${String(id)}/replies`, await formInit(keyed, { 'idempotency-key': 'k' }))
      const first = await (await post()).text()
      expect(await (await post()).text()).toBe(first)
      await desk.desk.tick()
      expect(await desk.stored()).toHaveLength(3)
      expect(await rowsOf(desk.desk)).toEqual({ files: 3, attachments: 3, removals: 0 })
    })
  })
})
