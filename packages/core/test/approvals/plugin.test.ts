import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { refusal } from '../access/cast.ts'
import { offers } from './offers-plugin.ts'

forEachDatabase((kind) => {
  describe("approvals of a plugin's own", () => {
    it('show its content, ask for authority over the amount, and are void when it says so', async () => {
      const place = await kind.create()
      const desk = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [offers()],
        admins: ['ad'],
        checkOutputs: true,
        worker: false,
        log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      })
      onTestFinished(async () => {
        await desk.close()
        await place.drop()
      })
      await desk.migrate()
      const admin = desk.as({ externalId: 'ad' })
      const { id: companyId } = await admin.companies.create({ name: 'ACME' })
      const [boss, clerk] = [
        await admin.people.create({ name: 'Boss', externalId: 'boss' }),
        await admin.people.create({ name: 'Clerk', externalId: 'clerk' }),
      ]
      await admin.companies.saveMember({ companyId, personId: boss.id, approvalLimit: { minor: 100_000, currency: 'EUR' } })
      await admin.companies.saveMember({ companyId, personId: clerk.id, approvalLimit: { minor: 100, currency: 'EUR' } })
      await admin.access.grant({ personId: (await admin.people.me()).person.id, roleId: 'offers.writer', scope: 'all' })
      const { id: ticketId } = await admin.tickets.create({
        subject: 'Server',
        body: 'Please',
        requesterId: boss.id,
        companyId,
        type: 'service_request',
      })
      await admin.tickets.take({ ticketId })
      // Whose limit does not cover it is not asked, and nothing of the offer stays.
      expect(await refusal(admin.offers.ask({ ticketId, contactId: clerk.id, total: 50_000 }))).toBe('approval.beyond_limit')
      const { offerId, approvalId } = await admin.offers.ask({ ticketId, contactId: boss.id, total: 50_000 })
      const as = desk.as({ externalId: 'boss' })
      const [seen] = (await as.approvals.mine({})).items
      expect(seen).toMatchObject({
        id: approvalId,
        kind: 'offers.offer',
        subjectId: offerId,
        content: { total: 50_000 },
        amount: { minor: 50_000, currency: 'EUR' },
        requestedBy: { kind: 'plugin', id: 'offers' },
      })
      expect(await refusal(admin.tickets.resolve({ ticketId, resolution: 'solved' }))).toBe('ticket.gates_failed')
      const vote = { approvalId, vote: 'accepted', contentHash: seen?.contentHash ?? '' } as const
      // The limit counts when it is used.
      await admin.companies.saveMember({ companyId, personId: boss.id, approvalLimit: { minor: 10, currency: 'EUR' } })
      expect(await refusal(as.approvals.vote(vote))).toBe('approval.beyond_limit')
      await admin.companies.saveMember({ companyId, personId: boss.id, approvalLimit: { minor: 100_000, currency: 'EUR' } })
      expect(await as.approvals.vote(vote)).toMatchObject({ state: 'accepted' })
      expect(await admin.offers.get({ offerId })).toEqual({ state: 'approved' })
      await admin.offers.change({ offerId, total: 60_000 })
      expect(await as.approvals.get({ approvalId })).toMatchObject({ state: 'void', content: { total: 50_000 } })
      // What belongs to the plugin is nobody else's to ask again.
      expect(await refusal(admin.approvals.askAgain({ approvalId }))).toBe('approval.foreign_kind')
      expect(await desk.doctor()).toMatchObject({ healthy: true })
    })
  })
})
