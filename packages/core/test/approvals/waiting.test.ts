import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defineTicketType } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

/** A type with a word of its own for each outcome. */
const permit = defineTicketType({
  id: 'permit',
  title: 'Permit',
  statuses: {
    new: { category: 'new', title: 'New' },
    asked: { category: 'waiting', title: 'Asked' },
    parked: { category: 'waiting', title: 'Parked' },
    granted: { category: 'open', title: 'Granted' },
    rewritten: { category: 'open', title: 'Rewritten' },
    denied: { category: 'closed', title: 'Denied' },
  },
  commands: {
    ask: { from: ['new', 'rewritten'], to: 'asked', permission: 'ticket.wait', audience: 'staff', title: 'Ask' },
    park: { from: ['asked'], to: 'parked', permission: 'ticket.wait', audience: 'staff', title: 'Park' },
    grant: {
      from: ['asked'],
      to: 'granted',
      permission: 'ticket.start',
      audience: 'staff',
      title: 'Grant',
      triggers: ['approval_accepted'],
    },
    deny: {
      from: ['asked'],
      to: 'denied',
      permission: 'ticket.close',
      audience: 'staff',
      title: 'Deny',
      triggers: ['approval_refused'],
      effects: { resolution: 'denied' },
    },
    rewrite: {
      from: ['asked'],
      to: 'rewritten',
      permission: 'ticket.start',
      audience: 'staff',
      title: 'Rewrite',
      triggers: ['approval_void'],
    },
    end: { from: ['new', 'granted', 'rewritten', 'parked'], to: 'denied', permission: 'ticket.close', audience: 'staff', title: 'End' },
  },
  resolutions: { denied: 'Denied' },
  gates: [{ gate: 'approvals_done', command: 'grant' }],
})

