import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { LoadedActor } from '../../src/access/actor-access.ts'
import { PermissionIndex } from '../../src/access/permission-set.ts'
import { can, ticketPredicate } from '../../src/access/ticket-scope.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { AsOptions } from '../../src/operation/caller.ts'
import { type CoreTables, NIL_ID } from '../../src/tables.ts'
import { openDesk, refusal } from './cast.ts'
import { anyGrant, companies, makeWorld, people, type WorldGrant, type WorldTicket, worldTickets } from './world.ts'

const permissions = new PermissionIndex(['ticket.note', 'ticket.read'])
const readBit = permissions.bit('ticket.read')

const anyActor: fc.Arbitrary<LoadedActor> = fc
  .record({
    personId: fc.option(fc.constantFrom(...people), { freq: 9 }),
    acting: fc.constantFrom('staff' as const, 'customer' as const),
    company: fc.option(fc.constantFrom(...companies)),
    others: fc.subarray(companies),
    grants: fc.array(anyGrant, { maxLength: 4 }),
  })
  .map(({ personId, acting, company, others, grants }) => {
    const companyId = acting === 'customer' ? company : null
    return {
      kind: 'person',
      id: personId ?? 'nobody',
      personId,
      externalId: null,
      name: '',
      language: null,
      accepts: [],
      languages: ['en'],
      capacity: acting === 'staff' ? { acting } : companyId === null ? { acting } : { acting, company: companyId },
      branches: grants.map(({ role, scope, scopeId }) => ({
        scope,
        scopeId,
        permissions: permissions.set(role === 'sees' ? ['ticket.read'] : ['ticket.note']),
        roleId: role,
        source: 'manual',
      })),
      companyId,
      isContact: true,
      otherCompanyIds: acting === 'customer' ? others.filter((id) => id !== companyId) : [],
      channel: 'api',
      isSystem: false,
    }
  })

const scopedFor = (actor: LoadedActor, ticket: WorldTicket) => ({
  teamId: ticket.team_id,
  companyId: ticket.company_id,
  requesterId: ticket.requester_id,
  assigneeId: ticket.assignee_id,
  isParticipant: ticket.participants.some(
    ({ person_id, kind }) => person_id === actor.personId && kind === (actor.capacity.acting === 'staff' ? 'follower' : 'cc'),
  ),
})

/** The rule of domain.md §3 once more, written from its words: who sees which ticket by which grant. */
function sees(
  personId: string,
  acting: 'staff' | 'customer',
  company: string | null,
  memberships: readonly string[],
  grant: WorldGrant,
  ticket: WorldTicket,
): boolean {
  if (grant.role !== 'sees' || grant.acting !== acting) return false
  const takesPart = (kind: string) => ticket.participants.some((one) => one.person_id === personId && one.kind === kind)
  if (grant.scope === 'all') return true
  if (grant.scope === 'team') return ticket.team_id === grant.scopeId
  if (grant.scope === 'company') return ticket.company_id === grant.scopeId && (acting === 'staff' || grant.scopeId === company)
  if (acting === 'staff') return ticket.assignee_id === personId || takesPart('follower')
  const otherBusiness = ticket.company_id !== null && ticket.company_id !== company && memberships.includes(ticket.company_id)
  if (ticket.requester_id === personId && (ticket.company_id === null || ticket.company_id === company)) return true
  return takesPart('cc') && !otherBusiness
}

