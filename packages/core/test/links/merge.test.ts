import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { historyFaults, readHistory } from '../faults/history.ts'
import { storedTicket } from '../tickets/stored.ts'

forEachDatabase((kind) => {
  describe('a merge', () => {
    let cast: Cast
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    const later = (minutes: number) => {
      now += minutes * 60_000
    }
    beforeAll(async () => {
      cast = await openCast(kind, { clock: () => now }, afterAll)
    })
    afterAll(async () => {
      expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })
    type Requester = 'a1' | 'a2' | 'b1'
    const open = async (subject: string, requester: Requester = 'a1', teamId = cast.net) => {
      later(1)
      const { id } = await cast.as('ad').tickets.create({ subject, body: `${subject} body`, requesterId: cast.id[requester], teamId })
      return id
    }
    const say = async (ticketId: string, body: string, who: Parameters<Cast['as']>[0] = 'n1') => {
      later(1)
      return cast.as(who).tickets.reply({ ticketId, body })
    }
    const bodies = async (ticketId: string, who: Parameters<Cast['as']>[0] = 'n1') =>
      (await cast.as(who).tickets.messages({ ticketId })).items.map(({ body }) => body)
    const merge = (ticketId: string, intoId: string, who: Parameters<Cast['as']>[0] = 'n1') => {
      later(1)
      return cast.as(who).tickets.merge({ ticketId, intoId })
    }
    const copies = async (ticketId: string) =>
      (await cast.as('ad').tickets.participants({ ticketId })).items.map(({ person }) => person.id).toSorted()

    it('makes one conversation of two, ordered by time, for staff and for customers', async () => {
      const [s, t] = [await open('Source', 'a2'), await open('Target', 'a1')]
      await say(s, 's1')
      await say(t, 't1')
      await say(s, 's2', 'a2')
      await cast.as('n1').tickets.note({ ticketId: s, body: 'secret' })
      const view = await merge(s, t)
      const { number } = await cast.as('n1').tickets.get({ ticketId: t })
      expect(view).toMatchObject({ id: s, status: 'merged', category: 'closed', statusTitle: 'Merged', mergedInto: { id: t, number } })
      await say(t, 't2')
      const union = ['Source body', 'Target body', 's1', 't1', 's2', 'secret', 't2']
      expect(await bodies(t)).toEqual(union)
      expect(await bodies(t, 'a1')).toEqual(union.filter((body) => body !== 'secret'))
      expect(await bodies(s)).toEqual(['Source body', 's1', 's2', 'secret'])
      const { items } = await cast.as('n1').tickets.timeline({ ticketId: t })
      expect(items.flatMap(({ message }) => message?.body ?? [])).toEqual(union)
      expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted())
      expect(items.find(({ message }) => message?.body === 's1')).toMatchObject({ ticket: { id: s }, payload: { ticketId: t } })
      expect(items.filter(({ event }) => event === 'ticket.merge_added')).toMatchObject([{ other: { id: s } }])
      const seen = await cast.as('a1').tickets.timeline({ ticketId: t })
      expect(JSON.stringify(seen)).not.toContain('secret')
      // a1 sees nothing of the ticket that was a2's own, except what is said in theirs now.
      expect(JSON.stringify(seen)).not.toContain(s)
      expect(seen.items.some(({ event }) => event.includes('merge'))).toBe(false)
    })

    it('is paged by keyset: every page size gives the same union', async () => {
      const [s, t, u] = [await open('S'), await open('T'), await open('U')]
      for (let n = 0; n < 4; n += 1) for (const id of [s, t, u]) await say(id, `${n} ${id}`)
      await merge(s, t)
      await merge(u, t)
      for (const operation of ['messages', 'timeline'] as const) {
        const whole = (await cast.as('n1').tickets[operation]({ ticketId: t })).items.map(({ id }) => id)
        for (const limit of [1, 3, 7]) {
          const found: string[] = []
          let cursor: string | null = null
          do {
            const page: { items: { id: string }[]; nextCursor: string | null } = await cast
              .as('n1')
              .tickets[operation]({ ticketId: t, limit, ...(cursor === null ? {} : { cursor }) })
            found.push(...page.items.map(({ id }) => id))
            cursor = page.nextCursor
          } while (cursor !== null)
          expect(found, `${operation} by ${limit}`).toEqual(whole)
        }
      }
    })

    it('takes the source out of open lists, and its requester into copy of the target', async () => {
      const [s, t] = [await open('Source', 'a2'), await open('Target', 'a1')]
      expect(await refusal(cast.as('a2').tickets.get({ ticketId: t }))).toBe('ticket.not_found')
      await merge(s, t)
      const openIds = (await cast.as('n1').tickets.list({ open: true, limit: 200 })).items.map(({ id }) => id)
      expect(openIds).toContain(t)
      expect(openIds).not.toContain(s)
      expect(await copies(t)).toEqual([cast.id.a2])
      expect(await cast.as('a2').tickets.get({ ticketId: s })).toMatchObject({ statusTitle: 'Merged', mergedInto: { id: t } })
      expect(await bodies(t, 'a2')).toEqual(['Source body', 'Target body'])
    })

    it('refuses every write to the source and names the target, or nobody that the caller may not see', async () => {
      const [s, t] = [await open('Source'), await open('Target')]
      await merge(s, t)
      const n1 = cast.as('n1').tickets
      const { number } = await n1.get({ ticketId: t })
      for (const [what, call] of Object.entries({
        reply: () => n1.reply({ ticketId: s, body: 'x' }),
        note: () => n1.note({ ticketId: s, body: 'x' }),
        update: () => n1.update({ ticketId: s, subject: 'x' }),
        assign: () => n1.assign({ ticketId: s, assigneeId: cast.id.n1 }),
        take: () => n1.take({ ticketId: s }),
        tag: () => n1.tag({ ticketId: s, add: ['x'] }),
        addParticipant: () => n1.addParticipant({ ticketId: s, personId: cast.id.n1, kind: 'follower' }),
        resolve: () => n1.resolve({ ticketId: s, resolution: 'solved', text: 'x' }),
        perform: () => n1.perform({ ticketId: s, command: 'wait', input: { on: 'customer' } }),
        merge: () => n1.merge({ ticketId: s, intoId: t }),
        split: async () => n1.split({ ticketId: s, fromMessageId: (await n1.messages({ ticketId: s })).items[0]?.id ?? '', subject: 'x' }),
        link: () => cast.as('n1').links.add({ ticketId: s, role: 'relates', otherId: t }),
        linkTo: () => cast.as('n1').links.add({ ticketId: t, role: 'relates', otherId: s }),
      }))
        expect(await answerOf(call()), what).toMatchObject({
          code: 'merge.source_closed',
          status: 409,
          details: { mergedInto: { id: t, number } },
        })
      await cast.as('ad').tickets.assign({ ticketId: t, assigneeId: null, teamId: cast.fin })
      const unseen = await answerOf(n1.note({ ticketId: s, body: 'x' }))
      expect(unseen).toMatchObject({ code: 'merge.source_gone' })
      expect(JSON.stringify(unseen)).not.toContain(t)
      expect((await n1.get({ ticketId: s })).mergedInto).toBeNull()
    })

    it('sends what customers write to the source to the root of the chain', async () => {
      const [a, b, c] = [await open('A', 'a2'), await open('B'), await open('C')]
      await merge(a, b)
      await merge(b, c)
      await cast.as('n1').tickets.wait({ ticketId: c, on: 'customer' })
      const { ticket, redirected } = await say(a, 'to the old one', 'a2')
      expect(ticket).toMatchObject({ id: c, category: 'open' })
      expect(redirected).toMatchObject({ because: 'merged', from: { id: a } })
      expect(await bodies(c)).toContain('to the old one')
      expect(await bodies(a)).not.toContain('to the old one')
      expect((await cast.as('n1').tickets.get({ ticketId: a })).mergedInto).toMatchObject({ id: c })
      expect((await cast.as('n1').tickets.merged({ ticketId: c })).items.map((item) => item.ticket.id).toSorted()).toEqual(
        [a, b].toSorted(),
      )
    })

    it('goes to the root when the target is merged itself', async () => {
      const [a, b, c] = [await open('A'), await open('B'), await open('C')]
      await merge(b, c)
      expect((await merge(a, b)).mergedInto).toMatchObject({ id: c })
      expect(await refusal(merge(c, a))).toBe('merge.into_part')
    })

    it('asks for rights on both, an open target and one company', async () => {
      const [t1, t2, t3] = [await open('T1'), await open('T2', 'b1'), await open('T3', 'a2', cast.fin)]
      const before = await readHistory(cast.desk)
      // A06
      expect(await refusal(merge(t1, t3))).toBe('ticket.not_found')
      expect(await refusal(merge(t3, t1))).toBe('ticket.not_found')
      expect(await answerOf(merge(t1, t1))).toMatchObject({ code: 'merge.itself', status: 422 })
      expect(await answerOf(merge(t1, t2))).toMatchObject({ code: 'merge.cross_company', status: 422 })
      expect(await refusal(cast.as('a1').tickets.merge({ ticketId: t1, intoId: t2 }))).toBe('access.wrong_capacity')
      const after = await readHistory(cast.desk)
      expect(after.events).toEqual(before.events)
      expect(after.tickets).toEqual(before.tickets)
      await merge(t1, t2, 'ad')
      const done = await open('Done')
      await cast.as('n1').tickets.cancel({ ticketId: done, reason: 'no' })
      expect(await refusal(merge(await open('Late'), done))).toBe('merge.target_closed')
    })

    it('has one winner of two opposite ones at once', async () => {
      for (let round = 0; round < 6; round += 1) {
        const [a, b] = [await open('A'), await open('B')]
        const both = await Promise.all([refusal(merge(a, b)), refusal(merge(b, a, 'nl'))])
        expect(both.toSorted()).toEqual(['merge.into_part', 'none'].toSorted())
      }
    })

    it('is undone to what was there, and only that', async () => {
      const [s, t] = [await open('Source', 'a2'), await open('Target', 'a1')]
      await cast.as('n1').tickets.take({ ticketId: s })
      await cast.as('n1').tickets.wait({ ticketId: s, on: 'third_party', until: new Date(now + 3_600_000).toISOString(), mode: 'act' })
      const before = await cast.as('n1').tickets.get({ ticketId: s })
      await merge(s, t)
      later(120)
      await cast.desk.tick()
      expect(await cast.as('n1').tickets.get({ ticketId: s })).toMatchObject({ status: 'merged' })
      await say(s, 'while merged', 'a2')
      const after = await cast.as('n1').tickets.unmerge({ ticketId: s })
      const { version: _, updatedAt: __, ...same } = before
      expect(after).toMatchObject(same)
      expect(await bodies(s)).toEqual(['Source body'])
      expect(await bodies(t)).toEqual(['Target body', 'while merged'])
      expect(await copies(t)).toEqual([])
      expect(await refusal(cast.as('a2').tickets.get({ ticketId: t }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('n1').tickets.unmerge({ ticketId: s }))).toBe('merge.not_merged')
      // The wait is what it was, so time does its part now.
      later(1)
      await cast.desk.tick()
      expect((await cast.as('n1').tickets.get({ ticketId: s })).category).toBe('open')
    })

    it('is undone out of a chain: what had come along before goes with it', async () => {
      const [a, b, c] = [await open('A', 'a2'), await open('B'), await open('C')]
      await merge(a, b)
      await merge(b, c)
      expect(await bodies(c)).toEqual(['A body', 'B body', 'C body'])
      await cast.as('n1').tickets.unmerge({ ticketId: b })
      expect(await bodies(b)).toEqual(['A body', 'B body'])
      expect(await bodies(c)).toEqual(['C body'])
      expect(await copies(c)).toEqual([])
      expect(await copies(b)).toEqual([cast.id.a2])
      await merge(b, c)
      await cast.as('n1').tickets.unmerge({ ticketId: a })
      expect(await bodies(c)).toEqual(['B body', 'C body'])
      expect(await copies(c)).toEqual([])
    })

    it('gives a copy once and takes it with the last that gave it; what was given by hand stays', async () => {
      const [s1, s2, t] = [await open('S1', 'a2'), await open('S2', 'a2'), await open('T')]
      await merge(s1, t)
      await merge(s2, t)
      await cast.as('n1').tickets.unmerge({ ticketId: s1 })
      expect(await copies(t)).toEqual([cast.id.a2])
      await cast.as('ad').tickets.addParticipant({ ticketId: t, personId: cast.id.a2, kind: 'cc' })
      await cast.as('n1').tickets.unmerge({ ticketId: s2 })
      expect(await copies(t)).toEqual([cast.id.a2])
      await merge(s1, t)
      await cast.as('ad').tickets.removeParticipant({ ticketId: t, personId: cast.id.a2, kind: 'cc' })
      await cast.as('n1').tickets.unmerge({ ticketId: s1 })
      expect(await copies(t)).toEqual([])
    })

    it('brings what nobody has answered, and gives it back when it is undone', async () => {
      const since = async (ticketId: string) => (await storedTicket(cast.desk, ticketId)).unanswered_since_at
      const [early, late, root] = [await open('Early'), await open('Late'), await open('Root')]
      const [ofEarly, ofLate] = [await since(early), await since(late)]
      await say(root, 'An answer')
      expect(await since(root)).toBeNull()
      await merge(late, root)
      expect(await since(root)).toBe(ofLate)
      await merge(early, root)
      expect(await since(root)).toBe(ofEarly)
      await cast.as('n1').tickets.unmerge({ ticketId: early })
      expect([await since(root), await since(early)]).toEqual([ofLate, ofEarly])
      // The requester's own word stays, whatever goes.
      await say(root, 'Hello?', 'a1')
      const own = new Date(now).toISOString()
      await cast.as('n1').tickets.unmerge({ ticketId: late })
      expect([await since(root), await since(late)]).toEqual([own, ofLate])
      // An answer to the conversation answers all of it, so that nothing is left to give back.
      await merge(late, root)
      await say(root, 'To all of you')
      expect(await since(root)).toBeNull()
      await merge(early, root)
      await cast.as('n1').tickets.unmerge({ ticketId: early })
      expect([await since(root), await since(early)]).toEqual([null, ofEarly])
      await cast.as('n1').tickets.unmerge({ ticketId: late })
      expect([await since(root), await since(late)]).toEqual([null, ofLate])
      // What was over owed nothing.
      await cast.as('n1').tickets.resolve({ ticketId: late, resolution: 'solved' })
      await merge(late, root)
      expect(await since(root)).toBeNull()
    })

    it('of what is solved brings back no reopening by silence or message, and is undone to solved', async () => {
      const [s, t] = [await open('Source'), await open('Target')]
      await cast.as('n1').tickets.resolve({ ticketId: s, resolution: 'solved', text: 'Done' })
      await merge(s, t)
      later(60 * 24 * 30)
      await cast.desk.tick()
      expect(await cast.as('n1').tickets.get({ ticketId: s })).toMatchObject({ status: 'merged', closedAt: null })
      expect(await cast.as('n1').tickets.unmerge({ ticketId: s })).toMatchObject({ status: 'resolved', resolution: 'solved' })
    })

    it('leaves the source and its people alone when somebody leaves', async () => {
      const s = await open('Source')
      const { id: personId } = await cast.as('ad').people.create({ name: 'Temp' })
      await cast.as('ad').access.grant({ personId, roleId: 'agent', scope: 'team', scopeId: cast.net })
      await cast.as('ad').tickets.addParticipant({ ticketId: s, personId, kind: 'follower' })
      await merge(s, await open('Target'))
      await cast.as('ad').people.deactivate({ personId })
      expect(await copies(s)).toEqual([])
    })
  })
})
