import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { refusal, SECRET, webhookDesk } from './webhook-desk.ts'

const inside = [
  'http://127.0.0.1:8/',
  'http://127.1/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/',
  'http://localhost/',
  'http://10.0.0.1',
]
const none = ['file:///etc/passwd', 'ftp://example.com', 'https://a:b@example.com', 'example.com', 'https://example.com:25/']

describeOnBothDatabases('webhooks', (kind) => {
  it('tell what happens once, signed, in ids and codes', async () => {
    const desk = await webhookDesk(kind)
    const { id, secret } = await desk.hook({ events: ['ticket.created', 'ticket.noted'] })
    const ticketId = await desk.ticket()
    await desk.as('agent').tickets.note({ ticketId, body: 'CANARY-NOTE' })
    await desk.as('agent').tickets.reply({ ticketId, body: 'CANARY-REPLY' })
    await desk.sent()
    expect(desk.receiver.types.sort()).toEqual(['ticket.created', 'ticket.noted'])
    for (const got of desk.receiver.got) {
      desk.receiver.verify(secret, got)
      expect(() => desk.receiver.verify(`whsec_${Buffer.alloc(32).toString('base64')}`, got)).toThrow()
      expect(got.body).not.toContain('CANARY')
      expect(JSON.parse(got.body)).toMatchObject({ data: { subject: { kind: 'ticket', id: ticketId }, payload: { ticketId } } })
    }
    expect(await desk.states(id)).toEqual(['delivered 1 204', 'delivered 1 204'])
    await desk.sent()
    expect(desk.receiver.got).toHaveLength(2)
    const rows = await desk.desk['~store'].read(({ db }) => db.selectFrom('webhooks_subscription').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
    expect(JSON.stringify(rows)).not.toContain(SECRET)
  })

  it('tell a service what its roles let it see, at the moment of sending, and nothing else', async () => {
    const desk = await webhookDesk(kind)
    const { places, actors, manager, receiver } = desk
    const subscriptions: Record<string, string> = {}
    const add = async (name: string, serviceId: string): Promise<string> => {
      subscriptions[name] = (await desk.hook({ serviceId, events: ['*'], name, url: `${receiver.url}/${name}` })).id
      return serviceId
    }
    await add('net', await desk.service())
    await add('all', await desk.service({ roleId: 'auditor', scope: 'all' }))
    await add('acme', await desk.service({ roleId: 'customer_manager', scope: 'company', scopeId: places.companies.acme }))
    await add('beta', await desk.service({ roleId: 'customer_manager', scope: 'company', scopeId: places.companies.beta }))
    const gone = await add('gone', await desk.service())
    const moving = await desk.ticket('net')
    await desk.sent()
    receiver.got.length = 0
    const [net, fin] = [await desk.ticket('net'), await desk.ticket('fin')]
    await manager.tickets.note({ ticketId: net, body: 'internal' })
    await manager.tickets.note({ ticketId: fin, body: 'internal' })
    await manager.companies.create({ name: 'Gamma' })
    // Before anything of it is sent, it is no longer theirs to know.
    await manager.tickets.note({ ticketId: moving, body: 'internal' })
    await manager.tickets.assign({ ticketId: moving, assigneeId: actors.otherAgent.id, teamId: places.teams.fin })
    await manager.people.deactivate({ personId: gone })
    await desk.sent()
    const told = (name: string) => receiver.got.filter(({ path }) => path.endsWith(`/${name}`))
    const about = (name: string) => [
      ...new Set(told(name).map(({ body }) => (JSON.parse(body) as { data: { subject: { id: string } } }).data.subject.id)),
    ]
    expect(about('net')).toEqual([net])
    expect(about('all')).toEqual(expect.arrayContaining([net, fin, moving]))
    expect(told('all').map(({ type }) => type)).toEqual(expect.arrayContaining(['company.created', 'ticket.noted']))
    expect(about('acme').sort()).toEqual([net, fin, moving].sort())
    expect(told('acme').map(({ type }) => type)).not.toContain('ticket.noted')
    expect(
      told('acme')
        .map(({ body }) => body)
        .join(),
    ).not.toContain(actors.admin.id)
    expect([...told('beta'), ...told('gone')]).toEqual([])
    expect(receiver.types.some((type) => type.startsWith('webhooks.'))).toBe(false)
  })

  it('leave out other tickets that an event names', async () => {
    const desk = await webhookDesk(kind)
    await desk.hook({ events: ['ticket.linked'] })
    const [net, fin] = [await desk.ticket('net'), await desk.ticket('fin')]
    await desk.manager.links.add({ ticketId: net, otherId: fin, role: 'relates' })
    await desk.sent()
    expect(desk.receiver.types).toEqual(['ticket.linked'])
    const [{ body = '' } = {}] = desk.receiver.got
    expect(body).toContain(net)
    expect(body).not.toContain(fin)
    expect(JSON.parse(body)).toMatchObject({ data: { payload: { ticketId: net } } })
  })

  it('send nothing that was queued and is no longer for the service', async () => {
    const desk = await webhookDesk(kind)
    desk.receiver.act = (answer) => answer.writeHead(500).end()
    const { id } = await desk.hook({ events: ['ticket.created'] })
    const ticketId = await desk.ticket()
    await desk.sent()
    expect(await desk.states(id)).toEqual(['waiting 1 500'])
    await desk.manager.tickets.assign({ ticketId, assigneeId: desk.actors.otherAgent.id, teamId: desk.places.teams.fin })
    await desk.after('5s')
    expect(desk.receiver.got).toHaveLength(1)
    expect(await desk.states(id)).toEqual(['dropped 1 500'])
  })

  it('are looked after over the whole desk, and nobody hands on what they do not know', async () => {
    const desk = await webhookDesk(kind)
    const { id } = await desk.hook()
    const { actors, places, manager } = desk
    const roleId = 'webhooks.manager'
    await manager.access.grant({ personId: actors.agent.id, roleId, scope: 'team', scopeId: places.teams.net })
    expect(await refusal(desk.as('agent').webhooks.list())).toBe('webhooks.not_everywhere')
    expect(await refusal(desk.as('agent').webhooks.deliveries({ subscriptionId: id }))).toBe('webhooks.not_everywhere')
    expect(await refusal(desk.as('customer').webhooks.list())).toBe('access.wrong_capacity')
    expect(await refusal(desk.as('otherAgent').webhooks.list())).toBe('access.denied')
    await manager.access.grant({ personId: actors.agent.id, roleId, scope: 'all' })
    const agent = desk.as('agent')
    const create = async (serviceId: string) =>
      refusal(agent.webhooks.create({ name: 'x', url: desk.receiver.url, events: ['*'], serviceId }))
    expect(await create(await desk.service())).toBe('none')
    expect(await create(await desk.service({ roleId: 'agent', scope: 'team', scopeId: places.teams.fin }))).toBe('webhooks.beyond_own')
    expect(await create(await desk.service({ roleId: 'auditor', scope: 'all' }))).toBe('webhooks.beyond_own')
    expect(await create(await desk.service({ roleId: 'customer_manager', scope: 'company', scopeId: places.companies.acme }))).toBe(
      'webhooks.beyond_own',
    )
    expect(await create(actors.agent.id)).toBe('webhooks.no_service')
    const { id: fin } = await desk.hook({ serviceId: await desk.service({ roleId: 'agent', scope: 'team', scopeId: places.teams.fin }) })
    for (const call of [
      () => agent.webhooks.update({ subscriptionId: fin, url: desk.receiver.url }),
      () => agent.webhooks.update({ subscriptionId: fin, events: ['*'] }),
      () => agent.webhooks.rotateSecret({ subscriptionId: fin }),
      () => agent.webhooks.test({ subscriptionId: fin }),
    ])
      expect(await refusal(call())).toBe('webhooks.beyond_own')
    expect(await refusal(agent.webhooks.update({ subscriptionId: fin, isOn: false }))).toBe('none')
  })

  it('refuse addresses inside when they are saved, and connect to none that was saved before', async () => {
    const desk = await webhookDesk(kind, { outgoing: { timeoutMs: 1000 } })
    const serviceId = await desk.service()
    const save = (url: string) => refusal(desk.manager.webhooks.create({ name: 'x', url, events: ['*'], serviceId }))
    for (const url of [...inside, desk.receiver.url]) expect(await save(url), url).toBe('outgoing.address_refused')
    for (const url of none) expect(await save(url), url).toBe('outgoing.bad_address')
    const { id } = await desk.hook({ url: 'https://example.com/' })
    for (const url of inside)
      expect(await refusal(desk.manager.webhooks.update({ subscriptionId: id, url }))).toBe('outgoing.address_refused')
    await desk.desk['~store'].write(({ db }) => db.updateTable('webhooks_subscription').set({ url: desk.receiver.url }).execute())
    await desk.ticket()
    await desk.sent()
    expect(await desk.states(id)).toEqual(['waiting 1 outgoing.address_refused'])
    expect(desk.receiver.connects).toBe(0)
  })

  it('have a new secret beside the one before for a while', async () => {
    const desk = await webhookDesk(kind)
    const { id, secret } = await desk.hook({ events: ['ticket.created'] })
    const { secret: other, subscription } = await desk.manager.webhooks.rotateSecret({ subscriptionId: id, overlapHours: 1 })
    expect(other).not.toBe(secret)
    expect(subscription.overlapEndsAt).not.toBeNull()
    await desk.ticket()
    await desk.sent()
    const [first] = desk.receiver.got
    if (!first) throw new Error('nothing came')
    desk.receiver.verify(secret, first)
    desk.receiver.verify(other, first)
    expect(JSON.stringify(await desk.manager.webhooks.list())).not.toContain('whsec')
    // Not by the clock that verifies: what counts is which signatures there are.
    desk.clock.advance('2h')
    await desk.ticket()
    await desk.sent()
    expect(desk.receiver.got[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
    expect(first.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    expect((await desk.manager.webhooks.get({ subscriptionId: id })).overlapEndsAt).toBeNull()
  })

  it('are tested, switched off and on, changed and removed', async () => {
    const desk = await webhookDesk(kind)
    const { manager, receiver } = desk
    const { id } = await desk.hook({ events: ['ticket.created'] })
    await manager.webhooks.update({ subscriptionId: id, isOn: false })
    await desk.ticket()
    const { id: deliveryId } = await manager.webhooks.test({ subscriptionId: id })
    receiver.act = (answer) => answer.writeHead(200).end('taken\u0000 by\u0007 us')
    await desk.sent()
    expect(receiver.types).toEqual(['webhooks.test'])
    const { items } = await manager.webhooks.deliveries({ subscriptionId: id })
    expect(items).toMatchObject([
      { id: deliveryId, state: 'delivered', status: 200, answer: 'taken\u{FFFD} by\u{FFFD} us', error: null, dueAt: null },
    ])
    expect(items[0]?.tookMs).toEqual(expect.any(Number))
    const { version } = await manager.webhooks.update({ subscriptionId: id, isOn: true, events: ['ticket.noted'] })
    expect(await refusal(manager.webhooks.update({ subscriptionId: id, name: 'x', expectedVersion: version - 1 }))).toBe('webhooks.changed')
    await desk.ticket()
    await desk.sent()
    expect(receiver.types).toEqual(['webhooks.test'])
    await manager.webhooks.remove({ subscriptionId: id })
    expect(await refusal(manager.webhooks.get({ subscriptionId: id }))).toBe('webhooks.not_found')
    expect(await refusal(manager.webhooks.replay({ deliveryId }))).toBe('webhooks.delivery_not_found')
  })

  it('show deliveries page by page', async () => {
    const desk = await webhookDesk(kind)
    const { id: subscriptionId } = await desk.hook({ events: ['ticket.created'] })
    for (let n = 0; n < 5; n += 1) await desk.ticket()
    await desk.sent()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await desk.manager.webhooks.deliveries({ subscriptionId, limit: 2, state: 'delivered', ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual([...new Set(seen)])
    expect(seen).toHaveLength(5)
    expect((await desk.manager.webhooks.deliveries({ subscriptionId, state: 'dead' })).items).toEqual([])
  })
})
