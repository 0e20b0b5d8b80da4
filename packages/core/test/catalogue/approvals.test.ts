import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, type Name, openCast, refusal } from '../access/cast.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

const ofTheHouse = {
  question: { en: 'May they have it?', he: 'לאשר?' },
  audience: 'staff' as const,
  roleId: 'supervisor',
  needed: 'one' as const,
}
const ofTheirs = {
  question: { en: 'Does your company pay for it?' },
  audience: 'both' as const,
  roleId: 'customer_approver',
  needed: 'one' as const,
}

forEachDatabase((kind) => {
  describe('an entry of the catalogue that asks for approvals', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      const admin = cast.as('ad')
      await admin.access.grant({ personId: cast.id.am, roleId: 'customer_approver', scope: 'company', scopeId: cast.acme })
      await admin.companies.saveMember({
        companyId: cast.acme,
        personId: cast.id.am,
        approvalLimit: { minor: 100_000, currency: 'EUR' },
      })
    })
    const make = (asks: readonly object[], more: object = {}, outer: object = {}) =>
      cast.as('ad').catalogue.create({
        audience: 'both',
        content: {
          titles: { en: 'New laptop' },
          subjects: { en: 'A new laptop', he: 'מחשב נייד' },
          type: 'service_request',
          teamId: cast.net,
          approval: { asks, ...more },
          ...outer,
        },
      } as never)
    const request = async (name: Name, catalogueEntryId: string, more: object = {}) =>
      (await cast.as(name).catalogue.request({ catalogueEntryId, body: 'Please.', ...more })).id
    const waitingFor = async (name: Name) => (await cast.as(name).approvals.mine({})).items
    const answer = async (name: Name, ticketId: string, given: 'accepted' | 'refused' = 'accepted') => {
      const mine = (await waitingFor(name)).find(({ ticket }) => ticket.id === ticketId) ?? expect.fail('is not asked')
      const comment = given === 'refused' ? { comment: 'Too dear.' } : {}
      return cast.as(name).approvals.vote({ approvalId: mine.id, vote: given, contentHash: mine.contentHash, ...comment })
    }
    const of = (name: Name, ticketId: string) => cast.as(name).tickets.get({ ticketId })
    const approvalsOf = async (ticketId: string) => (await cast.as('ad').approvals.list({ ticketId })).items

    it('lets the request wait from the beginning, of the house and of the requester’s company, and go on with the last answer', async () => {
      const entry = await make([ofTheHouse, ofTheirs])
      expect(await cast.as('a1').catalogue.get({ catalogueEntryId: entry.id })).toMatchObject({ needsApproval: true })
      expect(JSON.stringify(await cast.as('a1').catalogue.get({ catalogueEntryId: entry.id }))).not.toContain('supervisor')
      const ticketId = await request('a1', entry.id, { language: 'he' })
      expect(await of('n1', ticketId)).toMatchObject({ category: 'waiting', waitingOn: 'approval', team: { id: cast.net } })
      expect(await of('a1', ticketId)).toMatchObject({ category: 'waiting', waitingOn: 'approval' })
      const [house] = await waitingFor('nl')
      expect(house).toMatchObject({ question: 'לאשר?', content: { subject: 'מחשב נייד', request: 'Please.' } })
      // Customers know of their own and nothing of the house's.
      expect((await cast.as('a1').approvals.list({ ticketId })).items.map(({ question }) => question)).toEqual([ofTheirs.question.en])
      expect(await refusal(cast.as('n1').tickets.perform({ ticketId, command: 'fulfil' }))).toBe('ticket.gates_failed')
      await answer('nl', ticketId)
      expect((await of('n1', ticketId)).category).toBe('waiting')
      await answer('am', ticketId)
      expect(await of('n1', ticketId)).toMatchObject({ status: 'open', waitingOn: null })
      await cast.as('n1').tickets.perform({ ticketId, command: 'fulfil' })
      expect((await of('n1', ticketId)).status).toBe('fulfilment')
    })

    it('sends what is refused where it says, and what is accepted too; without, as the type says', async () => {
      const done = {
        accepted: { command: 'fulfil' },
        refused: { command: 'resolve', input: { resolution: 'declined', text: 'Your company did not agree.' } },
      }
      const entry = await make([ofTheirs], done)
      const refused = await request('a1', entry.id)
      await answer('am', refused, 'refused')
      expect(await of('a1', refused)).toMatchObject({
        category: 'resolved',
        resolution: 'declined',
        resolutionText: 'Your company did not agree.',
      })
      // Nobody has done it: it is nobody's ticket because of an answer.
      expect((await of('n1', refused)).assignee).toBeNull()
      const accepted = await request('a1', entry.id)
      await answer('am', accepted)
      expect(await of('n1', accepted)).toMatchObject({ status: 'fulfilment' })
      const plain = await request('a1', (await make([ofTheirs])).id)
      await answer('am', plain, 'refused')
      expect(await of('n1', plain)).toMatchObject({ status: 'open', category: 'open' })
      expect(await refusal(cast.as('n1').tickets.perform({ ticketId: plain, command: 'fulfil' }))).toBe('ticket.gates_failed')
      // What the entry says now does not reach what was asked for before.
      const before = await request('a1', entry.id)
      await cast
        .as('ad')
        .catalogue.update({ catalogueEntryId: entry.id, content: { ...(entry.content ?? expect.fail()), approval: undefined } as never })
      await answer('am', before, 'refused')
      expect(await of('n1', before)).toMatchObject({ category: 'resolved', resolution: 'declined' })
      const free = await request('a1', entry.id)
      expect(await of('n1', free)).toMatchObject({ category: 'new' })
    })

    it('is decided by its own questions: another one that is refused is for somebody to look at', async () => {
      const entry = await make([ofTheirs], { refused: { command: 'resolve', input: { resolution: 'declined' } } })
      const ticketId = await request('a1', entry.id)
      await cast
        .as('n1')
        .approvals.request({ ticketId, question: 'Is there one in stock?', audience: 'staff', staffIds: [cast.id.n2], needed: 'one' })
      await answer('n2', ticketId, 'refused')
      expect(await of('n1', ticketId)).toMatchObject({ status: 'open' })
      // Nor does an answer move what waits for something else by now.
      const parts = await request('a1', entry.id)
      await cast.as('n1').tickets.wait({ ticketId: parts, on: 'parts' })
      await answer('am', parts, 'refused')
      expect(await of('n1', parts)).toMatchObject({ category: 'waiting', waitingOn: 'parts' })
      // A gate that its command does not pass leaves the decision to somebody, too.
      const strict = await make([ofTheirs], { accepted: { command: 'resolve', input: { resolution: 'solved' } } })
      const parent = await request('a1', strict.id)
      const child = await cast.as('n1').tickets.create({ subject: 'Part', requesterId: cast.id.a1, teamId: cast.net, type: 'incident' })
      await cast.as('n1').links.add({ ticketId: parent, role: 'parent_of', otherId: child.id })
      await answer('am', parent)
      expect(await of('n1', parent)).toMatchObject({ status: 'open' })
    })

    it('is void by a change, asked again by staff, and taken back by nobody without the right over gates', async () => {
      const entry = await make([ofTheirs])
      const ticketId = await request('n1', entry.id, { requesterId: cast.id.a1 })
      await cast.as('n1').tickets.update({ ticketId, subject: 'Two laptops' })
      expect(await of('n1', ticketId)).toMatchObject({ status: 'open' })
      const [old] = await approvalsOf(ticketId)
      expect(old).toMatchObject({ state: 'void' })
      const again = await cast.as('n1').approvals.askAgain({ approvalId: old?.id ?? '' })
      expect(again).toMatchObject({ state: 'pending', content: { subject: 'Two laptops' } })
      // Not even by the agent who asked for it all: the entry does.
      expect(await refusal(cast.as('n1').approvals.withdraw({ approvalId: again.id }))).toBe('approval.withdraw_denied')
      expect(
        await refusal(cast.as('n1').approvals.replaceApprover({ approvalId: again.id, personId: cast.id.am, replacementId: cast.id.a2 })),
      ).toBe('approval.withdraw_denied')
      expect(await refusal(cast.as('a1').approvals.withdraw({ approvalId: again.id } as never))).toBe('access.wrong_capacity')
      await answer('am', ticketId)
      expect((await cast.as('n1').tickets.perform({ ticketId, command: 'fulfil' })).status).toBe('fulfilment')
    })

    it('of its own is approved by nobody, unless the entry lets whoever has the authority', async () => {
      const both = [ofTheirs, { ...ofTheirs, requesterMayApprove: true }]
      const entry = await make(both)
      const ticketId = await request('am', entry.id)
      const [strict, lenient] = await approvalsOf(ticketId)
      expect(strict?.approvers).toEqual([])
      expect(lenient?.approvers.map(({ person }) => person?.id)).toEqual([cast.id.am])
      expect((await waitingFor('am')).filter(({ ticket }) => ticket.id === ticketId).map(({ id }) => id)).toEqual([lenient?.id])
      await answer('am', ticketId)
      expect((await of('n1', ticketId)).category).toBe('waiting')
      // Somebody else gets the authority, and is asked.
      await cast.as('ad').access.grant({ personId: cast.id.a2, roleId: 'customer_approver', scope: 'company', scopeId: cast.acme })
      await cast.as('n1').approvals.askAgain({ approvalId: strict?.id ?? '' })
      await answer('a2', ticketId)
      expect((await of('n1', ticketId)).category).toBe('open')
      const { items } = await cast.as('ad').access.grants({ personId: cast.id.a2 })
      await cast.as('ad').access.revoke({ grantId: items.find(({ roleId }) => roleId === 'customer_approver')?.id ?? '' })
    })

    it('asks whoever is named, all of them or so many, also who has left, until somebody stands in', async () => {
      const staffIds = [cast.id.nl, cast.id.f1, cast.id.n2]
      const asks = [{ ...ofTheHouse, roleId: undefined, staffIds, needed: 2 }]
      const entry = await make(asks)
      const ticketId = await request('a1', entry.id)
      await answer('f1', ticketId, 'refused')
      await answer('nl', ticketId)
      expect((await of('n1', ticketId)).category).toBe('waiting')
      await answer('n2', ticketId)
      expect((await of('n1', ticketId)).category).toBe('open')
      const { id: left } = await cast.as('ad').people.create({ name: 'Gone', externalId: `gone-${kind.kind}`, email: `gone@example.com` })
      await cast.as('ad').access.grant({ personId: left, roleId: 'agent', scope: 'team', scopeId: cast.net })
      const all = await make([{ ...ofTheHouse, roleId: undefined, staffIds: [cast.id.nl, left], needed: 'all' }])
      await cast.as('ad').people.deactivate({ personId: left })
      const waiting = await request('a1', all.id)
      await answer('nl', waiting)
      expect((await of('n1', waiting)).category).toBe('waiting')
      const [approval] = await approvalsOf(waiting)
      expect(approval?.approvers.find(({ person }) => person?.id === left)).toMatchObject({ isAvailable: false })
      await cast.as('ad').approvals.replaceApprover({ approvalId: approval?.id ?? '', personId: left, replacementId: cast.id.n2 })
      await answer('n2', waiting)
      expect((await of('n1', waiting)).category).toBe('open')
      // A supervisor who asks for something is no approver of it; in the list, as leaving them out would decide, but without a say.
      const own = await request('nl', (await make([{ ...ofTheHouse, staffIds: [cast.id.nl], needed: 'all' }])).id, {
        requesterId: cast.id.nl,
      })
      expect((await approvalsOf(own))[0]?.approvers).toMatchObject([{ person: { id: cast.id.nl }, isAvailable: false }])
      expect((await waitingFor('nl')).map(({ ticket }) => ticket.id)).not.toContain(own)
    })

    it('asks those whose limit covers what it costs', async () => {
      const costing = (minor: number) => make([{ ...ofTheirs, amount: { minor, currency: 'EUR' } }])
      const cheap = await request('a1', (await costing(90_000)).id)
      expect((await approvalsOf(cheap))[0]).toMatchObject({
        amount: { minor: 90_000, currency: 'EUR' },
        approvers: [{ acting: 'customer' }],
      })
      const dear = await request('a1', (await costing(110_000)).id)
      const [approval] = await approvalsOf(dear)
      expect(approval?.approvers).toEqual([])
      expect((await of('a1', dear)).category).toBe('waiting')
      await cast.as('ad').companies.saveMember({
        companyId: cast.acme,
        personId: cast.id.am,
        approvalLimit: { minor: 200_000, currency: 'EUR' },
      })
      await cast.as('n1').approvals.askAgain({ approvalId: approval?.id ?? '' })
      await answer('am', dear)
      expect((await of('a1', dear)).category).toBe('open')
    })

    it('is never lost where nobody is there to ask, and says nothing to the requester of why', async () => {
      const entry = await make([ofTheirs])
      const ticketId = await request('b1', entry.id)
      expect(await of('b1', ticketId)).toMatchObject({ category: 'waiting', waitingOn: 'approval' })
      const [approval] = await approvalsOf(ticketId)
      expect(approval).toMatchObject({ state: 'pending', approvers: [] })
      expect(await refusal(cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' }))).toBe('ticket.gates_failed')
      // It stays asked: asking again opens no way around it.
      await cast.as('n1').approvals.askAgain({ approvalId: approval?.id ?? '' })
      expect((await approvalsOf(ticketId)).map(({ state }) => state)).toEqual(['replaced', 'pending'])
      expect((await cast.as('ad').approvals.withdraw({ approvalId: (await approvalsOf(ticketId))[1]?.id ?? '' })).state).toBe('withdrawn')
      expect((await of('n1', ticketId)).category).toBe('open')
    })

    it('that could not be asked by is refused when it is saved', async () => {
      const wrong = async (asks: readonly object[], more: object = {}, outer: object = {}) =>
        make(asks, more, outer).then(
          () => [],
          (error: { details?: { faults?: { pointer: string }[] }; code: string }) =>
            error.details?.faults?.map(({ pointer }) => pointer.replace('/content/approval', '')) ?? [error.code],
        )
      expect(await wrong([{ ...ofTheHouse, roleId: undefined }])).toEqual(['/asks/0'])
      expect(await wrong([ofTheHouse, { ...ofTheHouse, roleId: 'no_such' }])).toEqual(['/asks/1/roleId'])
      expect(await wrong([{ ...ofTheirs, audience: 'staff' }])).toEqual(['/asks/0/audience'])
      expect(await wrong([{ ...ofTheHouse, roleId: undefined, staffIds: [cast.id.nl], needed: 2 }])).toEqual(['/asks/0/needed'])
      expect(await wrong([{ ...ofTheHouse, staffIds: [cast.id.a1] }])).toEqual(['approval.not_entitled'])
      expect(await wrong([{ ...ofTheHouse, staffIds: ['00000000-0000-7000-8000-000000000000'] }])).toEqual(['person.not_found'])
      expect(await wrong([ofTheHouse], { refused: { command: 'fly' } })).toEqual(['/refused/command'])
      expect(await wrong([ofTheHouse], { refused: { command: 'close' } })).toEqual(['/refused/command'])
      expect(await wrong([ofTheHouse], { refused: { command: 'resolve', input: { resolution: 'eaten' } } })).toEqual([
        '/refused/input/resolution',
        '/refused/input/resolution',
      ])
      expect(await wrong([ofTheHouse], { refused: { command: 'cancel' } })).toEqual(['/refused/input/reason'])
      // A type whose work would go on all the same.
      expect(await wrong([ofTheHouse], {}, { type: 'question' })).toEqual([''])
      expect(await wrong([])).toEqual(['/asks'])
      expect(await refusal(cast.as('n1').catalogue.create({ audience: 'both', content: {} } as never))).not.toBe('none')
    })

    it('keeps healthy history', async () => {
      expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })
  })
})
