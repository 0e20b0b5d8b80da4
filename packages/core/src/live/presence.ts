import { sql } from 'kysely'
import { ticketPredicate } from '../access/ticket-scope.ts'
import { coreError } from '../error/core-errors.ts'
import { wakeChannel } from '../hook/relay.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { LiveContract } from './contract.ts'
import { LOOKING_MS, presentPeople, WRITING_MS } from './presence-rows.ts'
import { AnnouncePresence, LeavePresence, PresenceOf, PresenceView, type PresentPerson } from './schemas.ts'

const { command, query } = forContract<LiveContract>()
/** Tickets and windows of theirs; the oldest word goes. */
const WINDOWS_PER_PERSON = 50

/**
 * Presence is no history: it has no event, moves no version, and its ticket is not locked for it. That is why these two commands write
 * beside `unit.change` (docs/adr/0009-live.md).
 */
export const announce = command({
  route: 'PUT /tickets/:ticketId/presence',
  summary: 'Says that the caller looks at the ticket or writes on it. Counts for 45 and 20 seconds.',
  permission: 'ticket.read',
  audience: 'staff',
  input: AnnouncePresence,
  output: PresenceView,
  async run(work, { ticketId, doing, tab = '' }) {
    const context = contextOf(work)
    const personId = await expectPresent(context, ticketId)
    const { unit } = context
    const now = await unit.tx.now()
    const before = await presentPeople(unit.tx, [ticketId])
    const looking = now + LOOKING_MS
    const writing = doing === 'writing' ? now + WRITING_MS : 0
    await unit.db
      .insertInto('presence')
      .values({ ticket_id: ticketId, person_id: personId, tab, looking_until_ms: looking, writing_until_ms: writing })
      .onConflict((conflict) =>
        conflict.columns(['ticket_id', 'person_id', 'tab']).doUpdateSet({
          looking_until_ms: looking,
          // Without a name it may be another window that looks, while this one still writes.
          ...(doing === 'writing' || tab !== '' ? { writing_until_ms: writing } : {}),
        }),
      )
      .execute()
    await forgetOwn(context, personId, now)
    return answer(context, ticketId, before)
  },
})

export const leave = command({
  route: 'DELETE /tickets/:ticketId/presence',
  summary: 'Says that the caller is no longer at the ticket, or that one of their windows is not.',
  permission: 'ticket.read',
  audience: 'staff',
  input: LeavePresence,
  output: PresenceView,
  async run(work, { ticketId, tab }) {
    const context = contextOf(work)
    const personId = await expectPresent(context, ticketId)
    const { unit } = context
    const before = await presentPeople(unit.tx, [ticketId])
    let own = unit.db.deleteFrom('presence').where('ticket_id', '=', ticketId).where('person_id', '=', personId)
    if (tab !== undefined) own = own.where('tab', '=', tab)
    await own.execute()
    return answer(context, ticketId, before)
  },
})

export const presence = query({
  route: 'GET /tickets/:ticketId/presence',
  summary: 'Who is at the ticket right now; for customers whether an agent is writing, where the desk allows it.',
  permission: 'ticket.read',
  audience: 'both',
  input: PresenceOf,
  output: PresenceView,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    return presenceOf(contextOf(work), ticketId)
  },
})

async function presenceOf({ unit, actor }: CallContext, ticketId: string): Promise<PresenceView> {
  const items = (await presentPeople(unit.tx, [ticketId])).get(ticketId) ?? []
  return presenceView(items, actor.capacity.acting === 'staff' || unit.runtime.live.customersSeeWriting)
}

const presenceView = (items: PresentPerson[], seesWriting: boolean): PresenceView => ({
  items,
  isWriting: seesWriting && items.some(({ doing }) => doing === 'writing'),
})

/** Throws `ticket.not_found`, and `live.no_person` for programs, which are nowhere. */
async function expectPresent({ unit, actor }: CallContext, ticketId: string): Promise<string> {
  const readBit = unit.runtime.composition.permissions.bit('ticket.read')
  const seen = await unit.db
    .selectFrom('ticket')
    .select('ticket.id')
    .where('ticket.id', '=', ticketId)
    .where(ticketPredicate(actor, readBit))
    .executeTakeFirst()
  if (!seen) throw coreError('ticket.not_found', { ticketId })
  if (actor.personId === null) throw coreError('live.no_person')
  return actor.personId
}

async function answer(context: CallContext, ticketId: string, before: ReadonlyMap<string, PresentPerson[]>): Promise<PresenceView> {
  const { unit } = context
  const view = await presenceOf(context, ticketId)
  const hasChanged = JSON.stringify(view.items) !== JSON.stringify(before.get(ticketId) ?? [])
  if (hasChanged && unit.tx.kind === 'postgres') await wakeOthers(context)
  return view
}

/** Other processes hear of it at the commit; without a first event there is no channel yet, and they find it by themselves. */
async function wakeOthers({ unit }: CallContext): Promise<void> {
  const event = await unit.db.selectFrom('event').select(sql<number>`tableoid::int`.as('table')).limit(1).executeTakeFirst()
  if (event) await sql`select pg_notify(${wakeChannel(event.table)}, '')`.execute(unit.db)
}

/** What this person left behind, and what is more than they can have open; that of others is theirs, so that two never wait for each other. */
async function forgetOwn({ unit }: CallContext, personId: string, now: number): Promise<void> {
  await unit.db.deleteFrom('presence').where('person_id', '=', personId).where('looking_until_ms', '<=', now).execute()
  const beyond = await unit.db
    .selectFrom('presence')
    .select(['ticket_id', 'tab'])
    .where('person_id', '=', personId)
    .orderBy('looking_until_ms', 'desc')
    .limit(WINDOWS_PER_PERSON)
    .offset(WINDOWS_PER_PERSON)
    .execute()
  for (const { ticket_id, tab } of beyond)
    await unit.db
      .deleteFrom('presence')
      .where('person_id', '=', personId)
      .where('ticket_id', '=', ticket_id)
      .where('tab', '=', tab)
      .execute()
}
