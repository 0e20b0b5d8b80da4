import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { storedChanges } from './stored.ts'

forEachDatabase((kind) => {
  describe('opening a ticket', () => {
    let cast: Cast
    beforeAll(async () => {
      const roles = {
        desk_clerk: { title: 'Clerk', acting: 'staff', permissions: ['ticket.create', 'ticket.read', 'person.read'] },
      } as const
      cast = await openCast(kind, { roles }, afterAll)
      await cast.as('ad').access.revoke({ grantId: await grantOf(cast, 'n2') })
      await cast.as('ad').access.grant({ personId: cast.id.n2, roleId: 'desk_clerk', scope: 'all' })
    })

    it('needs for everything that is done with it the right that it needs alone', async () => {
      const asked = { subject: 'x', requesterId: cast.id.a1 }
      expect(await refusal(cast.as('n2').tickets.create(asked))).toBe('none')
      for (const [more, permission] of [
        [{ assigneeId: cast.id.ad }, 'ticket.assign'],
        [{ assigneeId: cast.id.n2 }, 'ticket.take'],
        [{ tags: ['x'] }, 'ticket.tag'],
        [{ ccIds: [cast.id.a2] }, 'ticket.add_participant'],
        [{ followerIds: [cast.id.n1] }, 'ticket.add_participant'],
      ] satisfies [object, string][])
        expect(await answerOf(cast.as('n2').tickets.create({ ...asked, ...more }))).toMatchObject({
          code: 'access.denied',
          message: expect.stringContaining(permission),
        })
    })

    it('needs a reason for a priority that impact and urgency do not give, as changing it does', async () => {
      const asked = { type: 'incident', subject: 'x', requesterId: cast.id.a1, teamId: cast.net, impact: 'high', urgency: 'high' } as const
      expect(await refusal(cast.as('n1').tickets.create({ ...asked, priority: 'low' }))).toBe('ticket.priority_reason_required')
      expect(await cast.as('n1').tickets.create({ ...asked, priority: 'urgent' })).toMatchObject({ priority: 'urgent' })
      const { id, priority } = await cast.as('n1').tickets.create({ ...asked, priority: 'low', priorityReason: 'a drill' })
      expect(priority).toBe('low')
      expect(await storedChanges(cast.desk, id)).toEqual([
        { event: 'ticket.created', field: 'priorityReason', from: null, to: 'a drill', isPublic: false },
      ])
    })

    it('is for companies that are served, and so is moving there', async () => {
      const admin = cast.as('ad')
      const gone = await admin.companies.create({ name: 'GONE' })
      await admin.companies.saveMember({ companyId: gone.id, personId: cast.id.a1 })
      const { id: ticketId } = await admin.tickets.create({ subject: 'x', requesterId: cast.id.a1, companyId: cast.acme })
      await admin.companies.update({ companyId: gone.id, isActive: false })
      expect(await refusal(admin.tickets.create({ subject: 'x', requesterId: cast.id.a1, companyId: gone.id }))).toBe(
        'ticket.company_inactive',
      )
      expect(await refusal(admin.tickets.update({ ticketId, companyId: gone.id }))).toBe('ticket.company_inactive')
      expect(await admin.tickets.create({ subject: 'x', requesterId: cast.id.a1 })).toMatchObject({ company: { id: cast.acme } })
      await admin.companies.removeMember({ companyId: gone.id, personId: cast.id.a1 })
    })
  })
})

const grantOf = async (cast: Cast, name: 'n2'): Promise<string> => {
  const { items } = await cast.as('ad').access.grants({ personId: cast.id[name] })
  return items.find(({ roleId }) => roleId === 'agent')?.id ?? ''
}
