import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, type Name, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('approvals', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      const admin = cast.as('ad')
      // Who holds the role sees the company's tickets anyway; a2, who does not, is asked by name.
      const { id: a3 } = await admin.people.create({ name: 'A3', externalId: 'a3', email: 'a3@example.com' })
      await admin.companies.saveMember({ companyId: cast.acme, personId: a3 })
      for (const personId of [cast.id.am, a3])
        await admin.access.grant({ personId, roleId: 'customer_approver', scope: 'company', scopeId: cast.acme })
    })
    const openTicket = async (type = 'service_request') =>
      (
        await cast.as('n1').tickets.create({
          subject: 'A new laptop',
          body: 'Mine is broken.',
          requesterId: cast.id.a1,
          teamId: cast.net,
          type,
          tags: ['hardware'],
        })
      ).id
    const ask = (ticketId: string, more: object = {}) =>
      cast.as('n1').approvals.request({
        ticketId,
        question: 'May Alice have a new laptop?',
        audience: 'both',
        contactIds: [cast.id.am],
        needed: 'all',
        ...more,
      })
    const vote = async (name: Name, approvalId: string, given: 'accepted' | 'refused' = 'accepted') => {
      const { contentHash } = await cast.as(name).approvals.get({ approvalId })
      return cast
        .as(name)
        .approvals.vote({ approvalId, vote: given, contentHash, ...(given === 'refused' ? { comment: 'Too dear.' } : {}) })
    }
    const eventsOf = async (ticketId: string, as: Name = 'n1') =>
      (await cast.as(as).tickets.timeline({ ticketId })).items.map(({ event }) => event).filter((event) => event.startsWith('approval.'))

    it('are asked for, wait for who is asked, and are accepted by them', async () => {
      const ticketId = await openTicket()
      const asked = await ask(ticketId)
      expect(asked).toMatchObject({
        state: 'pending',
        needed: 1,
        kind: 'ticket',
        subjectId: ticketId,
        awaitsMe: false,
        content: { type: 'service_request', subject: 'A new laptop', request: 'Mine is broken.', requester: { name: 'A1' } },
        approvers: [{ person: { name: 'AM' }, vote: null, isAvailable: true }],
      })
      const { items } = await cast.as('am').approvals.mine({})
      expect(items.map(({ id, awaitsMe }) => ({ id, awaitsMe }))).toEqual([{ id: asked.id, awaitsMe: true }])
      expect(await vote('am', asked.id)).toMatchObject({ state: 'accepted', awaitsMe: false, endedAt: expect.any(String) })
      expect((await cast.as('am').approvals.mine({})).items).toEqual([])
      expect((await cast.as('am').approvals.mine({ show: 'answered' })).items.map(({ id }) => id)).toEqual([asked.id])
      expect(await eventsOf(ticketId)).toEqual(['approval.requested', 'approval.voted', 'approval.ended'])
      expect(await eventsOf(ticketId, 'a1')).toEqual(['approval.requested', 'approval.voted', 'approval.ended'])
    })

    it('open themselves with their content to who is asked, and neither the ticket nor its conversation', async () => {
      const ticketId = await openTicket()
      await cast.as('n1').tickets.note({ ticketId, body: 'CANARY note' })
      await cast.as('n1').tickets.reply({ ticketId, body: 'CANARY reply' })
      const { id } = await ask(ticketId, { contactIds: [cast.id.a2] })
      const seen = await cast.as('a2').approvals.get({ approvalId: id })
      expect(seen).toMatchObject({ question: 'May Alice have a new laptop?', content: { request: 'Mine is broken.' }, awaitsMe: true })
      expect(JSON.stringify(seen)).not.toContain('CANARY')
      expect(JSON.stringify(seen)).not.toContain('hardware')
      expect(Object.keys(seen)).not.toContain('audience')
      for (const call of [
        () => cast.as('a2').tickets.get({ ticketId }),
        () => cast.as('a2').tickets.messages({ ticketId }),
        () => cast.as('a2').tickets.timeline({ ticketId }),
        () => cast.as('a2').approvals.list({ ticketId }),
      ])
        expect(await refusal(call())).toBe('ticket.not_found')
      expect((await cast.as('a2').tickets.list({})).items).toEqual([])
    })

    it('take as many acceptances as were said: one, all, or a number; a refusal needs a comment', async () => {
      const ticketId = await openTicket()
      const contactIds = [cast.id.am, cast.id.a2]
      const one = await ask(ticketId, { contactIds, needed: 'one' })
      expect(await vote('a2', one.id, 'refused')).toMatchObject({ state: 'pending' })
      expect(await vote('am', one.id)).toMatchObject({ state: 'accepted' })
      const all = await ask(ticketId, { contactIds, needed: 'all' })
      const { contentHash } = all
      expect(await refusal(cast.as('am').approvals.vote({ approvalId: all.id, vote: 'refused', contentHash }))).toBe(
        'approval.comment_required',
      )
      expect(await vote('am', all.id, 'refused')).toMatchObject({ state: 'refused' })
      expect(await refusal(vote('a2', all.id))).toBe('approval.not_pending')
      const two = await ask(ticketId, { contactIds, staffIds: [cast.id.nl, cast.id.n2], needed: 2 })
      expect(two.approvers.map(({ acting }) => acting).sort()).toEqual(['customer', 'customer', 'staff', 'staff'])
      expect(await vote('nl', two.id)).toMatchObject({ state: 'pending', needed: 2 })
      expect(await vote('a2', two.id)).toMatchObject({ state: 'accepted' })
      expect(await refusal(ask(ticketId, { contactIds, needed: 3 }))).toBe('approval.too_many_needed')
      expect(await refusal(ask(ticketId, { contactIds: undefined, roleId: 'customer_finance' }))).toBe('approval.no_approvers')
    })

    it('are asked of everybody who holds a role in the ticket’s team or company', async () => {
      const ticketId = await openTicket()
      const contacts = await ask(ticketId, { contactIds: undefined, roleId: 'customer_approver', needed: 'one' })
      expect(contacts.approvers.map(({ person }) => person?.name).sort()).toEqual(['A3', 'AM'])
      const staff = await ask(ticketId, { contactIds: undefined, audience: 'staff', roleId: 'supervisor', needed: 'one' })
      expect(staff.approvers.map(({ person }) => person?.name)).toEqual(['NL'])
      expect(await refusal(ask(ticketId, { contactIds: undefined, audience: 'staff', roleId: 'customer_approver' }))).toBe(
        'approval.public_only',
      )
      expect(await refusal(ask(ticketId, { contactIds: undefined, roleId: 'no_such_role' }))).toBe('approval.unknown_role')
      await cast.as('ad').access.grant({ personId: cast.id.f1, roleId: 'supervisor', scope: 'team', scopeId: cast.net })
      const more = await cast.as('n1').approvals.askAgain({ approvalId: staff.id })
      expect(more.approvers.map(({ person }) => person?.name).sort()).toEqual(['F1', 'NL'])
      expect(await cast.as('n1').approvals.get({ approvalId: staff.id })).toMatchObject({ state: 'replaced' })
      // Whoever loses the role is asked no more, and sees nothing of it.
      const { items } = await cast.as('ad').access.grants({ personId: cast.id.f1 })
      expect((await cast.as('f1').approvals.mine({})).items.map(({ id }) => id)).toEqual([more.id])
      await cast.as('ad').access.revoke({ grantId: items.find(({ roleId }) => roleId === 'supervisor')?.id ?? '' })
      expect((await cast.as('f1').approvals.mine({})).items).toEqual([])
      expect(await refusal(vote('f1', more.id))).toBe('approval.not_found')
      expect(
        (await cast.as('n1').approvals.get({ approvalId: more.id })).approvers.map(({ person, isAvailable }) => [
          person?.name,
          isAvailable,
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['F1', false],
          ['NL', true],
        ]),
      )
    })

    it('ask people by name beside a role: they need not hold it, and are asked again with it', async () => {
      const ticketId = await openTicket()
      const mixed = await ask(ticketId, {
        contactIds: undefined,
        audience: 'staff',
        staffIds: [cast.id.f1],
        roleId: 'supervisor',
        needed: 'all',
      })
      expect(mixed.approvers.map(({ person, isAvailable }) => [person?.name, isAvailable]).sort()).toEqual([
        ['F1', true],
        ['NL', true],
      ])
      expect((await cast.as('f1').approvals.mine({})).items.map(({ id }) => id)).toEqual([mixed.id])
      const again = await cast.as('n1').approvals.askAgain({ approvalId: mixed.id })
      expect(again.approvers.map(({ person }) => person?.name).sort()).toEqual(['F1', 'NL'])
      expect(await vote('f1', again.id)).toMatchObject({ state: 'pending', needed: 2 })
      expect(await vote('nl', again.id)).toMatchObject({ state: 'accepted' })
    })

    it('are void when what was approved changes, and only then', async () => {
      const ticketId = await openTicket()
      const accepted = await ask(ticketId)
      await vote('am', accepted.id)
      const pending = await ask(ticketId, { contactIds: [cast.id.a2] })
      const stateOf = async (approvalId: string) => (await cast.as('n1').approvals.get({ approvalId })).state
      // How the house goes about it is nobody's to approve.
      await cast.as('n1').tickets.update({ ticketId, priority: 'urgent' })
      await cast.as('n1').tickets.reply({ ticketId, body: 'We look at it.' })
      await cast.as('n1').tickets.take({ ticketId })
      expect([await stateOf(accepted.id), await stateOf(pending.id)]).toEqual(['accepted', 'pending'])
      const { version } = await cast.as('n1').tickets.update({ ticketId, subject: 'Two new laptops' })
      expect((await cast.as('n1').tickets.get({ ticketId })).version).toBe(version)
      expect([await stateOf(accepted.id), await stateOf(pending.id)]).toEqual(['void', 'void'])
      expect(await refusal(vote('a2', pending.id))).toBe('approval.not_pending')
      expect((await eventsOf(ticketId)).filter((event) => event === 'approval.ended')).toHaveLength(3)
      // What they were asked is what they still read, not what became of it.
      expect(await cast.as('a2').approvals.get({ approvalId: pending.id })).toMatchObject({ content: { subject: 'A new laptop' } })
      const again = await cast.as('n1').approvals.askAgain({ approvalId: accepted.id })
      expect(again).toMatchObject({ state: 'pending', content: { subject: 'Two new laptops' } })
    })

    it('of the house include its own fields, and customers know nothing of them', async () => {
      const { id: ticketId } = await cast.as('n1').tickets.create({
        type: 'change',
        subject: 'New firewall',
        requesterId: cast.id.a1,
        teamId: cast.net,
        fields: { plan: 'At night' },
      })
      const before = await cast.as('a1').tickets.get({ ticketId })
      const inside = await ask(ticketId, { audience: 'staff', contactIds: undefined, staffIds: [cast.id.nl] })
      expect(inside.content).toMatchObject({ fields: { plan: 'At night' } })
      expect(await cast.as('a1').tickets.get({ ticketId })).toEqual(before)
      const outside = await ask(ticketId)
      expect(outside.content).toMatchObject({ fields: {} })
      expect((await cast.as('a1').approvals.list({ ticketId })).items.map(({ id }) => id)).toEqual([outside.id])
      expect(await refusal(cast.as('a1').approvals.get({ approvalId: inside.id }))).toBe('approval.not_found')
      expect(await eventsOf(ticketId, 'a1')).toEqual(['approval.requested'])
      await cast.as('n1').tickets.update({ ticketId, fields: { plan: 'By day' } })
      expect(await cast.as('n1').approvals.get({ approvalId: inside.id })).toMatchObject({ state: 'void' })
      expect(await cast.as('n1').approvals.get({ approvalId: outside.id })).toMatchObject({ state: 'pending' })
    })

    it('tell customers what their colleagues answered, and of the house only that it did', async () => {
      const ticketId = await openTicket()
      const { id } = await ask(ticketId, { contactIds: [cast.id.am], staffIds: [cast.id.nl], needed: 'one' })
      await vote('nl', id, 'refused')
      const seen = await cast.as('a1').approvals.get({ approvalId: id })
      expect(seen.approvers).toEqual(
        expect.arrayContaining([
          { person: null, acting: 'staff', vote: 'refused', comment: null, votedAt: expect.any(String) },
          { person: { id: cast.id.am, name: 'AM' }, acting: 'customer', vote: null, comment: null, votedAt: null },
        ]),
      )
      expect(JSON.stringify(await cast.as('a1').tickets.timeline({ ticketId }))).not.toContain('Too dear.')
      expect(JSON.stringify(await cast.as('n1').tickets.timeline({ ticketId }))).toContain('Too dear.')
    })

    it('are taken back by who asked while nobody has refused, and else by those who may pass gates', async () => {
      const ticketId = await openTicket()
      const first = await ask(ticketId)
      expect(await cast.as('n1').approvals.withdraw({ approvalId: first.id })).toMatchObject({ state: 'withdrawn' })
      expect(await refusal(cast.as('n1').approvals.withdraw({ approvalId: first.id }))).toBe('approval.not_pending')
      const second = await ask(ticketId)
      await vote('am', second.id, 'refused')
      expect(await refusal(cast.as('n1').approvals.withdraw({ approvalId: second.id }))).toBe('approval.withdraw_denied')
      expect(await cast.as('nl').approvals.withdraw({ approvalId: second.id })).toMatchObject({ state: 'withdrawn' })
      const third = await ask(ticketId)
      await cast.as('n1').tickets.update({ ticketId, subject: 'Changed' })
      expect(await refusal(cast.as('n1').approvals.withdraw({ approvalId: third.id }))).toBe('approval.withdraw_denied')
    })

    it('find somebody else when who was asked has gone', async () => {
      const ticketId = await openTicket()
      const admin = cast.as('ad')
      const gone = await admin.people.create({ name: 'Gone', externalId: `gone-${ticketId}`, email: 'gone@example.com' })
      await admin.companies.saveMember({ companyId: cast.acme, personId: gone.id })
      const { id, contentHash } = await ask(ticketId, { contactIds: [gone.id, cast.id.am] })
      const as = cast.desk.as({ externalId: `gone-${ticketId}` })
      await admin.companies.removeMember({ companyId: cast.acme, personId: gone.id })
      expect(await refusal(as.approvals.get({ approvalId: id }))).toBe('approval.not_found')
      expect((await as.approvals.mine({})).items).toEqual([])
      expect(await refusal(as.approvals.vote({ approvalId: id, vote: 'accepted', contentHash }))).toBe('approval.not_found')
      await admin.people.deactivate({ personId: gone.id })
      expect(await refusal(as.approvals.vote({ approvalId: id, vote: 'accepted', contentHash }))).toBe('access.deactivated')
      const seen = await cast.as('n1').approvals.get({ approvalId: id })
      expect(seen.approvers.find(({ person }) => person?.name === 'Gone')).toMatchObject({ isAvailable: false })
      expect(await refusal(cast.as('n1').approvals.askAgain({ approvalId: id }))).toBe('approval.not_entitled')
      const replace = (personId: string, replacementId: string) =>
        cast.as('n1').approvals.replaceApprover({ approvalId: id, personId, replacementId })
      expect(await refusal(replace(gone.id, cast.id.am))).toBe('approval.asked_twice')
      expect(await refusal(replace(gone.id, cast.id.b1))).toBe('approval.not_entitled')
      expect(await refusal(replace(gone.id, cast.id.a1))).toBe('approval.own_request')
      await vote('am', id)
      expect(await refusal(replace(cast.id.am, cast.id.a2))).toBe('approval.voted_by_them')
      const replaced = await replace(gone.id, cast.id.a2)
      expect(replaced).toMatchObject({ state: 'pending', needed: 2 })
      expect(await vote('a2', id)).toMatchObject({ state: 'accepted' })
    })

    it('come page by page', async () => {
      const ticketId = await openTicket()
      const asked: string[] = []
      for (let n = 0; n < 5; n += 1) asked.push((await ask(ticketId, { contactIds: [cast.id.a2] })).id)
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<ReturnType<Cast['as']>['approvals']['list']>> = await cast
          .as('n1')
          .approvals.list({ ticketId, limit: 2, ...(cursor === null ? {} : { cursor }) })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(seen).toEqual(asked)
      const mine = (await cast.as('a2').approvals.mine({ limit: 200 })).items.map(({ id }) => id)
      expect(mine).toEqual(expect.arrayContaining(asked))
      expect(mine).toEqual([...mine].sort())
      expect(await answerOf(cast.as('a2').approvals.mine({ type: 'incident' }))).toMatchObject({ items: [] })
    })

    it('keep healthy history', async () => {
      expect(await cast.desk.doctor()).toEqual({ healthy: true, findings: [] })
    })
  })
})
