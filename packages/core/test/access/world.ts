import fc from 'fast-check'
import type { Kysely } from 'kysely'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreTables } from '../../src/tables.ts'

const idOf = (kind: number, n: number): string => `0190000${kind}-0000-7000-8000-${String(n).padStart(12, '0')}`
const many = (kind: number, count: number): string[] => Array.from({ length: count }, (_, n) => idOf(kind, n))

/** Few of each, so that random tickets and grants meet often. */
export const people = many(1, 5)
export const companies = many(2, 3)
const teams = many(3, 3)

export interface WorldTicket {
  readonly id: string
  readonly team_id: string
  readonly company_id: string | null
  readonly requester_id: string
  readonly assignee_id: string | null
  readonly is_open: boolean
  readonly participants: readonly { readonly person_id: string; readonly kind: 'cc' | 'follower' }[]
}

const among = <T>(values: readonly T[]) => fc.constantFrom(...values)
const participant = fc.record({ person_id: among(people), kind: among(['cc', 'follower'] as const) })
const ticket = fc.record({
  team_id: among(teams),
  company_id: fc.option(among(companies), { freq: 3 }),
  requester_id: among(people),
  assignee_id: fc.option(among(people)),
  is_open: fc.boolean(),
  participants: fc.uniqueArray(participant, { maxLength: 3, selector: ({ person_id, kind }) => `${person_id} ${kind}` }),
})

/** Random tickets, the same in each run: all that decides who sees them varies, also where no operation would let it. */
export const worldTickets: readonly WorldTicket[] = fc
  .sample(ticket, { seed: 20_261_122, numRuns: 60 })
  .map((row, n) => ({ ...row, id: idOf(4, n) }))

const at = '2026-01-01T00:00:00.000Z'
const stamps = { is_active: true, version: 1, created_at: at, updated_at: at }
const noFacts = {
  subject: 'x',
  type: 'question',
  priority: 2,
  impact: null,
  urgency: null,
  previous_assignee_id: null,
  channel: 'api',
  language: null,
  fields_json: {},
  resolution: null,
  resolution_text: null,
  waiting_on: null,
  waiting_until_at: null,
  waiting_mode: null,
  waiting_since_at: null,
  waited_ms: 0,
  started_at: null,
  first_response_at: null,
  unanswered_since_at: null,
  last_customer_message_at: null,
  last_staff_message_at: null,
  first_resolved_at: null,
  first_resolution: null,
  resolved_at: null,
  closed_at: null,
  close_warned_at: null,
  reopen_count: 0,
  version: 1,
  public_version: 1,
  created_by: null,
  created_at: at,
  updated_at: at,
  public_updated_at: at,
}

/** Writes people, companies, teams and tickets past the operations, which would refuse some of them. */
export async function makeWorld(desk: Desk): Promise<void> {
  await desk['~store'].write(async (tx) => {
    const db: Kysely<CoreTables> = tx.db
    const key = Buffer.from('x')
    for (const [n, id] of people.entries())
      await db
        .insertInto('person')
        .values({
          id,
          external_id: `p${n}`,
          kind: 'person',
          name: `P${n}`,
          name_key: key,
          email: null,
          email_key: null,
          language: null,
          ...stamps,
        })
        .execute()
    for (const [n, id] of companies.entries())
      await db
        .insertInto('company')
        .values({ id, external_id: null, name: `C${n}`, name_key: key, ...stamps })
        .execute()
    for (const [n, id] of teams.entries())
      await db
        .insertInto('team')
        .values({ id, key: `t${n}`, title: `T${n}`, ...stamps })
        .execute()
    for (const { participants, ...row } of worldTickets) {
      const state = row.is_open ? ({ status: 'new', category: 'new' } as const) : ({ status: 'closed', category: 'closed' } as const)
      const { number } = await db
        .insertInto('ticket')
        .values({ ...noFacts, ...state, ...row })
        .returning('number')
        .executeTakeFirstOrThrow()
      for (const one of participants)
        await db
          .insertInto('participant')
          .values({ ...one, ticket_id: row.id, ticket_number: number, added_by: null, created_at: at })
          .execute()
    }
  })
}

export interface WorldGrant {
  readonly role: 'sees' | 'sees_not'
  readonly acting: 'staff' | 'customer'
  readonly scope: 'all' | 'team' | 'company' | 'own'
  readonly scopeId: string | null
}

/** Any role in any scope, also where no operation would give it. */
export const anyGrant: fc.Arbitrary<WorldGrant> = fc
  .record({
    role: fc.oneof({ weight: 4, arbitrary: fc.constant('sees' as const) }, { weight: 1, arbitrary: fc.constant('sees_not' as const) }),
    acting: among(['staff', 'customer'] as const),
    scope: fc.oneof(
      { weight: 1, arbitrary: fc.constant('all' as const) },
      { weight: 9, arbitrary: among(['team', 'company', 'own'] as const) },
    ),
    place: fc.nat(2),
  })
  .map(({ place, ...grant }) => ({
    ...grant,
    scopeId: (grant.scope === 'team' ? teams : grant.scope === 'company' ? companies : [])[place] ?? null,
  }))