forEachDatabase((kind) => {
  describe('the one policy', () => {
    let desk: Desk
    beforeAll(async () => {
      desk = (await openDesk(kind, { admins: [] }, afterAll)).desk
      await makeWorld(desk)
      await desk['~store'].write(async (tx) => {
        const db: Kysely<CoreTables> = tx.db
        for (const acting of ['staff', 'customer'] as const)
          for (const [role, names] of [
            ['sees', ['ticket.read']],
            ['sees_not', ['ticket.note']],
          ] as const)
            await db
              .insertInto('role')
              .values({
                id: `${role}_${acting}`,
                title: role,
                acting,
                permissions_json: names,
                owner: 'desk',
                version: 1,
                updated_at: '2026-01-01T00:00:00.000Z',
              })
              .execute()
      })
    })

    it('says in SQL what it says of a ticket at hand', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(anyActor, async (actor) => {
          const found = await desk['~store'].read(async (tx) => {
            const db: Kysely<CoreTables> = tx.db
            return db.selectFrom('ticket').select('id').where(ticketPredicate(actor, readBit)).orderBy('id').execute()
          })
          const expected = worldTickets.filter((ticket) => can(actor, readBit, scopedFor(actor, ticket)))
          expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).sort())
        }),
        { numRuns: 300 },
      )
    })

    const anyPerson = fc.record({
      person: fc.nat(people.length - 1),
      grants: fc.uniqueArray(anyGrant, {
        maxLength: 5,
        selector: ({ role, acting, scope, scopeId }) => `${role} ${acting} ${scope} ${scopeId}`,
      }),
      memberships: fc.subarray([...companies]),
      acting: fc.constantFrom('staff' as const, 'customer' as const),
      company: fc.nat(2),
      sort: fc.constantFrom('created' as const, 'updated' as const, 'priority' as const),
      limit: fc.constantFrom(1, 7, 200),
    })

    it('is the same for lists, for single tickets, and for what the rules say', { timeout: 120_000 }, async () => {
      let n = 0
      await fc.assert(
        fc.asyncProperty(anyPerson, async ({ person, grants, memberships, acting, company: wanted, sort, limit }) => {
          const personId = people[person] ?? ''
          await desk['~store'].write(async (tx) => {
            const db: Kysely<CoreTables> = tx.db
            await db.deleteFrom('access_grant').execute()
            await db.deleteFrom('membership').execute()
            for (const { role, acting: as, scope, scopeId } of grants)
              await db
                .insertInto('access_grant')
                .values({
                  id: `01900005-0000-7000-8000-${String(++n).padStart(12, '0')}`,
                  person_id: personId,
                  role_id: `${role}_${as}`,
                  scope,
                  scope_id: scopeId ?? NIL_ID,
                  source: 'manual',
                  granted_by: null,
                  created_at: '2026-01-01T00:00:00.000Z',
                })
                .execute()
            for (const company_id of memberships)
              await db
                .insertInto('membership')
                .values({
                  person_id: personId,
                  company_id,
                  job_title: null,
                  approval_limit_minor: null,
                  approval_currency: null,
                  created_at: '2026-01-01T00:00:00.000Z',
                })
                .execute()
          })
          const company = acting === 'customer' ? (memberships[wanted % (memberships.length || 1)] ?? null) : null
          const options: AsOptions = acting === 'staff' ? { acting } : company === null ? { acting } : { acting, company }
          const as = desk.as({ externalId: `p${person}` }, options)
          const expected = worldTickets
            .filter((ticket) => grants.some((grant) => sees(personId, acting, company, memberships, grant, ticket)))
            .map(({ id }) => id)

          const counts = ({ role, acting: of, scope, scopeId }: WorldGrant) =>
            role === 'sees' && of === acting && (scope !== 'company' || acting === 'staff' || scopeId === company)
          if (!grants.some(counts)) {
            const isNoStaff = acting === 'staff' && !grants.some((grant) => grant.acting === 'staff')
            expect(await refusal(as.tickets.list({}))).toBe(isNoStaff ? 'access.no_staff' : 'access.denied')
            return
          }
          const listed: string[] = []
          let cursor: string | null = null
          do {
            const page: { items: { id: string }[]; nextCursor: string | null } = await as.tickets.list({
              sort,
              limit,
              ...(cursor === null ? {} : { cursor }),
            })
            listed.push(...page.items.map(({ id }) => id))
            cursor = page.nextCursor
          } while (cursor !== null)
          expect(listed.toSorted()).toEqual(expected.toSorted())
          for (const { id } of worldTickets.slice(0, 12))
            expect(await refusal(as.tickets.get({ ticketId: id }))).toBe(expected.includes(id) ? 'none' : 'ticket.not_found')
        }),
        { numRuns: 40 },
      )
    })
  })
})
