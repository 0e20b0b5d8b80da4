import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { ChannelDelivery } from '../../src/plugin/channel.ts'
import { type Cast, type Name, openCast, refusal } from '../access/cast.ts'
import { post } from './channel-plugin.ts'

const CANARY = 'CANARY-INT-7f3a'
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }
const QUESTION = 'May Alice have a new laptop?'

forEachDatabase((kind) => {
  describe('who is asked to approve', () => {
    let cast: Cast
    let mailing: { tick(): Promise<unknown>; close(): Promise<void> }
    const sent: ChannelDelivery[] = []
    const told = async () => {
      await mailing.tick()
      await mailing.tick()
    }
    const inbox = async (name: Name, ticketId: string, acting: 'staff' | 'customer' = 'staff') =>
      (await cast.as(name, { acting }).notifications.list({ limit: 200 })).items.filter(({ ticket }) => ticket.id === ticketId)
    const opened = async () => {
      const { id } = await cast.as('n1').tickets.create({
        subject: `A new laptop ${CANARY}`,
        body: 'Mine is broken.',
        requesterId: cast.id.a1,
        teamId: cast.net,
        type: 'service_request',
      })
      await cast.as('n1').tickets.reply({ ticketId: id, body: `${CANARY} reply` })
      await told()
      sent.length = 0
      return id
    }
    const ask = (ticketId: string, contactIds: readonly string[], more: object = {}) =>
      cast
        .as('n1')
        .approvals.request({ ticketId, question: QUESTION, audience: 'both', contactIds: [...contactIds], needed: 'all', ...more })

    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
      mailing = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [post({ send: (delivery) => void sent.push(delivery), history: 5 })],
        log: quiet,
        worker: false,
        identify: () => null,
      })
      afterAll(() => mailing.close())
    })
    beforeEach(() => {
      sent.length = 0
    })

    it('is told, of the question alone where they do not see the ticket', async () => {
      const ticketId = await opened()
      const { id: approvalId } = await ask(ticketId, [cast.id.a2, cast.id.am])
      await told()
      expect(await inbox('a2', ticketId, 'customer')).toMatchObject([
        {
          reason: 'approver',
          event: 'approval.requested',
          ticket: { subject: null },
          messageId: null,
          approval: { id: approvalId, question: QUESTION },
        },
      ])
      expect(await inbox('am', ticketId, 'customer')).toMatchObject([{ reason: 'approver', ticket: { subject: `A new laptop ${CANARY}` } }])
      const toA2 = sent.filter(({ recipient }) => recipient.id === cast.id.a2)
      expect(toA2).toMatchObject([
        { ticket: { subject: QUESTION }, items: [{ approval: { id: approvalId, state: 'pending' } }], history: [] },
      ])
      expect(JSON.stringify(toA2)).not.toContain(CANARY)
      expect((await cast.as('a2', { acting: 'customer' }).notifications.unread()).count).toBe(1)
    })

    it('is told in place of another, who is told no more', async () => {
      const ticketId = await opened()
      const { id: approvalId } = await ask(ticketId, [cast.id.a2])
      await told()
      await cast.as('n1').approvals.replaceApprover({ approvalId, personId: cast.id.a2, replacementId: cast.id.am })
      await told()
      expect(await inbox('a2', ticketId, 'customer')).toEqual([])
      expect(await inbox('am', ticketId, 'customer')).toMatchObject([{ reason: 'approver', event: 'approval.approver_replaced' }])
    })

    it('is not told late of what is decided, and who asked is told of the outcome', async () => {
      const ticketId = await opened()
      const { id: approvalId } = await ask(ticketId, [cast.id.am, cast.id.a2], { needed: 'one' })
      const { contentHash } = await cast.as('am').approvals.get({ approvalId })
      await cast.as('am').approvals.vote({ approvalId, vote: 'accepted', contentHash })
      await told()
      expect(await inbox('a2', ticketId, 'customer')).toEqual([])
      expect(await inbox('n1', ticketId)).toMatchObject([{ reason: 'asker', event: 'approval.ended', approval: { question: QUESTION } }])
      expect(sent.find(({ recipient }) => recipient.id === cast.id.n1)?.items).toMatchObject([{ approval: { state: 'accepted' } }])
    })

    it('hears nothing of what is the business of the house, and of nothing once they have left', async () => {
      const ticketId = await opened()
      await cast.as('n1').approvals.request({ ticketId, question: `${CANARY}?`, audience: 'staff', staffIds: [cast.id.f1], needed: 'one' })
      await told()
      // f1 of another team sees the approval and not the ticket; customers see neither.
      expect(await inbox('f1', ticketId)).toMatchObject([
        { reason: 'approver', ticket: { subject: null }, approval: { question: `${CANARY}?` } },
      ])
      for (const name of ['a1', 'a2', 'am'] as const)
        expect(JSON.stringify(await inbox(name, ticketId, 'customer'))).not.toContain(`${CANARY}?`)
      expect(sent.filter(({ recipient }) => recipient.acting === 'customer')).toEqual([])
      await cast.as('ad').access.revoke({ grantId: await grantOf('f1') })
      expect(await refusal(inbox('f1', ticketId))).toBe('access.no_staff')
    })

    it('can be told of one event and not of another, and go back to what everybody has', async () => {
      const mine = cast.as('n1').notifications
      const of = async (event: string) =>
        (await mine.preferences()).items
          .find(({ reason, channel }) => reason === 'assignee' && channel === 'inbox')
          ?.events.find((one) => one.event === event)?.isOn
      await mine.savePreference({ reason: 'assignee', event: 'ticket.closed', channel: 'inbox', isOn: false })
      expect([await of('ticket.closed'), await of('ticket.replied')]).toEqual([false, true])
      expect(await refusal(mine.savePreference({ reason: 'assignee', event: 'ticket.tagged', channel: 'inbox', isOn: false }))).toBe(
        'notification.unknown_event',
      )
      const ticketId = await opened()
      await cast.as('n1').tickets.take({ ticketId })
      await cast.as('a1').tickets.reply({ ticketId, body: 'Thanks.' })
      await cast.as('nl').tickets.resolve({ ticketId, resolution: 'solved', text: 'Here it is.' })
      await cast.as('nl').tickets.close({ ticketId })
      await told()
      const events = (await inbox('n1', ticketId)).map(({ event }) => event)
      expect(events).toContain('ticket.replied')
      expect(events).not.toContain('ticket.closed')
      await mine.savePreference({ reason: 'assignee', event: 'ticket.closed', channel: 'inbox', isOn: null })
      expect(await of('ticket.closed')).toBe(true)
    })

    const grantOf = async (name: Name) => {
      const { items } = await cast.as('ad').access.grants({ personId: cast.id[name] })
      return items.find(({ roleId }) => roleId === 'agent')?.id ?? ''
    }
  })
})
