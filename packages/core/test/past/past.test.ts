import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { openCast, refusal } from '../access/cast.ts'

const opened = '2019-03-04T08:00:00.000Z'
const answered = '2019-03-04T09:30:00.000Z'
const solved = '2019-03-05T10:00:00.000Z'
const thanked = '2019-03-06T11:00:00.000Z'
const silent = '2019-03-13T11:00:00.000Z'

forEachDatabase((kind) => {
  it('is written down when and by whom it was done, and nothing follows from it', async () => {
    const told: string[] = []
    const hear = (event: { event: string }) => void told.push(event.event)
    const { desk, id, acme, net, as } = await openCast(kind, {
      after: { 'ticket.created': { created: hear }, 'ticket.replied': { replied: hear }, 'ticket.resolved': { resolved: hear } },
    })
    const before = Date.now()
    const ticket = await desk.past('old desk').record(async (at) => {
      const { id: ticketId } = await at(opened).tickets.create({
        type: 'incident',
        subject: 'Paper jam',
        requesterId: id.a1,
        companyId: acme,
        teamId: net,
        assigneeId: id.n1,
      })
      await at(opened, { personId: id.a1, acting: 'customer' }).tickets.reply({ ticketId, body: 'Zebrafish stuck' })
      // Finance has never seen this team's tickets; back then it did.
      await at(answered, { personId: id.f1, acting: 'staff' }).tickets.reply({ ticketId, body: 'Open the lid.' })
      await at(answered, { personId: id.f1, acting: 'staff' }).tickets.note({ ticketId, body: 'Third time.' })
      await at(solved, { personId: id.n1, acting: 'staff' }).tickets.resolve({ ticketId, resolution: 'solved', text: 'Lid.' })
      await at(thanked, { personId: id.a1, acting: 'customer' }).tickets.reply({ ticketId, body: 'Thank you' })
      // What silence has closed back then is said too: else it would be closed now, and told.
      await at(silent).tickets.close({ ticketId })
      return at().tickets.get({ ticketId })
    })
    expect(ticket).toMatchObject({
      status: 'closed',
      createdAt: opened,
      firstResponseAt: answered,
      resolvedAt: solved,
      closedAt: silent,
      updatedAt: silent,
      assignee: { id: id.n1 },
      reopenCount: 0,
    })
    const { items } = await as('n1').tickets.messages({ ticketId: ticket.id })
    expect(items.map(({ author, acting, createdAt, visibility }) => [author.id, acting, createdAt, visibility])).toEqual(
      expect.arrayContaining([
        [id.a1, 'customer', opened, 'public'],
        [id.f1, 'staff', answered, 'public'],
        [id.f1, 'staff', answered, 'internal'],
        [id.a1, 'customer', thanked, 'public'],
      ]),
    )
    const found = await as('n1').search.find({ query: 'zebrafish' })
    expect(JSON.stringify(found)).toContain(ticket.id)

    await desk.tick()
    expect(told).toEqual([])
    const inbox = await as('n1').notifications.list({})
    expect(inbox.items).toEqual([])
    // What is done now is told as ever.
    await as('n1').tickets.create({ subject: 'Today', type: 'incident', teamId: net, requesterId: id.a1, companyId: acme })
    await desk.tick()
    expect(told).toEqual(['ticket.created'])
    const history = await as('ad').audit.events({ limit: 200 })
    expect(history.items.filter(({ event, at }) => event === 'ticket.resolved' && at === solved)).toHaveLength(1)
    expect(Date.parse((await as('n1').tickets.get({ ticketId: ticket.id })).createdAt)).toBeLessThan(before)
    expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('is one transaction: what fails leaves nothing, what is caught goes on', async () => {
    const { desk, id, acme, net, as } = await openCast(kind)
    const input = { type: 'incident', requesterId: id.a1, companyId: acme, teamId: net }
    await expect(
      desk.past('old desk').record(async (at) => {
        await at(opened).tickets.create({ ...input, subject: 'Half' })
        throw new Error('the file ends here')
      }),
    ).rejects.toThrow('the file ends here')
    const { ticketId, code } = await desk.past('old desk').record(async (at) => {
      const whole = await at(opened).tickets.create({ ...input, subject: 'Whole' })
      const refused = await refusal(at(solved).tickets.assign({ ticketId: whole.id, assigneeId: id.f1 }))
      await at(solved).tickets.tag({ ticketId: whole.id, add: ['kept'] })
      return { ticketId: whole.id, code: refused }
    })
    expect(code).toBe('ticket.assignee_not_entitled')
    const { items } = await as('n1').tickets.list({})
    expect(items.map(({ id: listed, subject, tags }) => [listed, subject, tags])).toEqual([[ticketId, 'Whole', ['kept']]])
  })

  it('takes moments that are over and people whom the desk knows', async () => {
    const { desk, id } = await openCast(kind)
    const past = desk.past('old desk')
    const moment = (instant: string) => refusal(past.record(async (at) => at(instant).people.me()))
    expect(await moment('2999-01-01T00:00:00.000Z')).toBe('access.past_instant')
    expect(await moment('yesterday')).toBe('access.past_instant')
    expect(await moment('2019-02-30T00:00:00.000Z')).toBe('access.past_instant')
    const as = (actor: object) => refusal(past.record(async (at) => at(opened, actor as never).tickets.list({})))
    expect(await as({ personId: 'n1', acting: 'staff' })).toBe('access.past_actor')
    expect(await as({ personId: id.n1, acting: 'admin' })).toBe('access.past_actor')
    expect(await as({ personId: id.n1.replace(/.$/, (last) => (last === '0' ? '1' : '0')), acting: 'staff' })).toBe('person.not_found')
    expect(() => desk.past('')).toThrow('without a reason')
  })
})
