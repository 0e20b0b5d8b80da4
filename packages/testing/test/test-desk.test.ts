import { type TestDesk, testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { afterAll, beforeAll, expect, it } from 'vitest'

describeOnBothDatabases('a test desk', (kind) => {
  let t: TestDesk
  beforeAll(async () => {
    t = await testDesk({ database: kind })
  })
  afterAll(() => t.close())

  it('has a cast with every default role, in its capacity', async () => {
    const grants = async (who: Parameters<typeof t.as>[0]) => {
      const me = await t.as(who).people.me()
      return [me.acting, ...me.grants.map(({ roleId, scope }) => `${roleId} ${scope}`)].join(', ')
    }
    expect(await grants('admin')).toBe('staff, admin all')
    expect(await grants('supervisor')).toBe('staff, supervisor team')
    expect(await grants('agent')).toBe('staff, agent team')
    expect(await grants('auditor')).toBe('staff, auditor all')
    expect(await grants('customer')).toBe('customer, customer own')
    expect(await grants('manager')).toBe('customer, customer own, customer_manager company')
    expect(await grants('stranger')).toBe('customer, customer own')
    expect(t.actors.otherManager.options).toEqual({ acting: 'customer', company: t.places.companies.beta })
  })

  it('stands at its time until told, and counts its ids', async () => {
    const ticket = await t.as('customer').tickets.create({ subject: 'First' })
    expect(ticket.createdAt).toBe('2026-01-05T09:00:00.000Z')
    expect(ticket.id).toMatch(/^019b8d62-7a80-7000-8000-0000000000[0-9a-f]{2}$/)
    expect(t.clock.advance('2h')).toBe('2026-01-05T11:00:00.000Z')
    expect((await t.as('customer').tickets.create({ subject: 'Second' })).createdAt).toBe('2026-01-05T11:00:00.000Z')
    expect(t.clock.set('2026-03-01T00:00:00.000Z')).toBe('2026-03-01T00:00:00.000Z')
    expect(() => t.clock.advance('2 hours' as never)).toThrow("'2 hours' is no duration")
  })

  it('records what was committed, in order, and delivers nothing by looking', async () => {
    await t.events.clear()
    const { id: ticketId } = await t.as('customer').tickets.create({ subject: 'Recorded', body: 'Please' })
    await t
      .as('agent')
      .tickets.note({ ticketId, body: 'x' })
      .catch(() => {})
    await t.as('admin').tickets.take({ ticketId })
    expect(await t.events.names()).toEqual(['ticket.created', 'ticket.assigned', 'ticket.transitioned', 'ticket.started'])
    const [created] = await t.events.named('ticket.created')
    expect(created).toMatchObject({ subject: { kind: 'ticket', id: ticketId }, actor: { id: t.actors.customer.id, acting: 'customer' } })
  })

  it('asks over HTTP as somebody or nobody', async () => {
    const answer = await t.fetch('customer', 'POST /api/tickets', { subject: 'Over HTTP' })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ subject: 'Over HTTP', requester: { id: t.actors.customer.id } })
    expect((await t.fetch(null, 'GET /api/tickets')).status).toBe(401)
    expect((await t.fetch('agent', 'GET /api/access/grants?limit=1')).status).toBe(403)
  })

  it('shares its database with another desk, as another process has it', async () => {
    const other = t.another()
    expect((await other.system('test').tickets.list({})).items).toHaveLength((await t.desk.system('test').tickets.list({})).items.length)
  })
})

describeOnBothDatabases('canaries', (kind) => {
  it('are not seen where the desk keeps apart what is internal', async () => {
    const t = await testDesk({ database: kind })
    const canary = t.canaries.plant()
    const { id: ticketId } = await t.as('customer').tickets.create({ subject: 'x', body: 'y' })
    await t.as('admin').tickets.note({ ticketId, body: canary })
    await t.as('customer').tickets.timeline({ ticketId })
    await (await t.fetch('customer', `GET /api/tickets/${ticketId}/timeline`)).text()
    expect(t.canaries.sightings()).toEqual([])
    await t.close()
  })

  it('are noticed in outputs, refusals, answers and streams, and closing says so', async () => {
    const t = await testDesk({ database: kind })
    const canary = t.canaries.plant('beta')
    const { id: ticketId } = await t.as('customer').tickets.create({ subject: canary })
    expect(t.canaries.sightings()).toHaveLength(1)
    await (await t.fetch('customer', `GET /api/tickets/${ticketId}`)).text()
    expect(t.canaries.sightings()).toHaveLength(2)
    await t
      .as('customer')
      .tickets.list({ type: [canary] })
      .catch(() => {})
    t.canaries.watch(new Error(`no ${canary} here`))
    async function* body() {
      yield canary.slice(0, 9)
      yield new TextEncoder().encode(canary.slice(9))
    }
    for await (const _ of t.canaries.watch({ contentType: 'text/csv', body: body() }).body);
    expect(t.canaries.sightings().length).toBeGreaterThanOrEqual(4)
    // staff may see it
    await t.as('admin').tickets.get({ ticketId })
    await expect(t.close()).rejects.toThrow(/A customer received what is not for customers: CANARY-BETA-0001 in …/)
  })
})
