import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { comment, ticket, zendeskExport, zendeskMap } from './fixtures/zendesk.ts'
import { importDesk } from './import-desk.ts'
import { written } from './written.ts'

describeOnBothDatabases('what Zendesk gives', (database) => {
  it('is carried over with its times, its people and its files, and nobody is told', async () => {
    const told: string[] = []
    const test = await importDesk(database, {
      after: { 'ticket.created': { hear: ({ event }: { event: string }) => void told.push(event) } },
    } as never)
    const folder = await written(zendeskExport())
    const report = await test.carry({ kind: 'zendesk', from: folder, map: zendeskMap })
    expect(report).toMatchObject({
      isRefused: false,
      faults: [],
      unknown: [],
      companies: { new: 2 },
      people: { new: 7 },
      tickets: { new: 6, changed: 0 },
      messages: 11,
      attachments: 1,
    })
    expect(report.leftOut.map(({ what, of }) => [what, of])).toEqual(
      expect.arrayContaining([
        ['e-mail address', ['105']],
        ['roles of an agent', ['202']],
        ['attachment', ['1001: lost.pdf']],
        ['ticket', ['6']],
        ['person', ['999']],
      ]),
    )
    const found = await test.contents()
    expect(found.map(({ subject, status }) => [subject, status])).toEqual([
      ['המדפסת תקועה', 'closed'],
      ['プリンターが動かない', 'closed'],
      ['چاپگر کار نمی‌کند', 'waiting'],
      ['Stampante bloccata', 'new'],
      ['The same again', 'merged'],
      ['Принтер не печатает', 'open'],
    ])
    const [first, second, third] = found
    expect(first).toMatchObject({
      type: 'incident',
      priority: 'high',
      requester: 'Noa Levi',
      company: 'ACME Old',
      assignee: test.actors.agent.person.name,
      team: 'net',
      channel: 'mail',
      tags: ['printer'],
      createdAt: '2020-01-01T08:00:00.000Z',
      firstResponseAt: '2020-01-01T09:00:00.000Z',
      resolvedAt: '2020-01-02T09:00:00.000Z',
      closedAt: '2020-01-06T12:00:00.000Z',
    })
    expect(first?.messages).toEqual([
      {
        author: 'Noa Levi',
        acting: 'customer',
        body: 'שלום,\nהנייר תקוע.',
        visibility: 'public',
        at: '2020-01-01T08:00:00.000Z',
        files: [['תמונה.txt', 5]],
      },
      {
        author: test.actors.agent.person.name,
        acting: 'staff',
        body: 'Open the lid & pull.',
        visibility: 'public',
        at: '2020-01-01T09:00:00.000Z',
        files: [],
      },
      {
        author: test.actors.agent.person.name,
        acting: 'staff',
        body: 'Third time this month',
        visibility: 'internal',
        at: '2020-01-01T09:05:00.000Z',
        files: [],
      },
      { author: 'Noa Levi', acting: 'customer', body: 'תודה', visibility: 'public', at: '2020-01-06T07:00:00.000Z', files: [] },
    ])
    // Solved long ago: it is closed when silence would have closed it, and not today.
    expect(second).toMatchObject({ resolvedAt: '2020-01-02T09:00:00.000Z', closedAt: '2020-01-09T09:00:00.000Z' })
    expect(third).toMatchObject({ company: 'Beta GmbH', requester: 'سارا محمدی' })
    const { items: people } = await test.desk.system('test').people.list({ limit: 200, query: 'Иван' })
    expect(people.map(({ name, language, isActive }) => [name, language, isActive])).toEqual([['Иван Петров', 'ru', false]])
    // Whom the host knows finds what was theirs.
    const noa = test.desk.as({ externalId: 'host-noa' })
    expect((await noa.tickets.list({})).items.map(({ subject }) => subject)).toEqual(['המדפסת תקועה'])
    await test.tick()
    expect(told).toEqual([])
    expect(await test.contents()).toEqual(found)
    expect((await test.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('is carried over once, and then what is new', async () => {
    const test = await importDesk(database)
    const folder = await written(zendeskExport())
    await test.carry({ kind: 'zendesk', from: folder, map: zendeskMap })
    const found = await test.contents()
    const again = await test.carry({ kind: 'zendesk', from: folder, map: zendeskMap })
    expect(again).toMatchObject({
      tickets: { new: 0, changed: 0, unchanged: 6 },
      people: { new: 0, unchanged: 7 },
      messages: 0,
      attachments: 0,
    })
    expect(await test.contents()).toEqual(found)

    const { items } = await test.desk.system('test').tickets.list({ status: ['waiting'] })
    const changedHere = items[0]?.id ?? ''
    await test.desk.system('test').tickets.tag({ ticketId: changedHere, add: ['ours'] })
    const later = await written({
      'tickets.json': {
        tickets: [
          ticket(4, {
            subject: 'Принтер печатает',
            status: 'solved',
            priority: 'urgent',
            requester_id: 104,
            organization_id: 12,
            created_at: '2020-02-04T00:00:00Z',
            updated_at: '2020-03-01T00:00:00Z',
            tags: ['printer', 'done'],
            metric_set: { solved_at: '2020-02-28T00:00:00Z' },
          }),
          ticket(3, {
            subject: 'Another subject',
            status: 'closed',
            requester_id: 103,
            organization_id: 12,
            updated_at: '2020-03-02T00:00:00Z',
          }),
          ticket(8, {
            subject: 'New one',
            status: 'new',
            requester_id: 101,
            organization_id: 11,
            created_at: '2020-03-03T00:00:00Z',
            updated_at: '2020-03-03T00:00:00Z',
          }),
        ],
      },
      'comments.json': {
        comments: [
          { ...comment(1031, 104, '2020-02-04T00:00:00Z', { plain_body: 'Не печатает' }), ticket_id: 4 },
          { ...comment(1033, 104, '2020-02-27T00:00:00Z', { plain_body: 'Печатает' }), ticket_id: 4 },
          // Of an agent who is not among the people of this export.
          { ...comment(1034, 201, '2020-02-27T01:00:00Z', { plain_body: 'Ура' }), ticket_id: 4 },
          { ...comment(1023, 103, '2020-03-01T00:00:00Z', { plain_body: 'بسته شد' }), ticket_id: 3 },
        ],
      },
      'groups.json': { groups: [{ id: 31, name: 'Networks' }] },
    })
    const delta = await test.carry({ kind: 'zendesk', from: later, map: zendeskMap })
    expect(delta).toMatchObject({ isRefused: false, faults: [], tickets: { new: 1, changed: 2 }, messages: 3 })
    expect(delta.leftOut).toEqual(expect.arrayContaining([expect.objectContaining({ what: 'changes but messages', of: ['3'] })]))
    const after = await test.contents()
    expect(after.find(({ number }) => number === found.length)).toMatchObject({
      subject: 'Принтер печатает',
      priority: 'urgent',
      tags: ['done', 'printer'],
      resolvedAt: '2020-02-28T00:00:00.000Z',
    })
    expect(after[found.length - 1]?.messages.at(-1)).toMatchObject({ body: 'Ура', acting: 'staff', author: test.actors.agent.person.name })
    expect(after.find(({ subject }) => subject === 'چاپگر کار نمی‌کند')).toMatchObject({ status: 'waiting' })
    expect(after.find(({ subject }) => subject === 'چاپگر کار نمی‌کند')?.messages).toHaveLength(
      (found.find(({ subject }) => subject === 'چاپگر کار نمی‌کند')?.messages.length ?? 0) + 1,
    )
    expect(after).toHaveLength(found.length + 1)
  })
})
