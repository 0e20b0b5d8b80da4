import { rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testDesk } from '@deskwright/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { importFrom } from '../src/index.ts'
import { comment, ticket, zendeskMap } from './fixtures/zendesk.ts'
import { importDesk } from './import-desk.ts'
import { written } from './written.ts'

const good = {
  'groups.json': { groups: [{ id: 31, name: 'Networks' }] },
  'users.json': { users: [{ id: 1, name: 'One', role: 'end-user', email: 'one@example.org' }] },
}
const one = (id: number, more: object = {}) => ticket(id, { status: 'new', subject: `Ticket ${id}`, requester_id: 1, ...more })

describe('what is wrong in the files', () => {
  it('is named by file and row, and the rest is carried over when told so', async () => {
    const test = await importDesk('sqlite')
    const from = await written({
      ...good,
      'tickets.ndjson': `${JSON.stringify(one(1))}\n{"id": 2, "subject": "cut of\n\n[1]\n${JSON.stringify({ ...one(3), created_at: 'yesterday' })}\n${JSON.stringify({ ...one(4), id: null })}\n`,
      'tickets-truncated.json': '{"tickets": [{"id": 9, "sub',
      'tickets-latin.json': Buffer.from('{"tickets":[{"id":10,"subject":"caf\xe9"}]}', 'latin1'),
      'tickets-utf16.json': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(JSON.stringify({ tickets: [one(11, { subject: 'ユーティーエフ' })] }), 'utf16le'),
      ]),
      'what-is-this.json': { anything: true },
    })
    const refused = await test.carry({ kind: 'zendesk', from, map: zendeskMap })
    expect(refused.isRefused).toBe(true)
    expect(refused.faults.map(({ file, line }) => [file, line])).toEqual([
      ['tickets-latin.json', null],
      ['tickets-truncated.json', null],
      ['tickets.ndjson', 2],
      ['tickets.ndjson', 4],
      ['tickets.ndjson', 5],
      ['tickets.ndjson', 6],
      ['what-is-this.json', null],
    ])
    expect(await test.contents()).toEqual([])
    const done = await test.carry({ kind: 'zendesk', from, map: zendeskMap, lenient: true })
    expect(done.tickets.new).toBe(2)
    expect((await test.contents()).map(({ subject }) => subject)).toEqual(['Ticket 1', 'ユーティーエフ'])
  })

  it('costs no memory in a line of a hundred megabytes', { timeout: 120_000 }, async () => {
    const test = await importDesk('sqlite')
    const from = await written(good)
    const long = Buffer.alloc(100_000_000, 0x61)
    await writeFile(
      join(from, 'tickets.ndjson'),
      Buffer.concat([Buffer.from(`${JSON.stringify(one(1))}\n"`), long, Buffer.from(`"\n${JSON.stringify(one(2))}\n`)]),
    )
    const before = process.memoryUsage().arrayBuffers
    const report = await test.carry({ kind: 'zendesk', from, map: zendeskMap, lenient: true })
    expect(report.faults).toEqual([{ file: 'tickets.ndjson', line: 2, reason: expect.stringContaining('longer than') }])
    expect(report.tickets.new).toBe(2)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64_000_000)
  })

  it('leads nowhere outside of the folder', async () => {
    const test = await importDesk('sqlite')
    const outside = await written({ 'secret.txt': 'secret', 'users.json': { users: [{ id: 66, name: 'Outside', role: 'end-user' }] } })
    const secret = join(outside, 'secret.txt')
    const from = await written({
      ...good,
      'tickets.json': { tickets: [one(1)] },
      'comments/1.json': {
        comments: [
          comment(7, 1, '2020-01-01T08:00:00Z', {
            plain_body: 'See',
            attachments: [
              { id: '../../secret.txt', file_name: 'a' },
              { id: '..', file_name: 'secret.txt' },
              { id: 70, file_name: '../../../etc/passwd' },
              { id: 71, file_name: 'link.txt' },
              { id: 72, file_name: 'deep.txt' },
            ],
          }),
        ],
      },
      'attachments/70/ok.txt': 'ok',
      'attachments/71/other.txt': 'ok',
    })
    await rm(join(from, 'attachments/71/other.txt'))
    await symlink(secret, join(from, 'attachments/71/link.txt'))
    await symlink(outside, join(from, 'attachments/72'))
    await symlink(join(outside, 'users.json'), join(from, 'users-2.json'))
    const report = await test.carry({ kind: 'zendesk', from, map: zendeskMap, lenient: true })
    expect(report.faults).toEqual([{ file: 'users-2.json', line: null, reason: 'it is a link, and links are not followed' }])
    expect(report).toMatchObject({ attachments: 1, people: { new: 1 } })
    expect(report.leftOut.find(({ what }) => what === 'attachment')).toMatchObject({ count: 4 })
    const [first] = await test.contents()
    expect(first?.messages[0]?.['files']).toEqual([['passwd', 2]])
  })

  it('is text and nothing else: HTML, control characters, halves of letters', async () => {
    const test = await importDesk('sqlite')
    const from = await written({
      ...good,
      'tickets.json': `{"tickets":[${JSON.stringify(one(1)).replace('Ticket 1', 'Two\\r\\nlines\\u0000 \\ud800 and a half')}]}`,
      'comments/1.json': {
        comments: [
          comment(7, 1, '2020-01-01T08:00:00Z', {
            html_body:
              '<style>p{}</style><p onclick="x()">One</p><iframe src="http://127.0.0.1"></iframe><a href="https://example.org/a">link</a><img src="http://127.0.0.1/pixel">',
          }),
          comment(8, 1, '2020-01-01T08:01:00Z', { body: '', plain_body: ' \n ' }),
          comment(9, 1, '2020-01-01T08:02:00Z', { plain_body: 'x'.repeat(300_000) }),
          comment(10, 1, '2020-01-01T08:03:00Z', { html_body: '<div>'.repeat(20_000) }),
        ],
      },
    })
    const report = await test.carry({ kind: 'zendesk', from, map: zendeskMap })
    expect(report).toMatchObject({ isRefused: false, faults: [], messages: 2 })
    const [first] = await test.contents()
    expect(first?.subject).toBe('Two lines \uFFFD and a half')
    expect(first?.messages.map(({ body }) => (body as string).slice(0, 60))).toEqual([
      'One\n\nlink [https://example.org/a]',
      'x'.repeat(60),
    ])
    expect(report.leftOut.map(({ what, of }) => [what, of])).toEqual([
      ['message', ['8', '10']],
      ['end of a message', ['9']],
    ])
  })

  it('is not there, or the desk is not ready for it', async () => {
    const test = await importDesk('sqlite')
    await expect(test.carry({ kind: 'zendesk', from: '/no/such/folder' })).rejects.toMatchObject({ code: 'imports.no_source' })
    const bare = await testDesk()
    onTestFinished(() => bare.close())
    await expect(importFrom(bare.desk, { kind: 'zendesk', from: '.' })).rejects.toMatchObject({ code: 'imports.not_installed' })
  })
})
