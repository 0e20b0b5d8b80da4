import { createHash, randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabaseKind, testDatabases } from '../../../testing/src/database/test-databases.ts'
import { type FileDesk, openFileDesk, png, rowsOf } from '../files/file-desk.ts'
import type { AdapterHost, RunningHost } from './adapter-host.ts'
import { type Answer, open, readAnswer, send } from './client.ts'

/** What a host's parsers, run before the desk, do to uploads. */
export interface FilePromise {
  /** Types of bodies that a parser has read and that can't be had again as they came. */
  readonly rewrites?: readonly string[]
  /** Something in front of the desk reads whole bodies, up to so many bytes, before the desk hears of them. */
  readonly wholeUpTo?: number
}

const MAX_BYTES = 8 << 20
/** Of bodies; what they hold is the same. */
export const types = ['application/octet-stream', 'image/png', 'application/json', 'text/plain', 'application/x-www-form-urlencoded', '']
/** Valid as JSON and as text, and not the same once it has been parsed. */
const doubtful = Buffer.from('{ "b":1.0, "a" : [ 1 ] }\r\n')

/** Files go in and out as they are, or are refused by a code that says what the host has to change. */
export function fileContract(
  host: AdapterHost,
  promise: FilePromise = {},
  databases: readonly TestDatabaseKind[] = testDatabases.slice(0, 1),
) {
  for (const kind of databases)
    describe.skipIf(kind.missing !== undefined)(`files through ${host.name} on ${kind.kind}`, () => {
      const mount = '/support'
      let desk: FileDesk
      let running: RunningHost
      let ticketId: string
      const cleaning: (() => Promise<void>)[] = []
      const reported: unknown[] = []
      beforeAll(async () => {
        const limits = { maxBytes: MAX_BYTES, idleMs: 1000 }
        desk = await openFileDesk(kind, limits, {}, (clean) => void cleaning.push(clean))
        running = await host.start(desk.desk, { mount, onError: (error) => reported.push(error) })
        ticketId = (await desk.as('a1').tickets.create({ subject: 'Files' })).id
      })
      afterAll(async () => {
        await running.close()
        for (const clean of cleaning.reverse()) await clean()
      })

      const at = (method: string, path: string, headers: Record<string, string> = {}) => ({
        port: running.port,
        method,
        path: `${mount}${path}`,
        headers: { 'x-person': 'a1', ...headers },
      })
      const put = (type: string, body: Uint8Array, name = 'file.bin') =>
        send({ ...at('POST', `/api/files?name=${name}`, type ? { 'content-type': type } : {}), body })
      const form = async (parts: Record<string, string | File | readonly File[]>) => {
        const data = new FormData()
        for (const [name, part] of Object.entries(parts)) for (const one of [part].flat()) data.append(name, one)
        const written = new Response(data)
        return { type: written.headers.get('content-type') ?? '', bytes: Buffer.from(await written.arrayBuffer()) }
      }
      const post = async (parts: Parameters<typeof form>[0], path = `/api/tickets/${ticketId}/replies`) => {
        const { type, bytes } = await form(parts)
        return send({ ...at('POST', path, { 'content-type': type }), body: bytes })
      }
      const attach = async (attachmentIds: readonly string[]) => {
        await desk.as('a1').tickets.reply({ ticketId, body: 'Here.', attachments: [...attachmentIds] })
        return attachmentIds.map((id) => `/api/tickets/${ticketId}/attachments/${id}`)
      }
      const download = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
        const incoming = await open(at(method, path, headers))
        const chunks: Uint8Array[] = []
        for await (const chunk of incoming) chunks.push(chunk)
        return { status: incoming.statusCode, headers: incoming.headers, bytes: Buffer.concat(chunks) }
      }
      const field = (answer: Answer, name: string): string => String((answer.json as Record<string, unknown>)[name])
      const rewrites = (type: string): boolean => promise.rewrites?.includes(type) ?? false

      it.each(types)("takes a body of type '%s' as it is, or says what to change", async (type) => {
        // What is no JSON the parsers of hosts refuse by themselves.
        for (const body of type === 'application/json' ? [doubtful] : [doubtful, Buffer.from('gr\xfc\xdfe\xff\xfe', 'latin1')]) {
          const answer = await put(type, body)
          if (rewrites(type)) {
            expect([answer.status, field(answer, 'code')]).toEqual([500, 'http.body_rewritten'])
            continue
          }
          expect(answer.status, answer.text).toBe(200)
          const [path = ''] = await attach([field(answer, 'id')])
          expect((await download(path)).bytes).toEqual(body)
        }
        await settled()
      })

      it('takes a large file, gives it back whole, in part, and not again', async () => {
        const bytes = randomBytes(Math.min(6 << 20, promise.wholeUpTo ?? MAX_BYTES))
        const answer = await put('application/zip', bytes, 'backup.zip')
        if (rewrites('application/zip')) return expect(field(answer, 'code')).toBe('http.body_rewritten')
        expect(answer.status, answer.text).toBe(200)
        const [path = ''] = await attach([field(answer, 'id')])
        const whole = await download(path)
        expect(whole.status).toBe(200)
        expect(createHash('sha256').update(whole.bytes).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
        expect(whole.headers).toMatchObject({
          'content-type': 'application/octet-stream',
          'content-length': String(bytes.length),
          'content-disposition': `attachment; filename="backup.zip"; filename*=UTF-8''backup.zip`,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
          'accept-ranges': 'bytes',
          'cache-control': 'private, no-cache',
        })
        const part = await download(path, { range: 'bytes=1000-1999' })
        expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 1000-1999/${bytes.length}`])
        expect(part.bytes).toEqual(bytes.subarray(1000, 2000))
        const head = await download(path, {}, 'HEAD')
        expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(bytes.length)])
        const known = await download(path, { 'if-none-match': String(whole.headers.etag) })
        expect([known.status, known.bytes.length]).toEqual([304, 0])
        expect((await download(path, { range: `bytes=${bytes.length}-` })).status).toBe(416)
        const foreign = await send({ ...at('GET', path), headers: { 'x-person': 'b1' } })
        expect([foreign.status, foreign.headers['content-disposition']]).toEqual([404, undefined])
      })

      it('takes a message with its files in one form, or says what to change', async () => {
        const big = randomBytes(Math.min(2 << 20, (promise.wholeUpTo ?? MAX_BYTES) / 2))
        const files = [
          new File([png(4, 5)], 'תמונה.png'),
          new File([big], 'big.bin'),
          new File([doubtful], 'data.json', { type: 'application/json' }),
        ]
        const before = await rowsOf(desk.desk)
        const answer = await post({ body: 'Three files.', attachments: files })
        if (rewrites('multipart/form-data')) {
          expect([answer.status, field(answer, 'code')]).toEqual([500, 'http.body_rewritten'])
          expect(await rowsOf(desk.desk)).toEqual(before)
          return
        }
        expect(answer.status, answer.text).toBe(200)
        const { message } = answer.json as { message: { attachments: { id: string; name: string; contentType: string }[] } }
        expect(message.attachments.map(({ name, contentType }) => [name, contentType])).toEqual([
          ['תמונה.png', 'image/png'],
          ['big.bin', 'application/octet-stream'],
          ['data.json', 'application/octet-stream'],
        ])
        const bytes = await Promise.all(message.attachments.map(({ id }) => download(`/api/tickets/${ticketId}/attachments/${id}`)))
        expect(bytes.map((one) => one.bytes)).toEqual([Buffer.from(png(4, 5)), big, doubtful])
        // The same operation without files, in JSON, through whatever stands in front.
        const plain = await send({
          ...at('POST', `/api/tickets/${ticketId}/replies`, { 'content-type': 'application/json' }),
          body: JSON.stringify({ body: 'No files.' }),
        })
        expect(plain.status, plain.text).toBe(200)
      })

      /** An answer may come before everything was sent, and the connection may end then: that is no failure of the client's. */
      const sending = (path: string, headers: Record<string, string>, chunked = false) => {
        const answered = Promise.withResolvers<IncomingMessage>()
        answered.promise.catch(() => {})
        const request = httpRequest({ host: '127.0.0.1', agent: false, ...at('POST', path, headers) })
        request.on('response', answered.resolve).on('error', answered.reject)
        if (chunked) request.flushHeaders()
        return { request, answered: answered.promise.then(readAnswer) }
      }

      /** What is stored is what messages name, and nothing else: no bytes, also no half ones, and no row. */
      const settled = async (): Promise<void> => {
        const rest = async () => {
          // The files of a form that came whole before it broke off are taken back, and their bytes go with the next sweep.
          desk.forward(31_000)
          await desk.desk.tick()
          const { files, attachments, removals } = await rowsOf(desk.desk)
          return [files - attachments, (await desk.stored()).length - attachments, removals]
        }
        await expect.poll(rest, { timeout: 5000 }).toEqual([0, 0, 0])
      }

      it('refuses what is too large, announced or not, and keeps nothing of it', async () => {
        if (promise.wholeUpTo !== undefined) return
        const head = { 'content-type': 'application/zip' }
        const announced = sending('/api/files?name=x', { ...head, 'content-length': String(MAX_BYTES * 4) })
        announced.request.write(Buffer.alloc(1000))
        const answer = await announced.answered
        announced.request.destroy()
        expect([answer.status, field(answer, 'code')]).toEqual([413, 'file.too_large'])
        const streamed = sending('/api/files?name=x', head, true)
        let isAnswered = false
        void streamed.answered.finally(() => {
          isAnswered = true
        })
        for (let sent = 0; sent < MAX_BYTES * 4 && !isAnswered; sent += 1 << 20) {
          streamed.request.write(Buffer.alloc(1 << 20))
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
        expect(field(await streamed.answered, 'code')).toBe('file.too_large')
        streamed.request.destroy()
        await settled()
      })

      it('keeps nothing of an upload that breaks off, raw or in a form', async () => {
        const several = await form({
          body: 'x',
          attachments: [new File([Buffer.alloc(300_000)], 'a'), new File([Buffer.alloc(900_000)], 'b')],
        })
        const single = await form({ file: new File([Buffer.alloc(900_000)], 'a') })
        for (const [path, contentType, body] of [
          ['/api/files?name=x', 'application/zip', Buffer.alloc(900_000, 7)],
          ['/api/files', single.type, single.bytes],
          [`/api/tickets/${ticketId}/replies`, several.type, several.bytes],
        ] as const)
          for (const share of [0.2, 0.6, 0.95]) {
            const { request, answered } = sending(path, { 'content-type': contentType, 'content-length': String(body.length) })
            request.write(body.subarray(0, Math.floor(body.length * share)))
            await new Promise((resolve) => setTimeout(resolve, 60))
            request.destroy()
            await expect(answered).rejects.toThrow()
          }
        await settled()
        expect((await desk.as('a1').tickets.messages({ ticketId })).items.map(({ body }) => body)).not.toContain('x')
      })

      it('gives up who sends nothing more', async () => {
        if (promise.wholeUpTo !== undefined) return
        const { request, answered } = sending('/api/files?name=x', { 'content-type': 'application/zip', 'content-length': '100000' })
        request.write(Buffer.alloc(500))
        const answer = await answered
        expect([answer.status, field(answer, 'code')]).toEqual([408, 'file.too_slow'])
        request.destroy()
        await settled()
      })

      it('reported nothing but what the host has to change', () => {
        const codes = reported.map((error) => (error as { code?: string }).code)
        expect(codes.filter((code) => code !== 'http.body_rewritten')).toEqual([])
      })
    })
}
