import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defineTicketType } from '../../src/machine/ticket-type.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

/** Nothing is bought that nobody approved; customers may settle it, and wait for the house as well. */
const errand = defineTicketType({
  id: 'errand',
  title: 'Errand',
  statuses: {
    new: { category: 'new', title: 'New' },
    bought: { category: 'open', title: 'Bought' },
    done: { category: 'closed', title: 'Done' },
  },
  commands: {
    buy: { from: ['new'], to: 'bought', permission: 'ticket.start', audience: 'staff', title: 'Buy' },
    settle: { from: ['new', 'bought'], to: 'done', permission: 'ticket.close', audience: 'both', title: 'Settle' },
  },
  gates: [
    { gate: 'approvals_done', command: 'buy', atLeastOne: true },
    { gate: 'approvals_done', to: 'closed' },
    { gate: 'checklist_done', to: 'closed' },
  ],
})

forEachDatabase((kind) => {
  describe('gates before commands', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [errand] }, afterAll)
    })
    const openTicket = async (type: string) =>
      (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net, type })).id
    const ask = (ticketId: string, audience: 'staff' | 'both' = 'both') =>
      cast.as('n1').approvals.request({
        ticketId,
        question: `May we? (${audience})`,
        audience,
        ...(audience === 'both' ? { contactIds: [cast.id.am] } : { staffIds: [cast.id.nl] }),
        needed: 'all',
      })
    const accept = async (name: 'am' | 'nl', { id: approvalId, contentHash }: { id: string; contentHash: string }) =>
      cast.as(name).approvals.vote({ approvalId, vote: 'accepted', contentHash })
    const offered = async (name: 'n1' | 'nl' | 'a1', ticketId: string, command: string) =>
      (await cast.as(name).tickets.commands({ ticketId })).items.find((item) => item.command === command)

    it('name every approval and every item that is missing, each with its place, at once', async () => {
      const ticketId = await openTicket('errand')
      expect(await answerOf(cast.as('n1').tickets.perform({ ticketId, command: 'buy' }))).toMatchObject({
        code: 'ticket.gates_failed',
        details: { gates: [{ code: 'approval.missing', field: '/approvals' }] },
      })
      const [refused, pending, accepted] = [await ask(ticketId), await ask(ticketId, 'staff'), await ask(ticketId)]
      await cast.as('am').approvals.vote({ approvalId: refused.id, vote: 'refused', comment: 'No.', contentHash: refused.contentHash })
      await accept('am', accepted)
      const list = await cast.as('n1').checklists.create({ ticketId, title: 'Before', audience: 'both', items: ['Ask', 'Pay'] })
      await cast.as('n1').checklists.check({ checklistId: list.id, itemId: list.items[0]?.id ?? '' })
      const gates = [
        { code: 'approval.refused', field: `/approvals/${refused.id}`, message: expect.stringContaining('(both)') },
        { code: 'approval.pending', field: `/approvals/${pending.id}`, message: expect.stringContaining('(staff)') },
        {
          code: 'checklist.item_open',
          field: `/checklists/${list.id}/items/${list.items[1]?.id}`,
          message: expect.stringContaining('Pay'),
        },
      ]
      expect(await answerOf(cast.as('n1').tickets.perform({ ticketId, command: 'settle' }))).toMatchObject({ details: { gates } })
      expect(await offered('n1', ticketId, 'settle')).toMatchObject({
        isAllowed: false,
        reason: { code: 'ticket.gates_failed' },
        gates,
        mayOverride: false,
      })
      expect(await offered('nl', ticketId, 'settle')).toMatchObject({ isAllowed: false, gates, mayOverride: true })
      // Customers learn of what they see; of the house's approval, that something is left.
      const shown = [gates[0], gates[2], { code: 'ticket.work_left' }]
      const toCustomer = await answerOf(cast.as('a1').tickets.perform({ ticketId, command: 'settle' }))
      expect(toCustomer).toMatchObject({ code: 'ticket.gates_failed', details: { gates: shown } })
      expect(JSON.stringify(toCustomer)).not.toContain('approval.pending')
      expect(JSON.stringify(toCustomer)).not.toContain(pending.id)
      const own = await offered('a1', ticketId, 'settle')
      expect(own).toMatchObject({ isAllowed: false, gates: shown })
      expect(JSON.stringify(own)).not.toContain('approval.pending')
      expect(own).not.toHaveProperty('mayOverride')
    })

    it('let whoever may pass with a reason, which is an event with all codes', async () => {
      const ticketId = await openTicket('errand')
      await ask(ticketId)
      await ask(ticketId)
      expect(await refusal(cast.as('n1').tickets.perform({ ticketId, command: 'buy', overrideReason: 'Hurry' }))).toBe('access.denied')
      await cast.as('nl').tickets.perform({ ticketId, command: 'buy', overrideReason: 'By phone' })
      const { items } = await cast.as('n1').tickets.timeline({ ticketId })
      expect(items.find(({ event }) => event === 'ticket.gates_overridden')).toMatchObject({
        payload: { command: 'buy', codes: ['approval.pending'] },
        changes: [{ field: 'reason', to: 'By phone' }],
      })
      const seen = JSON.stringify(await cast.as('a1').tickets.timeline({ ticketId }))
      expect(seen).not.toContain('By phone')
    })

    it('while the last item is done and somebody passes them: passed only as long as it was open', async () => {
      for (let round = 0; round < 8; round += 1) {
        const ticketId = await openTicket('service_request')
        await cast.as('n1').tickets.start({ ticketId })
        const list = await cast.as('n1').checklists.create({ ticketId, title: 'Before', audience: 'staff', items: ['Pay'] })
        const check = () => cast.as('n1').checklists.check({ checklistId: list.id, itemId: list.items[0]?.id ?? '' })
        const pass = () => cast.as('nl').tickets.resolve({ ticketId, resolution: 'solved', overrideReason: 'Now.' })
        await Promise.all(round % 2 ? [check(), pass()] : [pass(), check()])
        const events = (await cast.as('n1').tickets.timeline({ ticketId })).items.map(({ event }) => event)
        const isDoneFirst =
          events.indexOf('checklist.item_checked') < events.indexOf('ticket.transitioned', events.indexOf('checklist.added'))
        expect(events.filter((event) => event === 'ticket.gates_overridden')).toHaveLength(isDoneFirst ? 0 : 1)
        expect(events.filter((event) => event === 'ticket.resolved')).toHaveLength(1)
      }
    })

    it('while the last answer comes and somebody goes on: never without it', async () => {
      for (let round = 0; round < 8; round += 1) {
        const ticketId = await openTicket('errand')
        const asked = await ask(ticketId)
        const [, bought] = await Promise.allSettled([accept('am', asked), cast.as('n1').tickets.perform({ ticketId, command: 'buy' })])
        const events = (await cast.as('n1').tickets.timeline({ ticketId })).items.map(({ event }) => event)
        const [ended, moved] = [events.indexOf('approval.ended'), events.indexOf('ticket.transitioned')]
        expect(ended).toBeGreaterThan(-1)
        if (bought.status === 'fulfilled') expect(moved).toBeGreaterThan(ended)
        else expect(moved).toBe(-1)
      }
    })

    it('of a change: nobody approves it for the house before all others, and only what was approved is implemented', async () => {
      const ticketId = await openTicket('change')
      await cast.as('n1').tickets.start({ ticketId })
      const asked = await ask(ticketId)
      expect(await refusal(cast.as('nl').tickets.perform({ ticketId, command: 'approve' }))).toBe('ticket.gates_failed')
      await accept('am', asked)
      await cast.as('nl').tickets.perform({ ticketId, command: 'approve' })
      await cast.as('n1').tickets.update({ ticketId, subject: 'Something else' })
      expect(await answerOf(cast.as('n1').tickets.perform({ ticketId, command: 'implement' }))).toMatchObject({
        details: { gates: [{ code: 'approval.void', field: `/approvals/${asked.id}` }] },
      })
      await accept('am', await cast.as('n1').approvals.askAgain({ approvalId: asked.id }))
      await cast.as('n1').tickets.perform({ ticketId, command: 'implement' })
      expect(await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Done.' })).toMatchObject({ status: 'review' })
    })

    it('of a service request: what was refused can be declined, and not be fulfilled', async () => {
      const ticketId = await openTicket('service_request')
      await cast.as('n1').tickets.take({ ticketId })
      const { id: approvalId, contentHash } = await ask(ticketId)
      await cast.as('am').approvals.vote({ approvalId, vote: 'refused', comment: 'No.', contentHash })
      expect(await refusal(cast.as('n1').tickets.perform({ ticketId, command: 'fulfil' }))).toBe('ticket.gates_failed')
      expect(await refusal(cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' }))).toBe('ticket.gates_failed')
      // Possible, and with what it has to wait for unless it is declined.
      expect(await offered('n1', ticketId, 'resolve')).toMatchObject({ isAllowed: true, gates: [{ code: 'approval.refused' }] })
      expect(await offered('n1', ticketId, 'fulfil')).toMatchObject({ isAllowed: false, gates: [{ code: 'approval.refused' }] })
      expect(await cast.as('n1').tickets.resolve({ ticketId, resolution: 'declined' })).toMatchObject({ category: 'resolved' })
    })

    it('say so where the command itself can bring what is missing, and still offer it', async () => {
      const { id: ticketId } = await cast
        .as('n1')
        .tickets.create({ type: 'problem', subject: 'x', requesterId: cast.id.a1, teamId: cast.net, fields: { root_cause: 'Heat' } })
      await cast.as('n1').tickets.start({ ticketId })
      expect(await offered('n1', ticketId, 'resolve')).toMatchObject({
        isAllowed: true,
        gates: [{ code: 'machine.resolution_text_missing', field: '/text' }],
      })
    })

    it('refuse what changed by a way that told nobody', async () => {
      const ticketId = await openTicket('service_request')
      await accept('am', await ask(ticketId))
      const store = cast.desk['~store']
      await store.write(({ db }) => db.updateTable('ticket').set({ subject: 'Other' }).where('id', '=', ticketId).execute())
      expect(await answerOf(cast.as('n1').tickets.perform({ ticketId, command: 'fulfil' }))).toMatchObject({
        details: { gates: [{ code: 'approval.void' }] },
      })
    })
  })
})
