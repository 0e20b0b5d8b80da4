import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

const MAX_SHOWN = 20

/**
 * Refuses a command that was decided on an older ticket, with the version now and what has changed since: events and fields that the
 * actor's audience may see. Customers count their own version.
 */
export async function expectVersion({ unit, actor }: CallContext, { row }: TicketState, expected: number | undefined): Promise<void> {
  if (expected === undefined) return
  const isStaff = actor.capacity.acting === 'staff'
  const version = isStaff ? row.version : row.public_version
  if (version === expected) return
  let query = unit.db
    .selectFrom('event')
    .select(['name', 'occurred_at'])
    .where('subject_kind', '=', 'ticket')
    .where('subject_id', '=', row.id)
  query = isStaff ? query.where('subject_version', '>', expected) : query.where('is_public', '=', true)
  const events = await query.orderBy('sequence', 'desc').limit(MAX_SHOWN).execute()
  throw coreError(
    'ticket.conflict',
    { number: row.number, version },
    {
      details: {
        currentVersion: version,
        expectedVersion: expected,
        changed: events.map((event) => ({ event: event.name, at: event.occurred_at })),
      },
    },
  )
}
