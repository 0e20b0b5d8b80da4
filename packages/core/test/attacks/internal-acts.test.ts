import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { INTERNAL, INTERNAL_CODE } from './canary.ts'
import { openScene, type Plain, type Scene } from './scene.ts'

forEachDatabase((kind) => {
  describe('what staff do among themselves', () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(kind)
      // Another ticket of the same customer, changed later: any move of the first one would change their order.
      await scene.call('a1', 'tickets.create', { type: 'fault', subject: 'Later' })
    })
    afterAll(() => scene.close())

    /** Everything that a customer can read around the ticket, by both ways in, bytes and headers. */
    async function everythingOf(name: 'a1' | 'am'): Promise<Plain> {
      const { t1: ticketId } = scene
      const seen: Plain = {}
      for (const [operation, input] of [
        ['tickets.get', { ticketId }],
        ['tickets.list', {}],
        ['tickets.list', { sort: 'updated', limit: 1 }],
        ['tickets.list', { sort: 'updated', order: 'oldest' }],
        ['tickets.list', { sort: 'priority' }],
        ['tickets.messages', { ticketId }],
        ['tickets.timeline', { ticketId }],
        ['tickets.participants', { ticketId }],
        ['tickets.commands', { ticketId }],
        ['ledger.price', { ticketId }],
      ] as const) {
        const { nextCursor, ...answer } = await scene.call(name, operation, input)
        seen[`${operation} ${JSON.stringify(input)}`] = { ...answer, hasMore: nextCursor !== null && nextCursor !== undefined }
      }
      for (const path of [`/api/tickets/${ticketId}`, `/api/tickets/${ticketId}/timeline`, '/api/tickets?sort=updated']) {
        const response = await scene.desk.fetch(new Request(`http://desk.test${path}`, { headers: { 'x-person': name } }))
        seen[path] = [[...response.headers], await response.text()]
      }
      return seen
    }

    it('moves nothing that customers can see: no version, no time, no order, no header', async () => {
      const { t1: ticketId, id, net, fin } = scene
      const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['note', () => scene.call('n1', 'tickets.note', { ticketId, body: INTERNAL })],
        ['tag', () => scene.call('n1', 'tickets.tag', { ticketId, add: ['more'], remove: [INTERNAL] })],
        ['assign', () => scene.call('nl', 'tickets.assign', { ticketId, assigneeId: id.nl })],
        ['give back', () => scene.call('nl', 'tickets.assign', { ticketId, assigneeId: null })],
        ['take', () => scene.call('n1', 'tickets.take', { ticketId })],
        ['follow', () => scene.call('n1', 'tickets.addParticipant', { ticketId, personId: id.f1, kind: 'follower' })],
        ['unfollow', () => scene.call('n1', 'tickets.removeParticipant', { ticketId, personId: id.f1, kind: 'follower' })],
        ['field of staff', () => scene.call('n1', 'tickets.update', { ticketId, fields: { cost: `${INTERNAL} more` } })],
        ['impact', () => scene.call('n1', 'tickets.update', { ticketId, expectedVersion: undefined, teamId: net })],
        ['move inside the house', () => scene.call('n1', 'tickets.perform', { ticketId, command: `escalate_${INTERNAL_CODE}` })],
        ['cost', () => scene.desk.system('cost').tickets.update({ ticketId, ext: { ledger: { price: 0, cost: INTERNAL } } } as never)],
        ['another team', () => scene.call('n1', 'tickets.update', { ticketId, teamId: fin })],
      ]
      const before = { a1: await everythingOf('a1'), am: await everythingOf('am') }
      const staffBefore = await scene.call('ad', 'tickets.get', { ticketId })
      for (const [what, act] of acts) {
        await act()
        for (const name of ['a1', 'am'] as const) expect(await everythingOf(name), `${what}, as ${name} sees it`).toEqual(before[name])
      }
      const staffAfter = await scene.call('ad', 'tickets.get', { ticketId })
      expect(Number(staffAfter['version'])).toBeGreaterThanOrEqual(Number(staffBefore['version']) + acts.length - 2)
      await scene.expectSound()
    })

    it('is no conflict to a customer who has read what there was for them', async () => {
      const { t2: ticketId } = scene
      const read = await scene.call('b1', 'tickets.get', { ticketId })
      await scene.call('n1', 'tickets.note', { ticketId, body: INTERNAL })
      await scene.call('b1', 'tickets.reply', { ticketId, body: 'Any news?', expectedVersion: read['version'] })
      const stale = await scene.answer('b1', 'tickets.reply', { ticketId, body: 'Hello?', expectedVersion: read['version'] })
      expect(stale).toMatchObject({ status: 409, code: 'ticket.conflict' })
      const { details } = stale.body as { details: { currentVersion: number; changed: { event: string }[] } }
      const now = await scene.call('b1', 'tickets.get', { ticketId })
      expect(details.currentVersion).toBe(now['version'])
      const shown = new Set((await scene.call('b1', 'tickets.timeline', { ticketId }))['items'] as { event: string }[])
      const names = new Set([...shown].map(({ event }) => event))
      for (const { event } of details.changed) expect(names).toContain(event)
      // The number that staff count by is no version of theirs.
      const inside = await scene.call('n1', 'tickets.get', { ticketId })
      expect(inside['version']).not.toBe(now['version'])
      expect(await scene.answer('b1', 'tickets.reply', { ticketId, body: 'Hello?', expectedVersion: inside['version'] })).toMatchObject({
        code: 'ticket.conflict',
      })
      await scene.expectSound()
    })

    it('is nothing to ask for: no filter, no order, no key of staff is known to customers', async () => {
      for (const key of ['status', 'teamId', 'assigneeId', 'unassigned', 'tag', 'channel']) {
        const value = key === 'status' ? [`triage_${INTERNAL_CODE}`] : key === 'unassigned' ? true : key === 'tag' ? INTERNAL : scene.net
        expect(await scene.answer('a1', 'tickets.list', { [key]: value }), key).toMatchObject({ status: 422, code: 'input.invalid' })
        expect(await scene.fetch('a1', `GET /api/tickets?${key}=${String(value)}`), key).toMatchObject({
          status: 422,
          code: 'input.invalid',
        })
      }
      for (const sort of ['status', 'updated_at', 'version', 'public_updated_at', 'assignee', 'created; drop table'])
        expect(await scene.answer('a1', 'tickets.list', { sort }), sort).toMatchObject({ status: 422 })
      await scene.expectSound()
    })

    it('is no command of a customer, alone or with a reply, and then nothing of it happens', async () => {
      const { t1: ticketId } = scene
      const before = await scene.call('a1', 'tickets.messages', { ticketId })
      const commands = ['take_in', `escalate_${INTERNAL_CODE}`, 'pause', 'go_on', 'settle', 'confirm', 'no_such_command']
      for (const command of commands) {
        const alone = await scene.answer('a1', 'tickets.perform', {
          ticketId,
          command,
          input: command === 'pause' ? { on: 'supplier', reason: 'x' } : {},
        })
        expect(alone.status, `${command}: ${alone.text}`).toBeGreaterThanOrEqual(403)
        const withReply = await scene.answer('a1', 'tickets.reply', { ticketId, body: 'And now?', perform: { command } })
        expect(withReply.status, `${command}: ${withReply.text}`).toBeGreaterThanOrEqual(403)
        const overridden = await scene.answer('a1', 'tickets.perform', { ticketId, command, overrideReason: 'I may.' })
        expect(overridden, command).toMatchObject({ status: 422, code: 'input.invalid' })
      }
      expect(await scene.call('a1', 'tickets.messages', { ticketId })).toEqual(before)
      // That something is left to do is told; what of the house it is, is not.
      const settle = await scene.answer('a1', 'tickets.perform', { ticketId, command: 'settle' })
      expect(settle).toMatchObject({
        status: 409,
        code: 'ticket.gates_failed',
        body: { details: { gates: [{ code: 'ticket.work_left' }] } },
      })
      expect((await scene.answer('ad', 'tickets.perform', { ticketId, command: 'settle' })).body).toMatchObject({
        details: { gates: [{ code: 'machine.field_missing', field: `/fields/hint_${INTERNAL_CODE}` }] },
      })
      await scene.expectSound()
    })

    it('is shown to nobody by who takes part', async () => {
      const { t1: ticketId, id } = scene
      const kinds = (await scene.call('am', 'tickets.participants', { ticketId }))['items'] as { kind: string }[]
      expect(kinds.filter(({ kind: one }) => one === 'follower')).toEqual([])
      for (const operation of ['tickets.addParticipant', 'tickets.removeParticipant'])
        for (const personId of [id.n2, id.a1, id.f1])
          expect((await scene.answer('a1', operation, { ticketId, personId, kind: 'follower' })).status, operation).toBe(403)
      expect(
        JSON.stringify(
          await scene.call('n1', 'tickets.participants', { ticketId }).catch(() => scene.call('ad', 'tickets.participants', { ticketId })),
        ),
      ).toContain(id.n2)
      await scene.expectSound()
    })
  })
})
