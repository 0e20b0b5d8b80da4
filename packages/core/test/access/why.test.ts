import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type Cast, type Name, openCast, refusal } from './cast.ts'

forEachDatabase((kind) => {
  describe('why', () => {
    let cast: Cast
    let ticketId: string
    let other: string
    beforeAll(async () => {
      cast = await openCast(
        kind,
        {
          veto: (_actor, permission, ticket) =>
            permission === 'ticket.cancel' && ticket.type === 'incident' ? 'ask the shift lead' : undefined,
        },
        afterAll,
      )
      const admin = cast.as('ad')
      ticketId = (
        await admin.tickets.create({ type: 'incident', subject: 'x', requesterId: cast.id.a1, companyId: cast.acme, teamId: cast.net })
      ).id
      other = (await admin.tickets.create({ subject: 'y', requesterId: cast.id.b1, companyId: cast.beta, teamId: cast.fin })).id
    })
    const ask = (name: Name, permission: string, more: object = {}, options = {}) =>
      cast.as(name, options).access.why({ permission, ...more } as never)

    it('names every grant that allows it, with a sentence', async () => {
      await cast.as('ad').access.grant({ personId: cast.id.n1, roleId: 'auditor', scope: 'all' })
      const answer = await ask('n1', 'ticket.read', { ticketId })
      expect(answer).toMatchObject({ isAllowed: true, refusal: null })
      expect(answer.grants.map(({ roleId, scope, scopeId, reason }) => [roleId, scope, scopeId, reason])).toEqual(
        expect.arrayContaining([
          ['agent', 'team', cast.net, "The role 'agent' was given in the team Network, which has this ticket (manual)."],
          ['auditor', 'all', null, "The role 'auditor' was given over all (manual)."],
        ]),
      )
      expect(answer.grants).toHaveLength(2)
      expect(await ask('a1', 'ticket.read', { ticketId })).toMatchObject({
        isAllowed: true,
        grants: [
          {
            roleId: 'customer',
            scope: 'own',
            reason: "The role 'customer' was given over own tickets, and this one is: requester (default).",
          },
        ],
      })
      expect(await ask('am', 'ticket.read', { ticketId })).toMatchObject({
        grants: [
          {
            roleId: 'customer_manager',
            reason: "The role 'customer_manager' was given in the company ACME, whose ticket this is (manual).",
          },
        ],
      })
      expect(await ask('n1', 'team.read')).toMatchObject({ isAllowed: true })
    })

    it('says what refuses: no grant, the other capacity, the host', async () => {
      expect(await ask('n1', 'ticket.reopen_closed', { ticketId })).toMatchObject({
        isAllowed: false,
        grants: [],
        refusal: { code: 'access.denied' },
      })
      expect(await ask('n1', 'ticket.note', {}, { acting: 'customer' })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'access.wrong_capacity' },
      })
      expect(await ask('n1', 'ticket.cancel', { ticketId })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'access.vetoed', message: 'The host application refuses this (ask the shift lead). Ask those who run it.' },
      })
      expect(await ask('n1', 'ticket.cancel')).toMatchObject({ isAllowed: true })
      expect(await ask('a1', 'ticket.read', { acting: 'staff' })).toMatchObject({ isAllowed: false, refusal: { code: 'access.no_staff' } })
    })

    it('shows the asker nothing that they may not see', async () => {
      expect(await refusal(ask('a1', 'ticket.read', { ticketId: other }))).toBe('ticket.not_found')
      expect(await refusal(ask('a1', 'ticket.read', { ticketId, personId: cast.id.am }))).toBe('access.denied')
      expect(await refusal(ask('f1', 'ticket.read', { personId: cast.id.a1 }))).toBe('access.denied')
      expect(await refusal(ask('am', 'ticket.read', { personId: cast.id.a1 }))).toBe('access.denied')
      expect(await refusal(ask('am', 'ticket.read', { ticketId, personId: cast.id.b1 }))).toBe('person.not_found')
      expect(await refusal(ask('am', 'ticket.read', { ticketId: other, personId: cast.id.a1 }))).toBe('ticket.not_found')
      expect(await refusal(ask('n1', 'ticket.fly'))).toBe('access.unknown_permission')
    })

    it('answers for others where the right to know reaches', async () => {
      expect(await ask('nl', 'ticket.read', { ticketId, personId: cast.id.a1 })).toMatchObject({
        isAllowed: true,
        grants: [{ roleId: 'customer' }],
      })
      expect(await ask('nl', 'ticket.read', { ticketId, personId: cast.id.a2 })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'ticket.not_found' },
      })
      expect(await ask('am', 'ticket.read', { ticketId, personId: cast.id.a2 })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'ticket.not_found' },
      })
      expect(await ask('am', 'ticket.read', { ticketId, personId: cast.id.a1 })).toMatchObject({ isAllowed: true })
      expect(await ask('ad', 'ticket.note', { ticketId, personId: cast.id.f1 })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'ticket.not_found' },
      })
      expect(await ask('ad', 'company.create', { personId: cast.id.nl })).toMatchObject({ isAllowed: true, grants: [{ scope: 'team' }] })
      expect(await ask('ad', 'ticket.note', { personId: cast.id.n1, acting: 'customer' })).toMatchObject({
        refusal: { code: 'access.wrong_capacity' },
      })
      expect(await refusal(ask('nl', 'ticket.read', { personId: cast.id.n1 }))).toBe('access.denied')
    })

    it('has a contact of several companies act for the ticket’s', async () => {
      const both = await cast.as('ad').people.create({ name: 'Both', externalId: 'both' })
      for (const companyId of [cast.acme, cast.beta]) await cast.as('ad').companies.saveMember({ companyId, personId: both.id })
      await cast.as('ad').access.grant({ personId: both.id, roleId: 'customer_manager', scope: 'company', scopeId: cast.beta })
      expect(await ask('ad', 'ticket.read', { ticketId: other, personId: both.id })).toMatchObject({
        isAllowed: true,
        grants: [{ scopeId: cast.beta }],
      })
      expect(await ask('ad', 'ticket.read', { ticketId, personId: both.id })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'ticket.not_found' },
      })
      expect(await ask('ad', 'ticket.read', { personId: both.id })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'access.company_required' },
      })
    })

    it('says that somebody is deactivated', async () => {
      await cast.as('ad').people.deactivate({ personId: cast.id.a2 })
      expect(await ask('ad', 'ticket.read', { personId: cast.id.a2 })).toMatchObject({
        isAllowed: false,
        refusal: { code: 'access.deactivated' },
      })
    })
  })
})
