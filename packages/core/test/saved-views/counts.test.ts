import fc from 'fast-check'
import type { Kysely, Selectable } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreTables } from '../../src/tables.ts'
import { NIL_ID } from '../../src/tables.ts'
import type { TicketFilter } from '../../src/ticket/list-schema.ts'
import type { TicketTable } from '../../src/ticket/tables.ts'
import { openDesk } from '../access/cast.ts'
import { anyGrant, companies, makeWorld, people, worldTickets } from '../access/world.ts'

const now = Date.parse('2026-03-04T10:00:00.000Z')
const hour = 3_600_000
const ago = (hours: number) => new Date(now - hours * hour).toISOString()
const teams = [...new Set(worldTickets.map(({ team_id }) => team_id))]

const instants = [null, ago(1), ago(30), ago(200)] as const
const facts = fc.record({
  category: fc.constantFrom('new' as const, 'open' as const, 'waiting' as const, 'resolved' as const, 'closed' as const),
  type: fc.constantFrom('question', 'incident'),
  priority: fc.integer({ min: 1, max: 4 }),
  channel: fc.constantFrom('api', 'mail'),
  resolved_at: fc.constantFrom(...instants),
  waiting_until_at: fc.constantFrom(...instants),
  unanswered_since_at: fc.constantFrom(...instants),
  created_at: fc.constantFrom(ago(1), ago(30), ago(200)),
  tags: fc.subarray(['red', 'blue']),
})
type Facts = typeof facts extends fc.Arbitrary<infer F> ? F : never
const worldFacts: readonly Facts[] = fc.sample(facts, { seed: 7, numRuns: worldTickets.length })

type Row = Selectable<TicketTable> & { tags: string[]; followers: string[] }

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 })
const oneOrSome = <T>(values: readonly T[]) => fc.oneof(fc.constantFrom(...values), some(values))
const moment = fc.constantFrom('now-2h', 'today', 'week', 'now-7d', ago(30))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 })

/** A filter as somebody of the audience may write it, mostly of two or three parts. */
const anyFilter = (acting: 'staff' | 'customer'): fc.Arbitrary<TicketFilter> =>
  fc
    .record({
      open: maybe(fc.boolean()),
      category: maybe(some(['new', 'open', 'waiting', 'resolved', 'closed'] as const)),
      type: maybe(some(['question', 'incident', 'problem'])),
      priority: maybe(some(['low', 'normal', 'high', 'urgent'] as const)),
      requesterId: maybe(oneOrSome([...people, 'me' as const])),
      companyId: maybe(oneOrSome(companies)),
      resolvedFrom: maybe(moment),
      updatedBefore: maybe(moment),
      createdFrom: maybe(moment),
      waitingUntilBefore: maybe(moment),
      ...(acting === 'staff'
        ? {
            teamId: maybe(oneOrSome([...teams, 'mine' as const])),
            assigneeId: maybe(oneOrSome([...people, 'me' as const, 'none' as const])),
            unassigned: maybe(fc.boolean()),
            unanswered: maybe(fc.boolean()),
            followed: maybe(fc.boolean()),
            tag: maybe(oneOrSome(['red', 'Blue', 'green'])),
            withoutTag: maybe(oneOrSome(['red', 'green'])),
            channel: maybe(oneOrSome(['api', 'mail'])),
          }
        : {}),
    })
    .chain((filter) => {
      const keys = Object.keys(filter).filter((key) => filter[key as keyof typeof filter] !== undefined)
      return fc
        .subarray(keys, { maxLength: Math.min(3, keys.length) })
        .map((kept) => Object.fromEntries(Object.entries(filter).filter(([key]) => kept.includes(key))))
    })

const start: Record<string, number> = {
  'now-2h': now - 2 * hour,
  today: Date.parse('2026-03-04T00:00:00.000Z'),
  week: Date.parse('2026-03-02T00:00:00.000Z'),
  'now-7d': now - 7 * 24 * hour,
}
const at = (text: string) => start[text] ?? Date.parse(text)

