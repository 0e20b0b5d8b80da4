import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { follow, type Reader } from './reading.ts'

const CANARY = 'CANARY-INT-7f3a'
const live = { pollMs: 100, heartbeatMs: 60_000 }

forEachDatabase((kind) => {
  describe('the stream', () => {
    let cast: Cast
    let ticket: { id: string }
    const open: Reader[] = []
    /** On PostgreSQL what was committed may still wait for its place in the order, and would be told to who comes now. */
    const ordered = () =>
      until('everything has its place', async () => {
        await cast.desk.tick()
        return cast.desk['~store'].read(
          async ({ db }) => (await db.selectFrom('event').select('id').where('position', 'is', null).execute()).length === 0,
        )
      })
    const following = async (...call: Parameters<Cast['as']>) => {
      await ordered()
      const reader = await follow(cast.as(...call).live.stream({}))
      open.push(reader)
      return reader
    }

    beforeAll(async () => {
      cast = await openCast(kind, { live }, afterAll)
      ticket = await cast.as('a1').tickets.create({ subject: 'Printer', body: 'It smokes.' })
      await cast.as('ad').tickets.assign({ ticketId: ticket.id, assigneeId: null, teamId: cast.net })
    })

    it('tells whoever may see the ticket, and nobody else', async () => {
      const readers = {
        n1: await following('n1'),
        f1: await following('f1'),
        n2: await following('n2'),
        a1: await following('a1'),
        am: await following('am'),
        a2: await following('a2'),
        b1: await following('b1'),
      }
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: CANARY })
      await cast.as('n1').tickets.reply({ ticketId: ticket.id, body: 'On our way.' })
      for (const name of ['n1', 'a1', 'am'] as const)
        await until(`${name} hears of the reply`, () => readers[name].events().includes('ticket.replied'))
      await pause(300)
      expect(readers.n1.events()).toEqual(['ticket.noted', 'ticket.replied', 'ticket.transitioned', 'ticket.started'])
      expect(readers.a1.events()).toEqual(['ticket.replied', 'ticket.started'])
      expect(readers.am.events()).toEqual(['ticket.replied', 'ticket.started'])
      for (const name of ['f1', 'n2', 'a2', 'b1'] as const) expect(readers[name].said(), name).toEqual([])
      for (const reader of Object.values(readers)) expect(reader.text()).not.toContain(CANARY)
    })

    it('builds what it says for its audience', async () => {
      const agent = await following('n1')
      const customer = await following('a1')
      await cast.as('n1').tickets.update({ ticketId: ticket.id, subject: 'Printer smokes' })
      await until('both hear of it', () => agent.events().length > 0 && customer.events().length > 0)
      const [forAgent] = agent.said()
      const [forCustomer] = customer.said()
      expect(forAgent?.data).toMatchObject({
        event: 'ticket.updated',
        ticket: { id: ticket.id, status: 'open', version: (await cast.as('n1').tickets.get({ ticketId: ticket.id })).version },
        actor: { kind: 'person', id: cast.id.n1, name: 'N1' },
        payload: { ticketId: ticket.id, fields: ['subject'] },
      })
      expect(forCustomer?.data).toMatchObject({
        ticket: { id: ticket.id, version: (await cast.as('a1').tickets.get({ ticketId: ticket.id })).version },
        actor: { kind: 'staff', id: 'staff', name: '' },
      })
      expect(Object.keys(forCustomer?.data.ticket)).not.toContain('status')
      expect(customer.text()).not.toContain(cast.id.n1)
    })

    it('goes on where it was left, without a gap and without anything twice', async () => {
      const first = await following('n1')
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: 'one' })
      await until('the first is there', () => first.events().length === 1)
      const after = first.lastId()
      for (let n = 0; n < 5; n += 1) await cast.as('n1').tickets.note({ ticketId: ticket.id, body: `missed ${n}` })
      await until('they are ordered', () => first.events().length === 6)
      const again = await follow(cast.as('n1').live.stream({ after: String(after) }))
      open.push(again)
      await until('what was missed is there', () => again.events().length === 5)
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: 'live again' })
      await until('and what comes now', () => again.events().length === 6)
      const ids = (reader: Reader) => reader.said().map(({ data }) => data.id as string)
      expect(ids(again)).toEqual(ids(first).slice(1))
    })

    it('shows nothing to who comes back with the id of somebody else, but what they may see', async () => {
      const agent = await following('n1')
      const start = agent.lastId()
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: CANARY })
      await cast.as('n1').tickets.reply({ ticketId: ticket.id, body: 'Seen.' })
      await until('the agent has it', () => agent.events().includes('ticket.replied'))
      const customer = await follow(cast.as('a1').live.stream({ after: String(start) }))
      const stranger = await follow(cast.as('b1').live.stream({ after: String(start) }))
      open.push(customer, stranger)
      await until('the customer has theirs', () => customer.events().length > 0)
      await pause(150)
      expect(customer.events()).toEqual(['ticket.replied'])
      expect(stranger.said()).toEqual([])
    })

    it('says when too much was missed', async () => {
      const few = cast.another({ live: { ...live, replay: 3 } })
      const agent = await following('n1')
      const start = agent.lastId()
      for (let n = 0; n < 5; n += 1) await cast.as('n1').tickets.note({ ticketId: ticket.id, body: `n ${n}` })
      await until('they are ordered', () => agent.events().length === 5)
      const late = await follow(few.as({ externalId: 'n1' }).live.stream({ after: String(start) }))
      open.push(late)
      expect(late.said()).toMatchObject([{ event: 'gap' }])
      expect(late.lastId()).toBeTruthy()
      expect(late.lastId()).not.toBe(start)
    })

    it('is about certain tickets, or those that fit a filter', async () => {
      const other = await cast.as('a1').tickets.create({ subject: 'Other' })
      await cast.as('ad').tickets.assign({ ticketId: other.id, assigneeId: null, teamId: cast.net })
      await ordered()
      const one = await follow(cast.as('n1').live.stream({ ticketId: [other.id] }))
      const unassigned = await follow(cast.as('n1').live.stream({ teamId: cast.net, unassigned: true }))
      open.push(one, unassigned)
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: 'elsewhere' })
      await cast.as('n1').tickets.take({ ticketId: other.id })
      await cast.as('n1').tickets.note({ ticketId: other.id, body: 'mine' })
      await until('the one hears', () => one.events().includes('ticket.noted'))
      await until('the list hears', () => unassigned.events().includes('ticket.assigned'))
      await pause(150)
      expect(one.said().every(({ data }) => data.ticket.id === other.id)).toBe(true)
      // It has left the list, and the list is told so; what happens on it later is no longer its business.
      expect(unassigned.said().find(({ data }) => data.event === 'ticket.assigned')?.data).toMatchObject({ matches: false })
      const ofOther = unassigned.said().filter(({ data }) => data.ticket.id === other.id)
      expect(ofOther.map(({ data }) => data.event)).not.toContain('ticket.noted')
    })

    it('tells a named ticket’s reader that it is gone, once', async () => {
      const moved = await cast.as('a1').tickets.create({ subject: 'Moved' })
      await cast.as('ad').tickets.assign({ ticketId: moved.id, assigneeId: null, teamId: cast.net })
      await ordered()
      const reader = await follow(cast.as('n1').live.stream({ ticketId: [moved.id] }))
      open.push(reader)
      await cast.as('ad').tickets.assign({ ticketId: moved.id, assigneeId: null, teamId: cast.fin })
      await cast.as('f1').tickets.note({ ticketId: moved.id, body: CANARY })
      await until('it is gone', () => reader.said().some(({ event }) => event === 'gone'))
      await pause(200)
      expect(reader.said()).toEqual([{ event: 'gone', data: { ticketId: moved.id } }])
    })

    it('A08: refuses what is no ticket, and what is not theirs as if it were none', async () => {
      const secret = await cast.as('b1').tickets.create({ subject: 'B' })
      for (const ticketId of ['*', 'ticket.*', '%', 'ticket._2', `ticket.${secret.id}`, '', '_'])
        expect(await refusal(cast.as('a1').live.stream({ ticketId: [ticketId] })), ticketId).toBe('input.invalid')
      expect(await refusal(cast.as('a1').live.stream({ ticketId: [secret.id] }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('a1').live.stream({ ticketId: ['00000000-0000-7000-8000-000000000000'] }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('a1').live.stream({ teamId: cast.net } as never))).toBe('input.invalid')
      expect(await refusal(cast.as('a1').live.stream({ after: 'AAAA' }))).toBe('input.cursor_invalid')
      const silent = await following('a1')
      for (let n = 0; n < 50; n += 1) await cast.as('b1').tickets.reply({ ticketId: secret.id, body: `B ${n}` })
      for (let n = 0; n < 50; n += 1) await cast.as('n1').tickets.note({ ticketId: ticket.id, body: CANARY })
      await pause(300)
      expect(silent.said()).toEqual([])
    })

    it('ends when the right is taken back, within a second', async () => {
      const { id: personId } = await cast.as('ad').people.create({ name: 'T', externalId: `t-${kind.kind}` })
      const { id: grantId } = await cast.as('ad').access.grant({ personId, roleId: 'agent', scope: 'team', scopeId: cast.net })
      await ordered()
      const reader = await follow(cast.desk.as({ externalId: `t-${kind.kind}` }).live.stream({}))
      open.push(reader)
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: 'before' })
      await until('it is told', () => reader.events().length === 1)
      await cast.as('ad').access.revoke({ grantId })
      const revokedAt = performance.now()
      await until('the stream ends', () => reader.ended() !== undefined)
      expect(performance.now() - revokedAt).toBeLessThan(1000)
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: 'after' })
      await pause(300)
      expect(reader.events()).toHaveLength(1)
      // A word says why, and then it is over as an answer is over, not as a broken line.
      expect(reader.said().at(-1)).toMatchObject({ event: 'end', data: { code: 'access.denied' } })
      expect(reader.ended()).toEqual({})
    })

    it('counts the grants that the host gives, each time anew', async () => {
      let roles: readonly { role: string; scope: 'all' }[] = [{ role: 'agent', scope: 'all' }]
      const host = cast.another({ live, grantsFor: ({ externalId }) => (externalId === 'h' ? roles : []) })
      await ordered()
      const reader = await follow(host.as({ externalId: 'h', name: 'H' }).live.stream({}))
      open.push(reader)
      await host.as({ externalId: 'n1' }).tickets.note({ ticketId: ticket.id, body: 'x' })
      await until('it is told', () => reader.events().length === 1)
      roles = []
      await pause(600)
      await host.as({ externalId: 'n1' }).tickets.note({ ticketId: ticket.id, body: 'y' })
      await until('the stream ends', () => reader.ended() !== undefined)
      expect(reader.events()).toHaveLength(1)
    })

    it('hears of what other processes do', async () => {
      const elsewhere = cast.another({ live })
      await ordered()
      const reader = await follow(elsewhere.as({ externalId: 'n1' }).live.stream({}))
      open.push(reader)
      await cast.as('n1').tickets.note({ ticketId: ticket.id, body: 'from another process' })
      await until('it is told', () => reader.events().length === 1, 2000)
    })

    it('ends with the desk', async () => {
      const closing = cast.another({ live })
      const reader = await follow(closing.as({ externalId: 'n1' }).live.stream({}))
      await closing.close()
      await until('it ends', () => reader.ended() !== undefined)
      expect(reader.ended()).toEqual({})
    })

    it('gives one person so many and no more', async () => {
      const full = cast.another({ live })
      const one = full.as({ externalId: 'n2' })
      await Promise.all(Array.from({ length: 50 }, () => follow(one.live.stream({}))))
      expect(await refusal(one.live.stream({}))).toBe('live.too_many_streams')
      expect(await refusal(full.as({ externalId: 'n1' }).live.stream({}))).toBe('none')
    })
  })
})
