import { isDeskError } from '@deskwright/core'
import { type AnyWork, expectEverywhere, kit } from '../kit.ts'
import { eventsOf, wants } from '../subscription/rows.ts'
import { sightOf } from '../subscription/service.ts'
import type { SubscriptionTable } from '../tables.ts'
import { withoutIds } from './body.ts'
import { IsWanted, NoteEvent, Replayed, Wanted } from './schemas.ts'

const { command, query } = kit

type Candidate = Pick<SubscriptionTable, 'id' | 'service_id' | 'state' | 'events_json'>

/** So that what nobody wants costs a look. */
export const wanted = query({
  route: null,
  permission: 'webhooks.manage',
  audience: 'staff',
  input: Wanted,
  output: IsWanted,
  async run(work, { event }) {
    expectEverywhere(work, 'webhooks.manage')
    const rows = await work.db.selectFrom('webhooks_subscription').select('events_json').where('state', '!=', 'off').execute()
    return { isWanted: rows.some((row) => wants(eventsOf(row), event)) }
  },
})

/** Makes one delivery for each subscription that wants an event and may know of it; the second time it finds them made. */
export const note = command({
  route: null,
  permission: 'webhooks.manage',
  audience: 'staff',
  input: NoteEvent,
  output: Replayed,
  async run(work, { eventId, event, ticketId, isPublic, namedIds, staffBody, customerBody }) {
    expectEverywhere(work, 'webhooks.manage')
    const rows: Candidate[] = await work.db
      .selectFrom('webhooks_subscription')
      .select(['id', 'service_id', 'state', 'events_json'])
      .where('state', '!=', 'off')
      .execute()
    const wanting = rows.filter((row) => wants(eventsOf(row), event))
    const told: { readonly row: Candidate; readonly body: string }[] = []
    for (const row of wanting) {
      const known = await work.db
        .selectFrom('webhooks_delivery')
        .select('id')
        .where('subscription_id', '=', row.id)
        .where('event_id', '=', eventId)
        .executeTakeFirst()
      const sight = known ? undefined : await sightOf(work, row.service_id, { ticketId, isPublic })
      if (sight) told.push({ row, body: sight === 'staff' ? staffBody : customerBody })
    }
    if (!told.length) return { count: 0 }
    const others = ticketId === null ? new Set<string>() : await ticketsAmong(work, namedIds)
    await work.change('webhooks.queued', { eventId, count: told.length }, async (db) => {
      for (const { row, body } of told)
        await db
          .insertInto('webhooks_delivery')
          .values({
            id: work.newId(),
            subscription_id: row.id,
            event_id: eventId,
            event,
            ticket_id: ticketId,
            is_public: isPublic,
            body: withoutIds(body, others),
            state: row.state === 'disabled' ? 'held' : 'waiting',
            attempt_count: 0,
            due_at: work.now,
            lease_ends_at: null,
            status: null,
            took_ms: null,
            answer: null,
            error: null,
            created_at: work.now,
            updated_at: work.now,
          })
          // Two processes may have been handed the same event.
          .onConflict((conflict) => conflict.columns(['subscription_id', 'event_id']).doNothing())
          .execute()
    })
    await work.enqueue('send', {}, { key: 'now' })
    return { count: told.length }
  },
})

/** Other tickets that a payload names: whoever is told of this one need not know that there are such. */
async function ticketsAmong(work: AnyWork, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const id of ids)
    try {
      await work.asPlugin.access.why({ permission: 'ticket.read', ticketId: id })
      found.add(id)
    } catch (error) {
      if (!isDeskError(error) || error.status !== 404) throw error
    }
  return found
}