/** What a filter means, once more, from its words. */
function matches(filter: TicketFilter, row: Row, personId: string, mine: readonly string[], acting: 'staff' | 'customer'): boolean {
  const any = (wanted: string | readonly string[] | undefined, value: string | null, own: Record<string, readonly string[]> = {}) =>
    wanted === undefined || [wanted].flat().some((each) => (own[each] ?? [each]).includes(value ?? 'none'))
  const from = (wanted: string | undefined, value: string | null) =>
    wanted === undefined || (value !== null && Date.parse(value) >= at(wanted))
  const before = (wanted: string | undefined, value: string | null) =>
    wanted === undefined || (value !== null && Date.parse(value) < at(wanted))
  const is = (wanted: boolean | undefined, value: boolean) => wanted === undefined || wanted === value
  const tagged = (wanted: string | readonly string[]) => [wanted].flat().some((tag) => row.tags.includes(tag.toLowerCase()))
  return (
    is(filter.open, row.is_open) &&
    any(filter.category, row.category) &&
    any(filter.type, row.type) &&
    any(filter.priority, ['', 'low', 'normal', 'high', 'urgent'][row.priority] ?? '') &&
    any(filter.requesterId, row.requester_id, { me: [personId] }) &&
    any(filter.companyId, row.company_id) &&
    any(filter.teamId, row.team_id, { mine }) &&
    any(filter.assigneeId, row.assignee_id, { me: [personId] }) &&
    any(filter.channel, row.channel) &&
    is(filter.unassigned, row.assignee_id === null) &&
    is(filter.unanswered, row.unanswered_since_at !== null) &&
    is(filter.followed, row.followers.includes(personId)) &&
    from(filter.resolvedFrom, row.resolved_at) &&
    from(filter.createdFrom, row.created_at) &&
    before(filter.updatedBefore, acting === 'staff' ? row.updated_at : row.public_updated_at) &&
    before(filter.waitingUntilBefore, row.waiting_until_at) &&
    (filter.tag === undefined || tagged(filter.tag)) &&
    (filter.withoutTag === undefined || !tagged(filter.withoutTag))
  )
}

