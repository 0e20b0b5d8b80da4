import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { inspect } from '../../src/file/inspect.ts'
import { refusal } from '../access/cast.ts'
import { openFileDesk, png, read, text } from './file-desk.ts'

const MB = 1 << 20
/** One deflated entry, whose header may say whatever it likes of its size. */
function zip(name: string, size: number, said = size): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size))
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(said, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, Buffer.from(name), packed])
}

describe('archives that unpack to much more than they are', () => {
  it.each([
    ['gzip', () => gzipSync(Buffer.alloc(300 * MB)), 'application/gzip'],
    ['a document', () => zip('[Content_Types].xml', 100 * MB), 'application/zip'],
    ['a document that says it is small', () => zip('[Content_Types].xml', 100 * MB, 500), 'application/zip'],
    ['an open document that says it is small', () => zip('mimetype', 100 * MB, 20), 'application/zip'],
  ])('are told by their first bytes and not unpacked: %s', async (_, make, contentType) => {
    const bytes = make()
    const before = process.memoryUsage().rss
    const startedAt = performance.now()
    expect(await inspect(bytes.subarray(0, 131_072))).toEqual({ contentType, width: null, height: null })
    expect(performance.now() - startedAt).toBeLessThan(3000)
    expect((process.memoryUsage().rss - before) / MB).toBeLessThan(60)
  })
})

