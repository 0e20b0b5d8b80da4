import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { importDesk } from './import-desk.ts'
import { written } from './written.ts'

const ticket = (id: number, more: object) => ({
  ...{
    id,
    group_id: 1,
    priority_id: 2,
    state_id: 2,
    organization_id: 3,
    number: `22${String(id).padStart(3, '0')}`,
    title: `Ticket ${id}`,
    owner_id: 1,
  },
  ...{
    customer_id: 6,
    note: null,
    close_at: null,
    type: null,
    preferences: {},
    article_count: 1,
    pending_time: null,
    create_article_type_id: 5,
  },
  ...{ updated_by_id: 2, created_by_id: 2, created_at: '2022-03-01T08:00:00.000Z', updated_at: '2022-03-05T08:00:00.000Z' },
  ...more,
})
const article = (id: number, ticketId: number, at: string, more: object) => ({
  ...{
    id,
    ticket_id: ticketId,
    sender_id: 2,
    type_id: 1,
    from: '',
    subject: '',
    content_type: 'text/plain',
    internal: false,
    type: 'email',
    sender: 'Customer',
  },
  ...{ attachments: [], created_by_id: 6, origin_by_id: null, created_at: at, updated_at: at },
  ...more,
})

const files = () => ({
  'tickets.json': [
    ticket(1, { state_id: 4, priority_id: 3, owner_id: 4, close_at: '2022-03-03T08:00:00.000Z', title: '用紙切れ' }),
    ticket(2, { state_id: 3 }),
    ticket(3, { state_id: 5, customer_id: 7, organization_id: null }),
  ],
  'ticket_articles.ndjson': [
    article(11, 1, '2022-03-01T08:00:00.000Z', { content_type: 'text/html', body: '<div>紙が<br>ありません</div>' }),
    article(12, 1, '2022-03-02T08:00:00.000Z', { body: '入れました', sender: 'Agent', created_by_id: 4 }),
    article(13, 1, '2022-03-02T08:01:00.000Z', { body: 'いつも', sender: 'Agent', created_by_id: 4, internal: true, type: 'note' }),
    article(14, 2, '2022-03-01T09:00:00.000Z', { body: 'Called in', sender: 'Agent', created_by_id: 4, origin_by_id: 6, type: 'phone' }),
    article(15, 2, '2022-03-01T09:00:01.000Z', { body: 'Your request was received.', sender: 'System', created_by_id: 1 }),
    article(16, 3, '2022-03-01T10:00:00.000Z', { body: 'ביי', created_by_id: 7 }),
  ],
  'users.json': [
    {
      id: 4,
      login: 'agent',
      firstname: 'Agent',
      lastname: 'Person',
      email: 'agent@example.com',
      active: true,
      role_ids: [2],
      organization_id: null,
    },
    {
      id: 6,
      login: 'ken',
      firstname: '健',
      lastname: '田中',
      email: 'ken@kami.example',
      active: true,
      role_ids: [3],
      organization_id: 3,
      preferences: { locale: 'ja' },
    },
    {
      id: 7,
      login: 'dana',
      firstname: 'Dana',
      lastname: '',
      email: 'dana@example.org',
      active: false,
      role_ids: [3],
      organization_id: null,
    },
  ],
  'organizations.json': [{ id: 3, name: '紙会社', active: true }],
  'groups.json': [{ id: 1, name: 'Users' }],
  'ticket_states.json': [
    { id: 2, name: 'open' },
    { id: 3, name: 'pending reminder' },
    { id: 4, name: 'closed' },
    { id: 5, name: 'merged' },
  ],
  'ticket_priorities.json': [
    { id: 2, name: '2 normal' },
    { id: 3, name: '3 high' },
  ],
})
const map = { teams: { Users: 'net' } }

describeOnBothDatabases('what Zammad gives', (database) => {
  it('is carried over with the names of its states, groups and priorities', async () => {
    const test = await importDesk(database)
    const from = await written(files())
    const report = await test.carry({ kind: 'zammad', from, map })
    expect(report).toMatchObject({ isRefused: false, faults: [], unknown: [], tickets: { new: 3 }, people: { new: 3 }, messages: 6 })
    const [first, second, third] = await test.contents()
    expect(first).toMatchObject({
      ...{
        subject: '用紙切れ',
        status: 'closed',
        priority: 'high',
        team: 'net',
        requester: '健 田中',
        company: '紙会社',
        assignee: test.actors.agent.person.name,
      },
      ...{ resolvedAt: '2022-03-03T08:00:00.000Z', closedAt: '2022-03-03T08:00:00.000Z', firstResponseAt: '2022-03-02T08:00:00.000Z' },
    })
    expect(first?.messages.map(({ body, visibility }) => [body, visibility])).toEqual([
      ['紙が\nありません', 'public'],
      ['入れました', 'public'],
      ['いつも', 'internal'],
    ])
    expect(second).toMatchObject({ status: 'waiting', assignee: null })
    // What the house's programs wrote is nobody's answer.
    expect(second?.messages.map(({ author }) => author)).toEqual(['健 田中', 'system'])
    expect(third).toMatchObject({ status: 'closed', requester: 'Dana', company: null })
    expect(await test.carry({ kind: 'zammad', from, map })).toMatchObject({ tickets: { unchanged: 3, new: 0 }, messages: 0 })
  })

  it('is told what fields somebody added, and refused until the mapping says what becomes of them', async () => {
    const test = await importDesk(database)
    const from = await written({ ...files(), 'tickets.json': [ticket(1, { state_id: 99, room: 'B12' }), ticket(2, { room: 'B13' })] })
    const refused = await test.carry({ kind: 'zammad', from, map })
    expect(refused).toMatchObject({ isRefused: true, tickets: { new: 0 } })
    expect(refused.unknown).toEqual(
      expect.arrayContaining([
        { what: "status of 'question'", value: '99', count: 1 },
        { what: 'field', value: 'room', count: 2 },
      ]),
    )
    expect(await test.contents()).toEqual([])
    const said = await test.carry({ kind: 'zammad', from, map: { ...map, fields: { room: null }, statuses: { '99': null } } })
    expect(said).toMatchObject({ isRefused: false, unknown: [], tickets: { new: 1 } })
    const wrong = await test.carry({
      kind: 'zammad',
      from,
      map: { ...map, fields: { room: 'no_such_field' }, statuses: { '99': 'nowhere' }, teams: { Users: 'nobody' } },
    })
    expect(wrong.isRefused).toBe(true)
    expect(wrong.mapFaults).toHaveLength(3)
  })
})
