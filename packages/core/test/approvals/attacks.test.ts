import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, type Name, openCast, refusal } from '../access/cast.ts'

const NOBODY = '01900000-0000-7000-8000-00000000dead'

forEachDatabase((kind) => {
  describe('approvals under attack', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const openTicket = async () =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net, type: 'service_request' }))
        .id
    const ask = (ticketId: string, more: object = {}) =>
      cast.as('n1').approvals.request({ ticketId, question: 'May we?', audience: 'both', contactIds: [cast.id.am], needed: 'all', ...more })
    const vote = (name: Name, { id: approvalId, contentHash }: { id: string; contentHash: string }) =>
      cast.as(name).approvals.vote({ approvalId, contentHash, vote: 'accepted' })
    const endedOf = async (ticketId: string) =>
      (await cast.as('n1').tickets.timeline({ ticketId, limit: 200 })).items.filter(({ event }) => event === 'approval.ended')

    it('are nothing to another company, to colleagues who are not asked, and to staff of other teams', async () => {
      const asked = await ask(await openTicket())
      for (const name of ['b1', 'a2', 'f1'] as const) {
        expect(await refusal(cast.as(name).approvals.get({ approvalId: asked.id })), name).toBe('approval.not_found')
        expect(await refusal(vote(name, asked)), name).toBe('approval.not_found')
        expect((await cast.as(name).approvals.mine({})).items, name).toEqual([])
      }
      const foreign = (await answerOf(vote('b1', asked))) as { message: string }
      const none = (await answerOf(vote('b1', { ...asked, id: NOBODY }))) as { message: string }
      expect({ ...foreign, message: foreign.message.replace(asked.id, NOBODY) }).toEqual(none)
      // They see it, and are not asked: nobody answers for another.
      for (const name of ['a1', 'n1', 'nl', 'ad'] as const) expect(await refusal(vote(name, asked)), name).toBe('approval.not_asked')
      expect(
        await refusal(
          cast.as('nl').approvals.vote({
            ...{ approvalId: asked.id, contentHash: asked.contentHash },
            vote: 'accepted',
            personId: cast.id.am,
          } as never),
        ),
      ).toBe('input.invalid')
      expect(await cast.as('n1').approvals.get({ approvalId: asked.id })).toMatchObject({ state: 'pending' })
    })

    it('are answered once, by somebody who has read them', async () => {
      const asked = await ask(await openTicket(), { contactIds: [cast.id.am, cast.id.a2] })
      expect(await refusal(vote('am', { ...asked, contentHash: 'another' }))).toBe('approval.content_differs')
      await vote('am', asked)
      expect(await refusal(vote('am', asked))).toBe('approval.voted')
      expect(
        await refusal(
          cast.as('am').approvals.vote({ approvalId: asked.id, contentHash: asked.contentHash, vote: 'refused', comment: 'No.' }),
        ),
      ).toBe('approval.voted')
    })

    it('are nobody’s own: neither of who asks nor, unless allowed, of the requester', async () => {
      const ticketId = await openTicket()
      expect(await refusal(ask(ticketId, { contactIds: [cast.id.a1] }))).toBe('approval.own_request')
      expect(await refusal(ask(ticketId, { contactIds: undefined, staffIds: [cast.id.n1] }))).toBe('approval.own_request')
      expect(await refusal(ask(ticketId, { contactIds: undefined, staffIds: [cast.id.n1], requesterMayApprove: true }))).toBe(
        'approval.own_request',
      )
      const asked = await ask(ticketId, { contactIds: [cast.id.a1], requesterMayApprove: true })
      expect(await vote('a1', asked)).toMatchObject({ state: 'accepted' })
      // Of a role, who asks is left out.
      const { approvers } = await cast
        .as('ad')
        .approvals.request({ ticketId, question: 'House?', audience: 'staff', roleId: 'supervisor', needed: 'one' })
      expect(approvers.map(({ person }) => person?.id)).toEqual([cast.id.nl])
      const lead = cast.as('nl').approvals.request({ ticketId, question: 'House?', audience: 'staff', roleId: 'supervisor', needed: 'one' })
      expect(await refusal(lead)).toBe('approval.no_approvers')
    })

    it('take no forged people, and are asked for by staff with the right only', async () => {
      const ticketId = await openTicket()
      expect(await refusal(ask(ticketId, { contactIds: [NOBODY] }))).toBe('person.not_found')
      expect(await refusal(ask(ticketId, { contactIds: [cast.id.b1] }))).toBe('approval.not_entitled')
      expect(await refusal(ask(ticketId, { contactIds: undefined, staffIds: [cast.id.am] }))).toBe('approval.not_entitled')
      expect(await refusal(ask(ticketId, { audience: 'staff' }))).toBe('approval.public_only')
      const request = { ticketId, question: 'x', audience: 'both' as const, contactIds: [cast.id.am], needed: 'one' as const }
      expect(await refusal(cast.as('a1').approvals.request(request))).toBe('access.wrong_capacity')
      expect(await refusal(cast.as('f1').approvals.request(request))).toBe('ticket.not_found')
      const forged = { ...request, kind: 'billing.estimate', subjectId: '1', content: {}, contentHash: 'x' }
      expect(await refusal(cast.as('ad').approvals.requestFor(forged))).toBe('approval.foreign_kind')
      const asked = await ask(ticketId)
      expect(await refusal(cast.as('ad').approvals.invalidate({ approvalId: asked.id }))).toBe('approval.foreign_kind')
      for (const call of ['withdraw', 'askAgain'] as const)
        expect(await refusal(cast.as('f1').approvals[call]({ approvalId: asked.id })), call).toBe('approval.not_found')
    })

    it('of a ticket that was cancelled, resolved or merged wait for nobody, and go on if work does', async () => {
      const cancelled = await openTicket()
      const first = await ask(cancelled)
      await cast.as('n1').tickets.cancel({ ticketId: cancelled, reason: 'No.' })
      expect(await refusal(vote('am', first))).toBe('approval.ticket_over')
      expect(await refusal(ask(cancelled))).toBe('approval.ticket_over')
      expect(await refusal(cast.as('n1').approvals.withdraw({ approvalId: first.id }))).toBe('approval.ticket_over')
      const resolved = await openTicket()
      const second = await ask(resolved)
      await cast.as('nl').tickets.resolve({ ticketId: resolved, resolution: 'solved', overrideReason: 'By phone' })
      expect(await refusal(vote('am', second))).toBe('approval.ticket_over')
      const merged = await openTicket()
      const third = await ask(merged)
      await cast.as('n1').tickets.merge({ ticketId: merged, intoId: await openTicket() })
      expect(await refusal(vote('am', third))).toBe('approval.ticket_over')
      const { items } = await cast.as('am').approvals.mine({ limit: 200 })
      const waiting = items.map(({ id }) => id)
      expect(waiting).not.toContain(first.id)
      expect(waiting).not.toContain(second.id)
      expect(waiting).not.toContain(third.id)
      await cast.as('n1').tickets.reopen({ ticketId: resolved, reason: 'Not yet' })
      expect(await vote('am', second)).toMatchObject({ state: 'accepted' })
    })

    it('at once: one vote each, one outcome, whoever was last', async () => {
      const ticketId = await openTicket()
      const asked = await ask(ticketId, { contactIds: [cast.id.am, cast.id.a2], staffIds: [cast.id.nl], needed: 2 })
      const codes = await Promise.all(
        (['am', 'a2', 'nl', 'am', 'a2', 'nl', 'am', 'a2', 'nl'] as const).map((name) => refusal(vote(name, asked))),
      )
      expect(codes.filter((code) => code === 'none').length).toBe(2)
      expect(await endedOf(ticketId)).toHaveLength(1)
      expect(await cast.as('n1').approvals.get({ approvalId: asked.id })).toMatchObject({ state: 'accepted' })
    })

    it('while the content changes: accepted of the old and then void, or void; never accepted of the new', async () => {
      for (let round = 0; round < 8; round += 1) {
        const ticketId = await openTicket()
        const asked = await ask(ticketId)
        const [code] = await Promise.all([
          refusal(vote('am', asked)),
          cast.as('n1').tickets.update({ ticketId, subject: `Other ${round}` }),
        ])
        expect(['none', 'approval.not_pending', 'approval.content_changed']).toContain(code)
        expect(await cast.as('n1').approvals.get({ approvalId: asked.id })).toMatchObject({ state: 'void' })
        const outcomes = (await endedOf(ticketId)).map(({ payload }) => (payload as { outcome?: unknown }).outcome)
        expect(outcomes).toEqual(code === 'none' ? ['accepted', 'void'] : ['void'])
      }
    })

    it('keep healthy history', async () => {
      expect(await cast.desk.doctor()).toEqual({ healthy: true, findings: [] })
    })
  })
})