const script = '<script>alert(document.domain)</script>'
const fetched = { 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'" }

forEachDatabase((kind) => {
  describe('hostile files', () => {
    it('of two kinds at once are sent as what they begin with, to be saved, and run nowhere', async () => {
      const desk = await openFileDesk(kind)
      for (const [name, body, expected] of [
        ['gif.html', Buffer.from(`GIF89a\x04\0\x04\0/*${script}*/=1;`, 'latin1'), 'image/gif'],
        ['picture.svg', Buffer.concat([png(3, 3), Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)]), 'image/png'],
        ['paper.html', Buffer.from(`%PDF-1.7\n${script}`), 'application/pdf'],
        [
          'x.svg',
          Buffer.from(`\ufeff<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "${script}">]><svg>&x;</svg>`),
          'application/octet-stream',
        ],
        ['late.html', Buffer.from(`${' '.repeat(140_000)}<html>${script}`), 'application/octet-stream'],
        ['zeros', Buffer.alloc(4096), 'application/octet-stream'],
        ['utf16.html', Buffer.from(`\ufeff<html>${script}`, 'utf16le'), 'application/octet-stream'],
        ['page.js', Buffer.from('alert(1)'), 'application/octet-stream'],
        ['style.css', Buffer.from('@import url(//evil.example)'), 'application/octet-stream'],
        ['app.exe', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'application/octet-stream'],
      ] as const) {
        const form = new FormData()
        form.append('file', new File([new Uint8Array(body)], name, { type: 'text/html' }))
        const written = new Response(form)
        const staged = await desk.fetch('a1', 'POST /api/files', {
          body: await written.arrayBuffer(),
          headers: { 'content-type': written.headers.get('content-type') ?? '' },
        })
        const { id } = (await staged.json()) as { id: string }
        expect(staged.status, name).toBe(200)
        const { id: ticketId } = await desk.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
        const ask = { ticketId, attachmentId: id }
        const { path } = await desk.as('a1').attachments.link(ask)
        const own = `/api/tickets/${ticketId}/attachments/${id}`
        for (const [who, address, init, status] of [
          ['a1', own, {}, 200],
          [null, path, {}, 200],
          ['a1', own, { headers: { range: 'bytes=0-3' } }, 206],
          [null, path, { headers: { range: 'bytes=0-3' } }, 206],
        ] as const) {
          const response = await desk.fetch(who, `GET ${address}`, init)
          expect(response.status).toBe(status)
          expect(Object.fromEntries(response.headers), `${name} ${address}`).toMatchObject({
            ...fetched,
            'content-type': expected,
            'content-disposition': expect.stringMatching(/^attachment; /),
            'referrer-policy': 'no-referrer',
          })
          const bytes = Buffer.from(await response.arrayBuffer())
          expect(bytes.equals(status === 206 ? body.subarray(0, 4) : body)).toBe(true)
        }
      }
    })

    it('have names that name nothing but a file, in a form as in an address', async () => {
      const desk = await openFileDesk(kind)
      const long = `${'n'.repeat(10_000)}.pdf`
      for (const [given, kept] of [
        ['CON', '_CON'],
        ['nul.txt', '_nul.txt'],
        ['Com1.tar.gz', '_Com1.tar.gz'],
        ['LPT9 ', '_LPT9'],
        ['console.txt', 'console.txt'],
        ['\u2066\u202eexe.gpj\u2069', 'exe.gpj'],
        ['a\u0007b\u001b[31mc', 'a b [31mc'],
        ['/etc/shadow', 'shadow'],
        ['%2e%2e%2fx', '%2e%2e%2fx'],
        ['x.txt....   ', 'x.txt'],
        ['👩‍💻.png', '👩‍💻.png'],
      ] as const)
        expect((await desk.as('a1').files.stage({ name: given, body: text('x') })).name, given).toBe(kept)
      expect(await refusal(desk.as('a1').files.stage({ name: long, body: text('x') }))).toBe('input.invalid')
      expect((await desk.fetch('a1', `POST /api/files?name=${long}`, { body: 'x' })).status).toBe(422)
      for (const name of [long, 'a"b.txt', 'c:\\temp\\x.txt', '\u202egpj.exe']) {
        const form = new FormData()
        form.append('file', new File(['x'], name))
        const written = new Response(form)
        const headers = { 'content-type': written.headers.get('content-type') ?? '' }
        const response = await desk.fetch('a1', 'POST /api/files', { body: await written.arrayBuffer(), headers })
        expect([200, 400, 413, 422], `${name.slice(0, 20)}: ${response.status}`).toContain(response.status)
        if (response.status === 200) expect(((await response.json()) as { name: string }).name).toMatch(/^[^\\/\u202e]{1,200}$/)
      }
    })

    it('can not be had by a link for another file, one that was changed, or one made by somebody else', async () => {
      const desk = await openFileDesk(kind)
      const own = async (who: 'a1' | 'b1', words: string) => {
        const { id } = await desk.as(who).files.stage({ name: 'x', body: text(words) })
        const { id: ticketId } = await desk.as(who).tickets.create({ subject: 's', body: 'b', attachments: [id] })
        return {
          ticketId,
          attachmentId: id,
          token: (await desk.as(who).attachments.link({ ticketId, attachmentId: id })).path.split('/').at(-1) ?? '',
        }
      }
      const mine = await own('a1', 'mine')
      const theirs = await own('b1', 'theirs')
      const get = async (token: string) => (await desk.fetch(null, `GET /api/attachments/links/${token}`)).status
      expect(await get(mine.token)).toBe(200)
      for (let at = 0; at < mine.token.length; at += 1) {
        const other = mine.token[at] === 'A' ? 'B' : 'A'
        const changed = mine.token.slice(0, at) + other + mine.token.slice(at + 1)
        // The last letter of base64 may hold bits that count for nothing.
        if (Buffer.from(changed, 'base64url').equals(Buffer.from(mine.token, 'base64url'))) continue
        expect(await get(changed), `at ${at}`).toBe(404)
      }
      const half = Math.floor(mine.token.length / 2)
      for (const mixed of [
        mine.token.slice(0, half) + theirs.token.slice(half),
        `${mine.token}${theirs.token}`,
        `${mine.token}.${theirs.token}`,
      ])
        expect(await get(mixed)).toBe(404)
      // A cursor is sealed with the same secret.
      await desk.as('a1').tickets.create({ subject: 'second' })
      const { nextCursor } = await desk.as('a1').tickets.list({ limit: 1 })
      expect(nextCursor).not.toBeNull()
      expect(await get(String(nextCursor))).toBe(404)
      const other = await openFileDesk(kind)
      expect((await other.fetch(null, `GET /api/attachments/links/${mine.token}`)).status).toBe(404)
    })

    it('follow their message through merge, unmerge and split, and nobody else', async () => {
      const desk = await openFileDesk(kind)
      const { as, net } = desk
      const ticket = async (who: 'a1' | 'a2', words: string) => {
        const { id } = await as(who).files.stage({ name: `${words}.txt`, body: text(words) })
        const { id: ticketId } = await as(who).tickets.create({ subject: words, body: words, attachments: [id] })
        await as('ad').tickets.update({ ticketId, teamId: net })
        return { ticketId, attachmentId: id }
      }
      const source = await ticket('a1', 'source')
      const target = await ticket('a2', 'target')
      const secret = await as('n1').files.stage({ name: 'note.txt', body: text('internal') })
      await as('n1').tickets.note({ ticketId: target.ticketId, body: 'internal', attachments: [secret.id] })
      const got = async (who: 'a1' | 'a2' | 'b1' | 'n1' | 'f1', ticketId: string, attachmentId: string) => {
        try {
          return await read(await as(who).attachments.download({ ticketId, attachmentId }))
        } catch (error) {
          return (error as { code: string }).code
        }
      }
      expect(await got('n1', target.ticketId, source.attachmentId)).toBe('attachment.not_found')
      await as('ad').tickets.merge({ ticketId: source.ticketId, intoId: target.ticketId })
      expect(await got('n1', target.ticketId, source.attachmentId)).toBe('source')
      expect(await got('a1', target.ticketId, target.attachmentId)).toBe('target')
      // The requester of the source is a participant of the target now: of its public messages only.
      expect(await got('a1', target.ticketId, secret.id)).toBe('attachment.not_found')
      for (const who of ['b1', 'f1'] as const) expect(await got(who, target.ticketId, source.attachmentId)).toBe('ticket.not_found')
      await as('ad').tickets.unmerge({ ticketId: source.ticketId })
      expect(await got('n1', target.ticketId, source.attachmentId)).toBe('attachment.not_found')
      expect(await got('a1', source.ticketId, source.attachmentId)).toBe('source')
      const { items } = await as('n1').tickets.messages({ ticketId: target.ticketId })
      const first = items.find(({ body }) => body === 'target')
      const split = await as('n1').tickets.split({ ticketId: target.ticketId, messageIds: [first?.id ?? ''], subject: 'Apart' })
      expect(await got('n1', split.id, target.attachmentId)).toBe('target')
      expect(await got('n1', split.id, secret.id)).toBe('attachment.not_found')
      // Access that is lost is lost for files too, whoever has them in a tab.
      const grants = await as('ad').access.grants({ personId: desk.id.n1 })
      for (const { id: grantId, roleId } of grants.items) if (roleId === 'agent') await as('ad').access.revoke({ grantId })
      expect(await got('n1', split.id, target.attachmentId)).toMatch(/not_found/)
    })
  })
})