forEachDatabase((kind) => {
  describe('a ticket that waits for an approval', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [permit] }, afterAll)
    })
    const open = async (type = 'service_request') =>
      (await cast.as('n1').tickets.create({ subject: 'A laptop', body: 'Mine broke.', requesterId: cast.id.a1, teamId: cast.net, type })).id
    const ask = (ticketId: string, more: object = {}) =>
      cast.as('n1').approvals.request({ ticketId, question: 'May we?', audience: 'both', contactIds: [cast.id.am], needed: 'all', ...more })
    const vote = async (name: 'am' | 'a2' | 'nl', approvalId: string, given: 'accepted' | 'refused' = 'accepted') => {
      const { contentHash } = await cast.as(name).approvals.get({ approvalId })
      return cast.as(name).approvals.vote({ approvalId, vote: given, contentHash, ...(given === 'refused' ? { comment: 'No.' } : {}) })
    }
    const stateOf = async (ticketId: string) => {
      const { status, category, waitingOn } = await cast.as('n1').tickets.get({ ticketId })
      return { status, category, on: waitingOn }
    }
    const waits = (ticketId: string, on = 'approval') => cast.as('n1').tickets.wait({ ticketId, on })

    it('goes on when everybody who is needed has accepted, and not before', async () => {
      const ticketId = await open()
      const [first, second] = [await ask(ticketId, { contactIds: [cast.id.am, cast.id.a2], needed: 'all' }), await ask(ticketId)]
      await waits(ticketId)
      await vote('am', first.id)
      await vote('am', second.id)
      expect(await stateOf(ticketId)).toEqual({ status: 'waiting', category: 'waiting', on: 'approval' })
      await vote('a2', first.id)
      expect(await stateOf(ticketId)).toEqual({ status: 'open', category: 'open', on: null })
      // The desk did it: whoever votes has no right on the ticket, and is not shown as having moved it.
      const { items } = await cast.as('n1').tickets.timeline({ ticketId })
      const last = items.filter(({ event }) => event === 'ticket.transitioned').at(-1)
      expect(last?.actor).toMatchObject({ kind: 'system', id: 'approval' })
      expect(items.map(({ event }) => event).slice(-4)).toEqual([
        'approval.voted',
        'approval.ended',
        'ticket.transitioned',
        'ticket.resumed',
      ])
      const seen = (await cast.as('a1').tickets.timeline({ ticketId })).items
      expect(JSON.stringify(seen)).not.toContain('"id":"approval"')
    })

    it('comes back at once when one refuses, whatever others would have said', async () => {
      const ticketId = await open()
      const [first] = [await ask(ticketId), await ask(ticketId)]
      await waits(ticketId)
      await vote('am', first.id, 'refused')
      expect(await stateOf(ticketId)).toEqual({ status: 'open', category: 'open', on: null })
    })

    it('comes back when what was asked changes, or all of it is taken back', async () => {
      const changed = await open()
      for (const _ of [1, 2]) await ask(changed)
      await waits(changed)
      await cast.as('n1').tickets.update({ ticketId: changed, priority: 'high' })
      expect((await stateOf(changed)).category).toBe('waiting')
      await cast.as('n1').tickets.update({ ticketId: changed, subject: 'Two laptops' })
      expect(await stateOf(changed)).toEqual({ status: 'open', category: 'open', on: null })
      const { items } = await cast.as('n1').tickets.timeline({ ticketId: changed })
      expect(items.filter(({ event }) => event === 'approval.ended')).toHaveLength(2)
      expect(items.filter(({ event }) => event === 'ticket.resumed')).toHaveLength(1)
      const withdrawn = await open()
      const [first, second] = [await ask(withdrawn), await ask(withdrawn)]
      await waits(withdrawn)
      await cast.as('n1').approvals.withdraw({ approvalId: first.id })
      expect((await stateOf(withdrawn)).category).toBe('waiting')
      await cast.as('n1').approvals.withdraw({ approvalId: second.id })
      expect(await stateOf(withdrawn)).toEqual({ status: 'open', category: 'open', on: null })
    })

    it('goes on waiting while the same is asked again, and for what else it waits', async () => {
      const ticketId = await open()
      const first = await ask(ticketId)
      await waits(ticketId)
      const again = await cast.as('n1').approvals.askAgain({ approvalId: first.id })
      expect((await stateOf(ticketId)).category).toBe('waiting')
      await waits(ticketId, 'parts')
      await vote('am', again.id)
      expect(await stateOf(ticketId)).toEqual({ status: 'waiting', category: 'waiting', on: 'parts' })
    })

    it('comes back to the stage that it left, and work that goes on is not moved', async () => {
      const change = await open('change')
      await cast.as('n1').tickets.start({ ticketId: change })
      const first = await ask(change)
      await waits(change)
      await vote('am', first.id)
      expect((await stateOf(change)).status).toBe('planned')
      const working = await open()
      await cast.as('n1').tickets.start({ ticketId: working })
      const second = await ask(working)
      const { version } = await cast.as('n1').tickets.get({ ticketId: working })
      await vote('am', second.id, 'refused')
      expect((await stateOf(working)).status).toBe('open')
      // The vote and the end of it, and nothing else.
      expect((await cast.as('n1').tickets.get({ ticketId: working })).version).toBe(version + 2)
    })

    it('goes where its type says: granted, denied or rewritten', async () => {
      const asked = async () => {
        const ticketId = await open('permit')
        const approval = await ask(ticketId)
        await cast.as('n1').tickets.perform({ ticketId, command: 'ask' })
        return { ticketId, approval }
      }
      const granted = await asked()
      await vote('am', granted.approval.id)
      expect((await stateOf(granted.ticketId)).status).toBe('granted')
      const denied = await asked()
      await vote('am', denied.approval.id, 'refused')
      expect(await cast.as('n1').tickets.get({ ticketId: denied.ticketId })).toMatchObject({ status: 'denied', resolution: 'denied' })
      const rewritten = await asked()
      await cast.as('n1').tickets.update({ ticketId: rewritten.ticketId, subject: 'Something else' })
      expect((await stateOf(rewritten.ticketId)).status).toBe('rewritten')
      const parked = await asked()
      await cast.as('n1').tickets.perform({ ticketId: parked.ticketId, command: 'park' })
      await vote('am', parked.approval.id)
      expect((await stateOf(parked.ticketId)).status).toBe('parked')
    })

    it('is moved once by two who answer at once, and by nobody whose answer comes too late', async () => {
      for (let round = 0; round < 5; round += 1) {
        const ticketId = await open()
        const { id } = await ask(ticketId, { contactIds: [cast.id.am, cast.id.a2], needed: 'one' })
        await waits(ticketId)
        const answers = await Promise.allSettled([vote('am', id), vote('a2', id, 'refused')])
        expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
        const { items } = await cast.as('n1').tickets.timeline({ ticketId })
        expect(items.filter(({ event }) => event === 'approval.ended')).toHaveLength(1)
        expect(items.filter(({ event }) => event === 'ticket.resumed')).toHaveLength(1)
        expect((await stateOf(ticketId)).status).toBe('open')
      }
    })

    it('keeps healthy history', async () => {
      expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])
    })
  })
})
