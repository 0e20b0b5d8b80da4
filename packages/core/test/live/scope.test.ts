import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, type Name, openCast } from '../access/cast.ts'
import { pause, until } from '../hook/delivery-desk.ts'
import { follow, type Reader } from './reading.ts'

const CANARY = 'CANARY-INT-7f3a'
const live = { pollMs: 100, heartbeatMs: 60_000 }

forEachDatabase((kind) => {
  describe('what a stream’s reader may see', () => {
    let cast: Cast
    /** Reads everything: what it has heard, everybody could have. */
    let admin: Reader
    beforeAll(async () => {
      cast = await openCast(kind, { live }, afterAll)
      await cast.desk.tick()
      admin = await follow(cast.as('ad').live.stream({}))
    })
    const ad = () => cast.as('ad')
    const ticketOf = async (requester: Name, teamId = cast.net) => {
      const { id } = await ad().tickets.create({ subject: `Of ${requester}`, body: 'It smokes.', requesterId: cast.id[requester], teamId })
      return id
    }
    const heard = (reader: Reader, ticketId: string) =>
      reader.said().flatMap(({ event, data }) => (event === 'ticket' && data.ticket.id === ticketId ? [data.event as string] : []))
    /** Everybody has been told of everything up to now. */
    const settled = async (ticketId: string) => {
      const count = heard(admin, ticketId).length
      await ad().tickets.note({ ticketId, body: CANARY })
      await until('the administrator has it', () => heard(admin, ticketId).length > count)
    }
    const readers = async (...names: Name[]) => {
      await cast.desk.tick()
      return Promise.all(names.map((name) => follow(cast.as(name).live.stream({}))))
    }

    /** Before it the reader is told of a reply, right behind it of nothing any more. */
    const losing = async (name: Name, ticketId: string, lose: () => Promise<unknown>, also: readonly Name[] = []) => {
      const [reader, ...others] = (await readers(name, ...also)) as [Reader, ...Reader[]]
      await ad().tickets.reply({ ticketId, body: 'before' })
      await until(`${name} hears of it`, () => heard(reader, ticketId).includes('ticket.replied'))
      await settled(ticketId)
      const before = heard(reader, ticketId).length
      await lose()
      await ad().tickets.reply({ ticketId, body: 'after' })
      await ad().tickets.note({ ticketId, body: CANARY })
      await settled(ticketId)
      await pause(150)
      const after = heard(reader, ticketId).slice(before)
      expect(after.filter((event) => event === 'ticket.replied' || event === 'ticket.noted')).toEqual([])
      for (const other of others) expect(heard(other, ticketId).filter((event) => event === 'ticket.replied')).toHaveLength(2)
      expect(reader.text()).not.toContain(CANARY)
      return reader
    }

    it('ends at once for who is no longer in copy, or follows no more', async () => {
      const copied = await ticketOf('a1')
      await ad().tickets.addParticipant({ ticketId: copied, personId: cast.id.a2, kind: 'cc' })
      await losing('a2', copied, () => ad().tickets.removeParticipant({ ticketId: copied, personId: cast.id.a2, kind: 'cc' }), ['a1'])
      const followed = await ticketOf('a1')
      await ad().tickets.addParticipant({ ticketId: followed, personId: cast.id.n2, kind: 'follower' })
      await losing('n2', followed, () => ad().tickets.removeParticipant({ ticketId: followed, personId: cast.id.n2, kind: 'follower' }))
    })

    it('ends at once where the ticket goes to another team, company or requester', async () => {
      const moved = await ticketOf('a1')
      await losing('n1', moved, () => ad().tickets.assign({ ticketId: moved, assigneeId: null, teamId: cast.fin }), ['a1', 'am'])
      const given = await ticketOf('a1')
      await losing('am', given, () => ad().tickets.update({ ticketId: given, requesterId: cast.id.b1, companyId: cast.beta }))
      const taken = await ticketOf('a1')
      await losing('a1', taken, () => ad().tickets.update({ ticketId: taken, requesterId: cast.id.a2 }), ['am'])
    })

    it('ends at once for who has left the company, whose role may read no more, and who was deactivated', async () => {
      const { id: roleId } = { id: `reader_${kind.kind}` }
      await ad().access.saveRole({ roleId, title: 'Reader', acting: 'staff', permissions: ['ticket.read'] })
      const join = async (name: string, grant: object) => {
        const { id } = await ad().people.create({ name, externalId: `${name}-${kind.kind}` })
        await ad().access.grant({ personId: id, ...grant } as never)
        return { id, as: () => cast.desk.as({ externalId: `${name}-${kind.kind}` }) }
      }
      const byRole = await join('role', { roleId, scope: 'team', scopeId: cast.net })
      const deactivated = await join('gone', { roleId: 'agent', scope: 'team', scopeId: cast.net })
      const member = await ad().people.create({ name: 'member', externalId: `member-${kind.kind}` })
      await ad().companies.saveMember({ companyId: cast.acme, personId: member.id })
      await ad().access.grant({ personId: member.id, roleId: 'customer_manager', scope: 'company', scopeId: cast.acme })
      const ticketId = await ticketOf('a1')
      await cast.desk.tick()
      const streams = {
        role: await follow(byRole.as().live.stream({})),
        gone: await follow(deactivated.as().live.stream({})),
        member: await follow(cast.desk.as({ externalId: `member-${kind.kind}` }).live.stream({})),
      }
      await ad().tickets.reply({ ticketId, body: 'before' })
      for (const reader of Object.values(streams)) await until('it is told', () => heard(reader, ticketId).includes('ticket.replied'))
      const before = Object.values(streams).map((reader) => heard(reader, ticketId).length)
      await ad().access.saveRole({ roleId, title: 'Reader', acting: 'staff', permissions: ['person.read'] })
      await ad().people.deactivate({ personId: deactivated.id })
      await ad().companies.removeMember({ companyId: cast.acme, personId: member.id })
      await ad().tickets.reply({ ticketId, body: CANARY })
      await settled(ticketId)
      await pause(200)
      expect(streams.role.said().at(-1)).toMatchObject({ event: 'end', data: { code: 'access.denied' } })
      expect(streams.gone.said().at(-1)).toMatchObject({ event: 'end', data: { code: 'access.deactivated' } })
      const texts = Object.values(streams).map((reader, n) => heard(reader, ticketId).slice(before[n]))
      expect(texts.flat().filter((event) => event === 'ticket.replied' || event === 'ticket.noted')).toEqual([])
    })

    it('brings customers no word, name or id of the house, whatever is done: every byte is looked through', async () => {
      const mine = await ticketOf('a1')
      const foreign = await ticketOf('b1')
      const mate = await ticketOf('a2')
      const names: Name[] = ['a1', 'a2', 'am', 'b1']
      const [a1, a2, am, b1] = (await readers(...names)) as [Reader, Reader, Reader, Reader]
      const n1 = cast.as('n1')
      await n1.tickets.note({ ticketId: mine, body: CANARY })
      await n1.tickets.tag({ ticketId: mine, add: ['canary-int-7f3a'] })
      await n1.tickets.addParticipant({ ticketId: mine, personId: cast.id.nl, kind: 'follower' })
      await n1.tickets.take({ ticketId: mine })
      await ad()
        .links.add({ ticketId: mine, role: 'relates', otherId: foreign })
        .catch(() => undefined)
      await ad().links.add({ ticketId: mine, role: 'relates', otherId: mate })
      await n1.live.announce({ ticketId: mine, doing: 'writing' })
      const { message } = await n1.tickets.reply({ ticketId: mine, body: CANARY.toLowerCase() })
      const split = await n1.tickets.split({ ticketId: mine, messageIds: [message.id], subject: CANARY })
      await n1.tickets.merge({ ticketId: split.id, intoId: mine })
      await n1.tickets.unmerge({ ticketId: split.id })
      await n1.tickets.merge({ ticketId: mate, intoId: mine })
      await n1.tickets.reply({ ticketId: mine, body: 'for both' })
      // By the merge a2 is in copy, and by its end no more.
      await until('a2 hears of it', () => heard(a2, mine).includes('ticket.replied'))
      await n1.tickets.unmerge({ ticketId: mate })
      await settled(mine)
      const toldBefore = heard(a2, mine).length
      await n1.tickets.note({ ticketId: mate, body: CANARY })
      await n1.tickets.resolve({ ticketId: mine, resolution: 'solved', text: 'Done.' })
      await settled(mine)
      await until('a1 hears of the end', () => heard(a1, mine).includes('ticket.resolved'))
      await pause(200)
      for (const [name, reader] of Object.entries({ a1, a2, am, b1 })) {
        const text = reader.text().toLowerCase()
        for (const secret of [CANARY.toLowerCase(), cast.net, cast.fin, cast.id.nl, cast.id.ad, 'status"', 'presence']) {
          expect(text.includes(secret), `${name} got '${secret}'`).toBe(false)
        }
      }
      expect(b1.said()).toEqual([])
      expect(heard(a2, mine).length).toBe(toldBefore)
      // Whose ticket it is does not change by a merge.
      expect(a1.text()).not.toContain(mate)
      expect(am.text()).toContain(mine)
      // Every event that came in is one that the timeline shows the same reader.
      const { items } = await cast.as('a1').tickets.timeline({ ticketId: mine, limit: 200 })
      const shown = new Set(items.map(({ id }) => id))
      for (const { data } of a1.said()) if (data.ticket?.id === mine) expect(shown.has(data.id), data.event).toBe(true)
    })
  })
})
