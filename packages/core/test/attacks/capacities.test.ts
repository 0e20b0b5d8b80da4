import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { INTERNAL } from './canary.ts'
import { type Answer, openScene, type Scene } from './scene.ts'

forEachDatabase((kind) => {
  describe('one person in several capacities', () => {
    let scene: Scene
    let ticketId = ''
    beforeAll(async () => {
      scene = await openScene(kind)
      const { desk, id, acme, beta, net } = scene
      const admin = desk.as({ externalId: 'ad' })
      // The agent of the network is a contact of BETA besides.
      await admin.companies.saveMember({ companyId: beta, personId: id.n1 })
      ticketId = (await scene.call('n1', 'tickets.create', { subject: 'My own', body: 'Mine.' }, { acting: 'customer' }))['id'] as string
      await admin.tickets.assign({ ticketId, assigneeId: null, teamId: net })
      await admin.tickets.note({ ticketId, body: INTERNAL })
      for (const company of [acme, beta])
        for (const n of [1, 2, 3]) await scene.call('c1', 'tickets.create', { subject: `${n}` }, { company })
    })
    afterAll(() => scene.close())

    it('sees as a customer what customers see, though they may see more as staff', async () => {
      for (const [operation, input] of [
        ['tickets.get', { ticketId }],
        ['tickets.timeline', { ticketId }],
        ['tickets.messages', { ticketId }],
        ['tickets.list', {}],
      ] as const) {
        expect((await scene.answer('n1', operation, input, { acting: 'staff' })).text, operation).toContain(INTERNAL)
        expect((await scene.answer('n1', operation, input, { acting: 'customer' })).text, operation).not.toContain(INTERNAL)
      }
      expect(await scene.answer('n1', 'tickets.get', { ticketId: scene.t1 }, { acting: 'customer' })).toMatchObject({ status: 404 })
      expect(await scene.answer('n1', 'tickets.note', { ticketId, body: 'x' }, { acting: 'customer' })).toMatchObject({
        status: 403,
        code: 'access.wrong_capacity',
      })
      expect(await scene.answer('a1', 'tickets.list', {}, { acting: 'staff' })).toMatchObject({ status: 403, code: 'access.no_staff' })
      const staffCall = await scene.fetch('n1', `GET /api/tickets/${ticketId}/timeline`, undefined, { 'desk-acting': 'customer' })
      expect(staffCall.text).not.toContain(INTERNAL)
      await scene.expectSound()
    })

    it('takes no cursor from one capacity, company or query to another', async () => {
      const { acme, beta } = scene
      const first = await scene.call('c1', 'tickets.list', { limit: 1 }, { company: acme })
      const cursor = String(first['nextCursor'])
      expect((await scene.call('c1', 'tickets.list', { limit: 1, cursor }, { company: acme }))['items']).toHaveLength(1)
      const refused = { status: 422, code: 'input.cursor_invalid' }
      expect(await scene.answer('c1', 'tickets.list', { limit: 1, cursor }, { company: beta })).toMatchObject(refused)
      expect(await scene.answer('c1', 'tickets.list', { limit: 1, cursor, sort: 'updated' }, { company: acme })).toMatchObject(refused)
      expect(await scene.answer('am', 'tickets.list', { limit: 1, cursor })).toMatchObject(refused)
      expect(await scene.fetch('c1', `GET /api/tickets?limit=1&cursor=${cursor}`, undefined, { 'desk-company': beta })).toMatchObject(
        refused,
      )
      const staff = await scene.call('n1', 'tickets.timeline', { ticketId, limit: 1 }, { acting: 'staff' })
      expect(
        await scene.answer('n1', 'tickets.timeline', { ticketId, limit: 1, cursor: staff['nextCursor'] }, { acting: 'customer' }),
      ).toMatchObject(refused)
      expect(
        await scene.answer('n1', 'tickets.messages', { ticketId, limit: 1, cursor: staff['nextCursor'] }, { acting: 'staff' }),
      ).toMatchObject(refused)
      await scene.expectSound()
    })

    it('acts for one company at a time', async () => {
      const { acme, beta } = scene
      expect(await scene.answer('c1', 'tickets.list', {})).toMatchObject({ status: 422, code: 'access.company_required' })
      const of = async (company: string): Promise<string[]> =>
        ((await scene.call('c1', 'tickets.list', {}, { company }))['items'] as { company: { id: string } | null }[]).map(
          (ticket) => ticket.company?.id ?? '',
        )
      expect(new Set(await of(acme))).toEqual(new Set([acme]))
      expect(new Set(await of(beta))).toEqual(new Set([beta]))
      expect(await scene.answer('c1', 'tickets.create', { subject: 'For the other', companyId: beta }, { company: acme })).toMatchObject({
        status: 404,
      })
      expect(await scene.answer('a1', 'tickets.list', {}, { company: beta })).toMatchObject({ status: 403, code: 'access.no_member' })
      await scene.expectSound()
    })

    it('is not answered under a key what another capacity was answered', async () => {
      const { acme, beta } = scene
      const reused = { status: 422, code: 'idempotency.key_reused' }
      const reply = { ticketId, body: 'Once.' }
      await scene.call('n1', 'tickets.reply', reply, { acting: 'staff', idempotencyKey: 'k1' })
      expect(await scene.answer('n1', 'tickets.reply', reply, { acting: 'customer', idempotencyKey: 'k1' })).toMatchObject(reused)
      await scene.call('c1', 'tickets.create', { subject: 'Once' }, { company: acme, idempotencyKey: 'k2' })
      expect(await scene.answer('c1', 'tickets.create', { subject: 'Once' }, { company: beta, idempotencyKey: 'k2' })).toMatchObject(reused)
      await scene.expectSound()
    })
  })

  describe('what was taken away', () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(kind)
    })
    afterAll(() => scene.close())
    const admin = () => scene.desk.as({ externalId: 'ad' })
    const gone = { status: 404, code: 'ticket.not_found' }
    const under = (idempotencyKey: string) => ({ idempotencyKey })

    it('is not answered once more under an old key', async () => {
      const { id, t1, t2, net } = scene
      const note = { ticketId: t1, body: INTERNAL }
      const noted = await scene.call('n1', 'tickets.note', note, under('note'))
      expect(await scene.call('n1', 'tickets.note', note, under('note'))).toEqual(noted)
      // In copy for a while.
      await scene.call('n1', 'tickets.addParticipant', { ticketId: t1, personId: id.a2, kind: 'cc' })
      const replied = await scene
        .call('a2', 'tickets.reply', { ticketId: t1, body: 'Me too.' }, under('copy'))
        .catch((error: unknown) => error)
      await scene.call('n1', 'tickets.removeParticipant', { ticketId: t1, personId: id.a2, kind: 'cc' })
      expect(await scene.answer('a2', 'tickets.reply', { ticketId: t1, body: 'Me too.' }, under('copy')), String(replied)).toMatchObject(
        gone,
      )
      // Out of the team.
      const [grant] = (await admin().access.grants({ personId: id.n1, roleId: 'agent' })).items
      await admin().access.revoke({ grantId: grant?.id ?? '' })
      const [other] = (await admin().access.grants({ personId: id.n1, roleId: 'ledger.writer' })).items
      expect(other?.scopeId).toBe(net)
      const answer: Answer = await scene.answer('n1', 'tickets.note', note, under('note'))
      expect([403, 404]).toContain(answer.status)
      expect(answer.text).not.toContain(INTERNAL)
      // Of another company.
      const asked = { ticketId: t2, body: 'Hello?' }
      await scene.call('b1', 'tickets.reply', asked, under('old_company'))
      await admin().companies.removeMember({ companyId: scene.beta, personId: id.b1 })
      expect((await scene.answer('b1', 'tickets.reply', asked, under('old_company'))).status).toBe(422)
      for (const name of ['a2', 'b1'] as const)
        expect(JSON.stringify(await scene.call(name, 'tickets.list', {}))).not.toContain(name === 'a2' ? t1 : t2)
    })

    it('is answered once more where the command itself led out of sight: the answer may have been lost on the way', async () => {
      const { id, t2, fin, net } = scene
      await admin().access.grant({ personId: id.n1, roleId: 'agent', scope: 'team', scopeId: net })
      const move = { ticketId: t2, assigneeId: null, teamId: fin }
      const moved = await scene.call('n1', 'tickets.assign', move, under('away'))
      expect(await scene.answer('n1', 'tickets.get', { ticketId: t2 })).toMatchObject(gone)
      expect(await scene.call('n1', 'tickets.assign', move, under('away'))).toEqual(moved)
    })

    it('is not seen in copy by contacts of a company that the ticket is no longer of', async () => {
      const { id, acme, beta, t3 } = scene
      await admin().companies.saveMember({ companyId: beta, personId: id.b1 })
      const { id: outside } = await admin().people.create({ name: 'Olga Outside', externalId: 'outside' })
      for (const personId of [id.a1, outside]) await admin().tickets.addParticipant({ ticketId: t3, personId, kind: 'cc' })
      const seen = () => scene.desk.as({ externalId: 'a1' }).tickets.get({ ticketId: t3 })
      expect(await seen()).toMatchObject({ id: t3 })
      await admin().tickets.update({ ticketId: t3, requesterId: id.b1, companyId: beta })
      await expect(seen()).rejects.toMatchObject({ code: 'ticket.not_found' })
      const { items } = await admin().tickets.participants({ ticketId: t3 })
      expect(items.filter(({ kind: one }) => one === 'cc').map(({ person }) => person.id)).toEqual([outside])
      expect((await admin().tickets.get({ ticketId: t3 })).company?.id).not.toBe(acme)
    })
  })
})