forEachDatabase((kind) => {
  describe('counts', () => {
    let desk: Desk
    let rows: Row[]
    const write = (run: (db: Kysely<CoreTables>) => Promise<void>) => desk['~store'].write((tx) => run(tx.db))

    beforeAll(async () => {
      desk = (await openDesk(kind, { admins: [], clock: () => now }, afterAll)).desk
      await makeWorld(desk)
      await write(async (db) => {
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
                updated_at: ago(0),
              })
              .execute()
        for (const [index, { tags, category, ...columns }] of worldFacts.entries()) {
          const id = worldTickets[index]?.id ?? ''
          const touched = columns.resolved_at ?? columns.created_at
          const is_open = category !== 'resolved' && category !== 'closed'
          const { number } = await db
            .updateTable('ticket')
            .set({ ...columns, category, status: category, is_open, updated_at: touched, public_updated_at: touched })
            .where('id', '=', id)
            .returning('number')
            .executeTakeFirstOrThrow()
          for (const tag of tags) await db.insertInto('tag').values({ ticket_id: id, tag, ticket_number: number }).execute()
        }
      })
      rows = await desk['~store'].read(async ({ db }) => {
        const core: Kysely<CoreTables> = db
        const tags = await core.selectFrom('tag').selectAll().execute()
        const followers = await core.selectFrom('participant').selectAll().where('kind', '=', 'follower').execute()
        return (await core.selectFrom('ticket').selectAll().execute()).map((row) => ({
          ...row,
          tags: tags.filter(({ ticket_id }) => ticket_id === row.id).map(({ tag }) => tag),
          followers: followers.filter(({ ticket_id }) => ticket_id === row.id).map(({ person_id }) => person_id),
        }))
      })
    })

    const anyCase = fc.constantFrom('staff' as const, 'customer' as const).chain((acting) =>
      fc.record({
        acting: fc.constant(acting),
        person: fc.nat(people.length - 1),
        grants: fc.uniqueArray(
          anyGrant.map((grant) => ({ ...grant, acting, role: 'sees' as const })),
          { minLength: 1, maxLength: 4, selector: ({ scope, scopeId }) => `${scope} ${scopeId}` },
        ),
        company: fc.constantFrom(...companies),
        filters: fc.array(anyFilter(acting), { minLength: 3, maxLength: 3 }),
        limit: fc.constantFrom(3, 200),
        sort: fc.constantFrom('created' as const, 'updated' as const, 'priority' as const),
        order: fc.constantFrom('newest' as const, 'oldest' as const),
      }),
    )

    it('are what paging through the list gives, for anybody and any filter', { timeout: 180_000 }, async () => {
      let n = 0
      const found = { some: 0, none: 0 }
      await fc.assert(
        fc.asyncProperty(anyCase, async ({ acting, person, grants, company, filters, limit, sort, order }) => {
          fc.pre(acting === 'staff' || grants.some(({ scope, scopeId }) => scope !== 'company' || scopeId === company))
          const personId = people[person] ?? ''
          const viewIds = filters.map((_, index) => `01900006-0000-7000-8000-${String(++n * 10 + index).padStart(12, '0')}`)
          await write(async (db) => {
            await db.deleteFrom('access_grant').execute()
            await db.deleteFrom('membership').execute()
            const joined = { job_title: null, approval_limit_minor: null, approval_currency: null, created_at: ago(0) }
            await db
              .insertInto('membership')
              .values({ person_id: personId, company_id: company, ...joined })
              .execute()
            for (const { scope, scopeId } of grants)
              await db
                .insertInto('access_grant')
                .values({
                  id: `01900007-0000-7000-8000-${String(++n).padStart(12, '0')}`,
                  person_id: personId,
                  role_id: `sees_${acting}`,
                  scope,
                  scope_id: scopeId ?? NIL_ID,
                  source: 'manual',
                  granted_by: null,
                  created_at: ago(0),
                })
                .execute()
            for (const [index, id] of viewIds.entries())
              await db
                .insertInto('saved_view')
                .values({
                  id,
                  key: null,
                  acting,
                  shared: 'desk',
                  person_id: null,
                  team_id: null,
                  titles_json: { en: 'V' },
                  filter_json: filters[index],
                  sort,
                  direction: order,
                  columns_json: ['number'],
                  position: 1,
                  version: 1,
                  created_by: null,
                  created_at: ago(0),
                  updated_at: ago(0),
                })
                .execute()
          })
          const as = desk.as({ externalId: `p${person}` }, acting === 'staff' ? { acting } : { acting, company })
          const counts = await as.views.counts({ viewIds })
          const all: string[] = []
          const pageOf = async (filter: TicketFilter, viewId: string): Promise<string[]> => {
            const listed: string[] = []
            let cursor: string | null = null
            for (let page = 0; page === 0 || cursor !== null; page += 1) {
              const at: { limit: number; cursor?: string } = { limit, ...(cursor === null ? {} : { cursor }) }
              // Pages of the view and of the list in turns: it is one list, so its cursors are the same.
              const answer: { items: { id: string }[]; nextCursor: string | null } =
                page % 2 === 0 ? await as.views.tickets({ viewId, ...at }) : await as.tickets.list({ ...filter, sort, order, ...at })
              listed.push(...answer.items.map(({ id }) => id))
              cursor = answer.nextCursor
            }
            return listed
          }
          await as.tickets.list({ limit: 200 }).then(({ items }) => all.push(...items.map(({ id }) => id)))
          const mine = grants.flatMap(({ scope, scopeId }) => (scope === 'team' && scopeId !== null ? [scopeId] : []))
          for (const [index, filter] of filters.entries()) {
            const expected = rows.filter((row) => all.includes(row.id) && matches(filter, row, personId, mine, acting)).map(({ id }) => id)
            const listed = await pageOf(filter, viewIds[index] ?? '')
            expect(listed.toSorted(), JSON.stringify(filter)).toEqual(expected.toSorted())
            expect(counts.items[index], JSON.stringify(filter)).toMatchObject({ count: expected.length, hasMore: false, faults: [] })
            found[expected.length ? 'some' : 'none'] += 1
          }
        }),
        { numRuns: 60 },
      )
      // Not only what finds nothing.
      expect(found.some).toBeGreaterThan(found.none / 2)
    })
  })
})
