import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { importDesk } from './import-desk.ts'
import { written } from './written.ts'

const ticket = (id: number, more: object) => ({
  id,
  cc_emails: [],
  fr_escalated: false,
  spam: false,
  priority: 1,
  requester_id: 501,
  responder_id: null,
  source: 1,
  company_id: 61,
  status: 2,
  subject: `Ticket ${id}`,
  type: null,
  group_id: null,
  tags: [],
  custom_fields: { cf_serial: null },
  created_at: '2021-06-01T10:00:00Z',
  updated_at: '2021-06-10T10:00:00Z',
  description: '<div>La stampante <i>fuma</i></div>',
  description_text: 'La stampante fuma',
  stats: { resolved_at: null, closed_at: null, first_responded_at: null },
  ...more,
})

const files = () => ({
  'tickets/1.json': [
    ticket(1, {
      status: 5,
      priority: 4,
      group_id: 71,
      responder_id: 801,
      type: 'Incident',
      tags: ['fumo'],
      stats: { resolved_at: '2021-06-03T10:00:00Z', closed_at: '2021-06-04T10:00:00Z' },
    }),
    ticket(2, { status: 3, subject: 'دستگاه', description: null, description_text: null, requester_id: 502, company_id: null }),
  ],
  'tickets/2.json': [
    ticket(3, { status: 2, deleted: true }),
    ticket(4, { status: 2, spam: true }),
    ticket(5, { status: 4, priority: 2, stats: { resolved_at: '2021-06-09T10:00:00Z' } }),
  ],
  'conversations/1.json': [
    {
      id: 9001,
      body: '<div>Spegnila</div>',
      body_text: 'Spegnila',
      incoming: false,
      private: false,
      user_id: 801,
      ticket_id: 1,
      source: 0,
      created_at: '2021-06-02T08:00:00Z',
      updated_at: '2021-06-02T08:00:00Z',
      attachments: [],
    },
    {
      id: 9002,
      body: '<div>Fuma spesso</div>',
      body_text: 'Fuma spesso',
      incoming: false,
      private: true,
      user_id: 801,
      ticket_id: 1,
      source: 2,
      created_at: '2021-06-02T08:05:00Z',
      attachments: [],
    },
    {
      id: 9003,
      body: '<div>Grazie</div>',
      body_text: 'Grazie',
      incoming: true,
      private: false,
      user_id: 501,
      ticket_id: 1,
      source: 0,
      created_at: '2021-06-03T12:00:00Z',
      attachments: [],
    },
  ],
  'contacts.json': [
    {
      id: 501,
      name: 'Giulia Bianchi',
      email: 'giulia@fumo.example',
      active: false,
      company_id: 61,
      language: 'it',
      created_at: '2021-01-01T00:00:00Z',
      unique_external_id: 'host-giulia',
    },
    { id: 502, name: 'مریم', email: null, active: true, company_id: null, language: 'fa', deleted: true },
  ],
  'companies.json': [{ id: 61, name: 'Fumo SRL', domains: ['fumo.example'], created_at: '2021-01-01T00:00:00Z' }],
  'agents.json': [
    {
      id: 801,
      available: true,
      occasional: false,
      ticket_scope: 1,
      contact: { active: true, email: 'agent@example.com', name: 'Agent', language: 'en' },
      created_at: '2020-01-01T00:00:00Z',
    },
  ],
  'groups.json': [{ id: 71, name: 'Rete' }],
})

describeOnBothDatabases('what Freshdesk gives', (database) => {
  it('is carried over with its numbers for words', async () => {
    const test = await importDesk(database)
    const from = await written(files())
    const report = await test.carry({ kind: 'freshdesk', from, map: { teams: { Rete: 'net' } } })
    expect(report).toMatchObject({
      isRefused: false,
      faults: [],
      unknown: [],
      tickets: { new: 3 },
      companies: { new: 1 },
      people: { new: 3 },
      messages: 5,
    })
    const [first, second, third] = await test.contents()
    expect(first).toMatchObject({
      ...{
        type: 'incident',
        status: 'closed',
        priority: 'urgent',
        team: 'net',
        requester: 'Giulia Bianchi',
        company: 'Fumo SRL',
        channel: 'mail',
      },
      ...{ createdAt: '2021-06-01T10:00:00.000Z', resolvedAt: '2021-06-03T10:00:00.000Z', closedAt: '2021-06-04T10:00:00.000Z' },
    })
    expect(first?.messages.map(({ author, acting, body, visibility }) => [author, acting, body, visibility])).toEqual([
      ['Giulia Bianchi', 'customer', 'La stampante fuma', 'public'],
      [test.actors.agent.person.name, 'staff', 'Spegnila', 'public'],
      [test.actors.agent.person.name, 'staff', 'Fuma spesso', 'internal'],
      ['Giulia Bianchi', 'customer', 'Grazie', 'public'],
    ])
    expect(second).toMatchObject({ status: 'waiting', requester: 'مریم', messages: [], priority: 'low' })
    expect(third).toMatchObject({ priority: 'normal', resolvedAt: '2021-06-09T10:00:00.000Z', status: 'closed' })
    const found = await test.contents()
    expect(await test.carry({ kind: 'freshdesk', from, map: { teams: { Rete: 'net' } } })).toMatchObject({
      tickets: { unchanged: 3 },
      messages: 0,
    })
    expect(await test.contents()).toEqual(found)
  })
})
